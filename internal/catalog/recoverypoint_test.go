// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package catalog_test

import (
	"testing"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
)

// pointTests are the forms of the developer guide, with what each tells.
var pointTests = []struct {
	arn, resourceType, id string
	taggable              bool
}{
	{"arn:aws:ec2:eu-west-1::snapshot/snap-0123456789abcdef0", "", "snap-0123456789abcdef0", false},
	{"arn:aws:ec2:eu-west-1::image/ami-0123456789abcdef0", "EC2", "ami-0123456789abcdef0", false},
	{
		"arn:aws:rds:eu-west-1:111122223333:snapshot:awsbackup:job-0f35b5c0-5b09-4d31-9e6f-8ad1ffc1f2f1", "RDS",
		"awsbackup:job-0f35b5c0-5b09-4d31-9e6f-8ad1ffc1f2f1", false,
	},
	{
		"arn:aws:rds:eu-west-1:111122223333:cluster-snapshot:awsbackup:job-0f35b5c0-5b09-4d31-9e6f-8ad1ffc1f2f1", "",
		"awsbackup:job-0f35b5c0-5b09-4d31-9e6f-8ad1ffc1f2f1", false,
	},
	{
		"arn:aws:dynamodb:eu-west-1:111122223333:table/orders/backup/01234567890123-abcdef01", "DynamoDB",
		"01234567890123-abcdef01", false,
	},
	{"arn:aws:fsx:eu-west-1:111122223333:backup/backup-0123456789abcdef0", "FSx", "backup-0123456789abcdef0", false},
	{
		"arn:aws:redshift:eu-west-1:111122223333:snapshot:dwh/awsbackup:job-0f35b5c0-5b09-4d31-9e6f-8ad1ffc1f2f1", "Redshift",
		"awsbackup:job-0f35b5c0-5b09-4d31-9e6f-8ad1ffc1f2f1", false,
	},
	{
		"arn:aws:redshift-serverless:eu-west-1:111122223333:snapshot:dwh/awsbackup:job-0f35b5c0-5b09-4d31-9e6f-8ad1ffc1f2f1", "",
		"awsbackup:job-0f35b5c0-5b09-4d31-9e6f-8ad1ffc1f2f1", false,
	},
	{"arn:aws:redshift-serverless:eu-west-1:111122223333:snapshot/1eb3b5e7", "", "1eb3b5e7", false},
	{
		"arn:aws:backup:eu-west-1:111122223333:recovery-point:1EB3B5E7-9EB0-435A-A80B-108B488B0D45", "",
		"1EB3B5E7-9EB0-435A-A80B-108B488B0D45", true,
	},
	{
		"arn:aws:backup:eu-west-1:111122223333:recovery-point:1eb3b5e7-9eb0-435a-a80b-108b488b0d45_beta", "Timestream",
		"1eb3b5e7-9eb0-435a-a80b-108b488b0d45_beta", true,
	},
	{
		"arn:aws:backup:eu-west-1:111122223333:recovery-point:my.bucket-20260102030405-0a1b2c3d", "S3",
		"my.bucket-20260102030405-0a1b2c3d", true,
	},
	{"arn:aws:backup:eu-west-1:111122223333:recovery-point:my-bucket-0a1b2c3d", "S3", "my-bucket-0a1b2c3d", true},
	{
		"arn:aws:backup:eu-west-1:111122223333:recovery-point:composite:eks/prod-20260102030405", "EKS",
		"composite:eks/prod-20260102030405", true,
	},
	{"arn:aws:backup:eu-west-1:111122223333:recovery-point:eks/prod-20260102030405", "EKS", "eks/prod-20260102030405", true},
	{"arn:aws:backup:eu-west-1:111122223333:recovery-point:something-new", "", "something-new", true},
	{"arn:aws-cn:ec2:cn-north-1::snapshot/snap-1", "", "snap-1", false},
	// A service of tomorrow.
	{"arn:aws:quantum:eu-west-1:111122223333:freeze/q-1", "", "freeze/q-1", false},
	{"arn:aws:quantum:eu-west-1:111122223333:recovery-point:q-1", "", "recovery-point:q-1", false},
}

func TestParseRecoveryPointARN(t *testing.T) {
	t.Parallel()
	for _, test := range pointTests {
		got, err := catalog.ParseRecoveryPointARN(test.arn)
		if err != nil {
			t.Errorf("ParseRecoveryPointARN(%q): %v", test.arn, err)
			continue
		}
		if got.ResourceType != test.resourceType || got.ID != test.id || got.String() != test.arn {
			t.Errorf("ParseRecoveryPointARN(%q) = type %q, ID %q, ARN %q, want type %q, ID %q",
				test.arn, got.ResourceType, got.ID, got.ARN, test.resourceType, test.id)
		}
		if catalog.Taggable(test.arn) != test.taggable {
			t.Errorf("Taggable(%q) = %t", test.arn, !test.taggable)
		}
		if known := got.Service != "quantum"; catalog.IsRecoveryPointARN(test.arn) != known {
			t.Errorf("IsRecoveryPointARN(%q) = %t", test.arn, !known)
		}
	}
}

func TestParseRecoveryPointARNRefuses(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"":                       "it is empty",
		"snap-0123456789abcdef0": "it does not begin with arn:",
		"arn:aws:ec2:eu-west-1:111122223333:volume/vol-1":                   "it names a resource of Amazon EBS, not a backup of one",
		"arn:aws:s3:::bucket":                                               "it names a resource of Amazon S3, not a backup of one",
		"arn:aws:rds:eu-west-1:111122223333:cluster:c":                      "Amazon Aurora, Amazon DocumentDB or Amazon Neptune",
		"arn:aws:elasticfilesystem:eu-west-1:111122223333:file-system/fs-1": "it names a resource of Amazon EFS",
		"arn:aws:ec2:eu-west-1::vpc/vpc-1":                                  "ends in snapshot/snap-... or image/ami-...",
		"arn:aws:ec2:eu-west-1::snapshot/a/b":                               `and it ends in "snapshot/a/b"`,
		"arn:aws:ec2:eu-west-1::image/a/b":                                  `and it ends in "image/a/b"`,
		"arn:aws:backup:eu-west-1:111122223333:backup-vault:v":              "a recovery point of the service backup ends in recovery-point:<id>",
		"arn:aws:dynamodb:eu-west-1:111122223333:table/t/index/i":           "table/<name>/backup/<id>",
		"arn:aws:rds:eu-west-1:111122223333:snapshot:a/b":                   `ends in "snapshot:a/b"`,
		"arn:aws:rds:eu-west-1:111122223333:cluster-snapshot:a/b":           `ends in "cluster-snapshot:a/b"`,
		"arn:aws:fsx:eu-west-1:111122223333:backup/a/b":                     `ends in "backup/a/b"`,
		"arn:aws:redshift:eu-west-1:111122223333:snapshot:a":                `ends in "snapshot:a"`,
		"arn:aws:redshift:eu-west-1:111122223333:snapshot:a/b/c":            `ends in "snapshot:a/b/c"`,
		"arn:aws:redshift-serverless:eu-west-1:111122223333:snapshot:a":     `ends in "snapshot:a"`,
		"arn:aws:redshift-serverless:eu-west-1:111122223333:snapshot/a/b":   `ends in "snapshot/a/b"`,
	} {
		_, err := catalog.ParseRecoveryPointARN(in)
		refused(t, "ParseRecoveryPointARN", in, err, want)
		if catalog.IsRecoveryPointARN(in) || catalog.Taggable(in) {
			t.Errorf("%q is no recovery point, and taken for one", in)
		}
	}
}

func TestKindsOfRecoveryPoints(t *testing.T) {
	t.Parallel()
	const prefix = "arn:aws:backup:eu-west-1:111122223333:recovery-point:"
	for arn, want := range map[string]struct {
		resourceType string
		continuous   catalog.Support
		composite    bool
	}{
		prefix + "continuous:db-ABCDEFGHIJKLMNOP":              {"RDS", catalog.Yes, false},
		prefix + "continuous:cluster-ABCDEFGHIJKLMNOP":         {"Aurora", catalog.Yes, false},
		prefix + "continuous:something-new":                    {"", catalog.Yes, false},
		prefix + "my-bucket-0a1b2c3d":                          {"S3", catalog.Yes, false},
		prefix + "my-bucket-20260102030405-0a1b2c3d":           {"S3", catalog.No, false},
		prefix + "composite:eks/prod-20260102030405":           {"EKS", catalog.No, true},
		prefix + "composite:cloudformation/web-20260102030405": {"CloudFormation", catalog.No, true},
		prefix + "composite:something/new":                     {"", catalog.No, true},
		prefix + "eks/prod-20260102030405":                     {"EKS", catalog.No, false},
		prefix + "1eb3b5e7-9eb0-435a-a80b-108b488b0d45":        {"", catalog.Unknown, false},
		prefix + "1eb3b5e7-9eb0-435a-a80b-108b488b0d45_beta":   {"Timestream", catalog.No, false},

		"arn:aws:ec2:eu-west-1::snapshot/snap-1": {"", catalog.No, false},
		"arn:aws:ec2:eu-west-1::image/ami-1":     {"EC2", catalog.No, false},
		"arn:aws:rds:eu-west-1:111122223333:snapshot:awsbackup:copyjob-0f35b5c0-5b09-4d31-9e6f-8ad1ffc1":      {"RDS", catalog.No, false},
		"arn:aws:rds:eu-west-1:111122223333:cluster-snapshot:awsbackup:copyjob-0f35b5c0-5b09-4d31-9e6f-8ad1f": {"", catalog.No, false},
		"arn:aws:dynamodb:eu-west-1:111122223333:table/orders/backup/01234567890123-abcdef01":                 {"DynamoDB", catalog.No, false},
		"arn:aws:fsx:eu-west-1:111122223333:backup/backup-1":                                                  {"FSx", catalog.No, false},
		"arn:aws:redshift:eu-west-1:111122223333:snapshot:dwh/awsbackup:job-1":                                {"Redshift", catalog.No, false},
		"arn:aws:redshift-serverless:eu-west-1:111122223333:snapshot:dwh/awsbackup:job-1":                     {"", catalog.No, false},
		"arn:aws:redshift-serverless:eu-west-1:111122223333:snapshot/1eb3b5e7":                                {"", catalog.No, false},
		"arn:aws:quantum:eu-west-1:111122223333:freeze/q-1":                                                   {"", catalog.Unknown, false},
	} {
		got, err := catalog.ParseRecoveryPointARN(arn)
		if err != nil || got.ResourceType != want.resourceType || got.Continuous != want.continuous || got.Composite != want.composite {
			t.Errorf("ParseRecoveryPointARN(%q) = type %q, continuous %s, composite %t, %v", arn, got.ResourceType, written(got.Continuous), got.Composite, err)
		}
	}
}

// What looks like an S3 or Timestream point and is none must not be given a type.
func TestRecoveryPointTypeIsNotGuessed(t *testing.T) {
	t.Parallel()
	for _, id := range []string{
		"my-bucket-0a1b2c3", "my-bucket-0a1b2c3d4", "my-bucket-0A1B2C3D", "My-bucket-0a1b2c3d", "a-0a1b2c3d",
		"1eb3b5e7-9eb0-435a-a80b-108b488b0d45_gamma", "1eb3b5e7-9eb0-435a-a80b-108b488b0d4_beta", "eks/a/b", "eksy/prod",
	} {
		arn := "arn:aws:backup:eu-west-1:111122223333:recovery-point:" + id
		got, err := catalog.ParseRecoveryPointARN(arn)
		if err != nil || got.ResourceType != "" || got.ID != id {
			t.Errorf("ParseRecoveryPointARN(%q) = type %q, ID %q, %v", arn, got.ResourceType, got.ID, err)
		}
	}
}
