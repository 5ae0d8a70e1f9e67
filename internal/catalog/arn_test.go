// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package catalog_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
)

func TestParseARN(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]catalog.ARN{
		"arn:aws:ec2:eu-west-1:111122223333:volume/vol-1": {"aws", "ec2", "eu-west-1", "111122223333", "volume/vol-1"},
		"arn:aws-cn:s3:::b": {"aws-cn", "s3", "", "", "b"},
		"arn:aws-us-gov:rds:us-gov-west-1:111122223333:snapshot:awsbackup:job-1": {
			"aws-us-gov", "rds", "us-gov-west-1", "111122223333", "snapshot:awsbackup:job-1",
		},
		"arn:aws-iso-b:ec2:us-isob-east-1::image/ami-1": {"aws-iso-b", "ec2", "us-isob-east-1", "", "image/ami-1"},
		"arn:aws-eusc:redshift-serverless:eusc-de-east-1:111122223333:namespace/x": {
			"aws-eusc", "redshift-serverless", "eusc-de-east-1", "111122223333", "namespace/x",
		},
	} {
		got, err := catalog.ParseARN(in)
		if err != nil || got != want {
			t.Errorf("ParseARN(%q) = %+v, %v, want %+v", in, got, err, want)
		}
		if got.String() != in {
			t.Errorf("ParseARN(%q).String() = %q", in, got)
		}
		if account := catalog.AccountIn(in); account != want.AccountID {
			t.Errorf("AccountIn(%q) = %q, want %q", in, account, want.AccountID)
		}
	}
}

func TestParseARNRefuses(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"":                                   "it is empty",
		"vol-1":                              "it does not begin with arn:",
		"ARN:aws:s3:::b":                     "it does not begin with arn:",
		"arn:aws:s3":                         "it has 3 of the six parts",
		"arn:aws:s3::":                       "it has 5 of the six parts",
		"arn:aws:s3:::":                      "the resource after the last colon is missing",
		"arn:google:s3:::b":                  `"google" is not a partition`,
		"arn:aws-:s3:::b":                    `"aws-" is not a partition`,
		"arn::s3:::b":                        `"" is not a partition`,
		"arn:aws:S3:::b":                     `"S3" is not a service`,
		"arn:aws:::::b":                      `"" is not a service`,
		"arn:aws:ec2:Frankfurt::volume/v":    `"Frankfurt" is not a region`,
		"arn:aws:ec2:eu-central::volume/v":   `"eu-central" is not a region`,
		"arn:aws:ec2:eu-west-1:123:volume/v": `"123" is not an account ID`,
		"arn:aws:ec2:eu-west-1:1111222233334:volume/v": `"1111222233334" is not an account ID`,
		"arn:aws:ec2:eu-west-1:111122223333:volume/":   `the ID after "volume/" is missing`,
		"arn:aws:rds:eu-west-1:111122223333:db:":       `the ID after "db:" is missing`,
		" arn:aws:s3:::b":                              "it has a space or control character at position 1",
		"arn:aws:s3:::b\n":                             "it has a space or control character at position 15",
		"arn:aws:s3:::b b":                             "it has a space or control character at position 15",
	} {
		_, err := catalog.ParseARN(in)
		refused(t, "ParseARN", in, err, want)
	}
}

// refused checks that err is an *ARNError for the value, with the reason.
func refused(t *testing.T, what, in string, err error, reason string) {
	t.Helper()
	e, ok := errors.AsType[*catalog.ARNError](err)
	switch {
	case !ok:
		t.Errorf("%s(%q) = %v, want an *ARNError: %s", what, in, err, reason)
	case e.Value != in || !strings.Contains(e.Reason, reason):
		t.Errorf("%s(%q): %q because %s, want %s", what, in, e.Value, e.Reason, reason)
	case catalog.Reason(err) != e.Reason || !strings.Contains(err.Error(), e.Reason):
		t.Errorf("%s(%q): Reason and Error must tell %q, got %q", what, in, e.Reason, err)
	}
}

func TestReasonOfOtherErrors(t *testing.T) {
	t.Parallel()
	if got := catalog.Reason(errors.New("no reason")); got != "no reason" {
		t.Errorf("Reason = %q", got)
	}
}

func TestParseRoleARN(t *testing.T) {
	t.Parallel()
	longest := "arn:aws:iam::111122223333:role/" + strings.Repeat("r", 64)
	for _, in := range []string{
		"arn:aws:iam::111122223333:role/backup",
		"arn:aws:iam::111122223333:role/service-role/AWSBackupDefaultServiceRole",
		"arn:aws-us-gov:iam::111122223333:role/a/b/c/ba_ck+up=1,2.3@4-5",
		longest,
	} {
		if _, err := catalog.ParseRoleARN(in); err != nil {
			t.Errorf("ParseRoleARN(%q): %v", in, err)
		}
	}
	for in, want := range map[string]string{
		"backup": "it does not begin with arn:",

		"arn:aws:iam::111122223333:user/backup": "it is an IAM user, not a role",
		"arn:aws:iam::111122223333:root":        "it is an IAM root, not a role",
		"arn:aws:s3:::bucket":                   "it belongs to the service s3, not to iam",

		"arn:aws:sts::111122223333:assumed-role/backup/session": "the role itself is arn:aws:iam::111122223333:role/backup",
		"arn:aws:sts::111122223333:federated-user/x":            "it belongs to the service sts, not to iam",
		"arn:aws:iam:::role/backup":                             "it has no account ID",
		"arn:aws:iam:eu-west-1:111122223333:role/backup":        "IAM ARNs have no region, and it has eu-west-1",
		"arn:aws:iam::111122223333:role/":                       "the ID after",
		"arn:aws:iam::111122223333:role/a*":                     `"a*" is not a role name`,
		"arn:aws:iam::111122223333:role//a":                     `"/a" is not a role name`,
		longest + "r":                                           "is not a role name",
	} {
		_, err := catalog.ParseRoleARN(in)
		refused(t, "ParseRoleARN", in, err, want)
	}
}

func TestParseVaultARN(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"arn:aws:backup:eu-west-1:111122223333:backup-vault:air-gapped":                     "air-gapped",
		"arn:aws:backup:eu-west-1:111122223333:backup-vault:aws/efs/automatic-backup-vault": "aws/efs/automatic-backup-vault",
	} {
		a, name, err := catalog.ParseVaultARN(in)
		if err != nil || name != want || a.String() != in {
			t.Errorf("ParseVaultARN(%q) = %v, %q, %v", in, a, name, err)
		}
		if got, ok := catalog.VaultNameFromARN(in); !ok || got != want {
			t.Errorf("VaultNameFromARN(%q) = %q, %t", in, got, ok)
		}
	}
	const form = "it does not have the form"
	for in, want := range map[string]string{
		"air-gapped": "it does not begin with arn:",
		"arn:aws:backup:eu-west-1:111122223333:backup-plan:p":    form,
		"arn:aws:backup:eu-west-1:111122223333:recovery-point:p": form,
		"arn:aws:glacier:eu-west-1:111122223333:backup-vault:v":  form,
		"arn:aws:backup::111122223333:backup-vault:v":            form,
		"arn:aws:backup:eu-west-1::backup-vault:v":               form,
		"arn:aws:backup:eu-west-1:111122223333:backup-vault:":    "is missing",
	} {
		_, _, err := catalog.ParseVaultARN(in)
		refused(t, "ParseVaultARN", in, err, want)
		if name, ok := catalog.VaultNameFromARN(in); ok {
			t.Errorf("VaultNameFromARN(%q) = %q, want none", in, name)
		}
	}
}

func TestValidVaultName(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]bool{
		"": false, "a": false, "ab": true, strings.Repeat("v", 50): true, strings.Repeat("v", 51): false,
		"Default": true, "a_b-9": true, "a b": false, "a.b": false, "a/b": false, "ä-vault": false, "ab\n": false, "\nab": false,
	} {
		if got := catalog.ValidVaultName(name); got != want {
			t.Errorf("ValidVaultName(%q) = %t, want %t", name, got, want)
		}
	}
}
