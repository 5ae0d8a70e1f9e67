// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator/sts"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/jobwatch"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/provider"
)

// quick makes the watcher look often.
var quick = provider.WithWatch(jobwatch.Config{MinInterval: time.Millisecond, MaxInterval: 5 * time.Millisecond})

// assumed is the block of a provider that assumes one role.
func (c *cloud) assumed() block {
	return c.static(block{"assume_role": []any{block{"role_arn": firstRole, "session_name": "one"}}})
}

// A wait continues when the credentials expire in the middle of it: the watcher's looks are refused, and made again with new ones.
func TestCredentialsExpireInMidWait(t *testing.T) {
	t.Parallel()
	cloud := newCloud(t, emulator.WithScript(emulator.Script{Created: emulator.Skip, Pending: emulator.Skip, Running: time.Hour}))
	data := mustConfigure(t, cloud.assumed(), quick)
	region, err := data.Region("")
	if err != nil {
		t.Fatal(err)
	}
	before := len(cloud.STS().Calls("AssumeRole"))
	started, err := region.API.StartBackupJob(t.Context(), &backup.StartBackupJobInput{
		BackupVaultName: aws.String("Default"),
		ResourceArn:     aws.String("arn:aws:ec2:eu-central-1:111111111111:volume/vol-0123456789abcdef0"),
		IamRoleArn:      aws.String("arn:aws:iam::111111111111:role/backup"),
	})
	if err != nil {
		t.Fatal(err)
	}

	// The clock stands still for the job, so only the end of this test ends the job; each look before that sees it running.
	var once, again sync.Once
	job, err := region.Jobs.Wait(t.Context(), jobwatch.Request{
		ID: *started.BackupJobId, Created: *started.CreationDate,
		Until: func(job *awsbackup.Observation) bool {
			once.Do(cloud.STS().Expire)
			if len(cloud.STS().Calls("AssumeRole")) > before { // The credentials were renewed, and the job was seen with them.
				again.Do(func() { cloud.Advance(2 * time.Hour) })
			}
			return job.Succeeded()
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	if job.State != types.BackupJobStateCompleted {
		t.Errorf("the job is %s", job.State)
	}

	var refused int
	for _, r := range cloud.Requests() {
		if r.ErrorCode == "ExpiredTokenException" {
			refused++
		}
	}
	if refused == 0 {
		t.Error("no call was refused, so nothing was tested")
	}
}

// Each of many callers that are refused at the same time continues, and they renew the credentials together.
func TestManyCallersRenewTogether(t *testing.T) {
	t.Parallel()
	cloud := newCloud(t)
	data := mustConfigure(t, cloud.assumed(), provider.WithLimits(awsbackup.Unlimited()))
	mustCall(t, data)
	before := len(cloud.STS().Calls("AssumeRole"))
	cloud.STS().Expire()

	var callers sync.WaitGroup
	for range 50 {
		callers.Go(func() {
			if err := call(t, data); err != nil {
				t.Error(err)
			}
		})
	}
	callers.Wait()
	if n := len(cloud.STS().Calls("AssumeRole")) - before; n < 1 || n > 3 {
		t.Errorf("50 callers renewed the credentials %d times", n)
	}
}

// The whole chain expires: the first role must be renewed before the second can be.
func TestChainExpires(t *testing.T) {
	t.Parallel()
	cloud := newCloud(t)
	data := mustConfigure(t, cloud.static(block{"assume_role": []any{
		block{"role_arn": firstRole, "session_name": "one"}, block{"role_arn": secondRole, "session_name": "two"},
	}}))
	mustCall(t, data)
	cloud.STS().Expire()
	mustCall(t, data)
	if got := cloud.last(t); got.Account != "222222222222" || got.ErrorCode != "" {
		t.Errorf("the last call is %+v", got)
	}
}

// Credentials that cannot be renewed end in AWS's error, not in a loop.
func TestRenewalIsRefused(t *testing.T) {
	t.Parallel()
	cloud := newCloud(t)
	data := mustConfigure(t, cloud.assumed())
	mustCall(t, data)
	before := len(cloud.Requests())
	cloud.STS().Deny(firstRole)
	cloud.STS().Expire()
	err := call(t, data)
	if err == nil || !awsbackup.IsCredentials(err) || awsbackup.IsAccessDenied(err) {
		t.Errorf("the error is %v, want the denial of STS, which is none of AWS Backup", err)
	}
	if n := len(cloud.Requests()) - before; n > 5 {
		t.Errorf("%d requests for one call that cannot succeed", n)
	}
}

// Short sessions, as some organisations force them, are renewed before they end: no call is ever refused.
func TestShortSessions(t *testing.T) {
	t.Parallel()
	cloud := newCloud(t, emulator.WithSTS(sts.WithLifetime(30*time.Second)))
	data := mustConfigure(t, cloud.assumed())
	for range 10 {
		mustCall(t, data)
	}
	for _, r := range cloud.Requests() {
		if r.ErrorCode != "" {
			t.Errorf("%s was refused: %s", r.Operation, r.ErrorCode)
		}
	}
}
