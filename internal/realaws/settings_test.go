// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package realaws_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/jobwatch"
)

// prefix begins the names of the variables that the lane reads.
const prefix = "AWSBACKUP_TESTACC_"

// intent is what the lane says before it does anything.
const intent = `This lane takes real backups in a real AWS account.

It makes, and tags with %[1]s:
  * unless %[2]sROLE_ARN is set: a stack with an empty EFS file system, an empty
    DynamoDB table, an empty S3 bucket and a 1 GiB EBS volume, and a role for AWS
    Backup (examples/real-account);
  * two backup vaults, one of them locked in governance mode, which can be undone;
  * about twenty backups of these things, all but empty, kept for minutes.
All of it is removed at the end, after a failure and after one Ctrl-C, too. What a
kill leaves behind is found by its tag, and removed by hand.

What it costs: the volume and its snapshots are 1 GiB for an hour or two, the rest
is empty; calls of AWS Backup are free. That is below 0.10 USD at the prices of 2026.
It takes an hour or two, most of it waiting.
`

// settings are what the person who runs the lane says.
type settings struct {
	account string // the account that may be used
	// What there is already; "" is not there.
	role, files, volume, table, bucket, stack, database string

	oldJob string // a backup job that is older than 30 days
	token  string // an idempotency token and its job from an earlier run: TOKEN,JOB
	toggle bool   // whether the opt-in of a type may be switched off for a moment
	report string // the file to write to
}

func readSettings() settings {
	get := func(name string) string { return os.Getenv(prefix + name) }
	return settings{
		account: get("ACCOUNT"),
		role:    get("ROLE_ARN"), files: get("FILES_ARN"), volume: get("VOLUME_ARN"), table: get("TABLE_ARN"),
		bucket: get("BUCKET_ARN"), stack: get("STACK_ARN"), database: get("DATABASE_ARN"),
		oldJob: get("OLD_JOB"), token: get("TOKEN"), toggle: get("OPT_IN") == "toggle",
		report: cmp.Or(get("REPORT"), "real-account.md"),
	}
}

// consented compares the account that was named with the one that the
// credentials lead to. Nothing else is asked of AWS before.
func consented(ctx context.Context, cfg aws.Config, s settings) error {
	if s.account == "" {
		return errors.New(prefix + "ACCOUNT is not set: it has to be the number of the account in which this may be done")
	}
	if cfg.Region == "" {
		return errors.New("AWS_REGION is not set")
	}
	who, err := sts.NewFromConfig(cfg).GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
	if err != nil {
		return fmt.Errorf("asking AWS whose credentials these are: %w", err)
	}
	if found := aws.ToString(who.Account); found != s.account {
		return fmt.Errorf("the credentials are for account %s, and %sACCOUNT is %s", found, prefix, s.account)
	}
	return nil
}

// pace is how often the lane looks at what it waits for.
type pace struct {
	jobs  jobwatch.Config
	looks time.Duration // between two looks at a recovery point
	most  time.Duration // for any one wait
}

// realPace spares AWS's quotas. A backup of an empty file system has been known
// to take half an hour.
var realPace = pace{looks: 5 * time.Second, most: 2 * time.Hour}

// anonymous takes the account's number out of a text that will be published.
func (s settings) anonymous(text string) string {
	return strings.ReplaceAll(text, s.account, "123456789012")
}
