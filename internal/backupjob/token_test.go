// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
)

// The tokens in this file were made with sha256sum from the JSON beside them,
// not by this program. One that changes makes an apply after an update of the
// provider start a second backup where it should have resumed the first.
const (
	// {"region":"eu-central-1","vault":"Default",
	// "resource":"arn:aws:ec2:eu-central-1:123456789012:volume/vol-0123456789abcdef0",
	// "role":"arn:aws:iam::123456789012:role/backup"}, in one line.
	plainToken = "tfab1-9fcc9733f250f9e02e55e99ae0b47c77858877918dd36b6f4e9e7c2ca484e418"

	// {"scope":"org/workspace","region":"us-gov-west-1","vault":"nightly","resource":"arn:aws-us-gov:s3:::orders",
	// "role":"arn:aws-us-gov:iam::123456789012:role/backup",
	// "air_gapped_vault":"arn:aws-us-gov:backup:us-gov-west-1:123456789012:backup-vault:vaulted",
	// "start_window":60,"complete_window":1440,"cold_after":30,"delete_after":120,"archive":true,
	// "options":{"BackupACLs":"disabled","BackupObjectTags":"enabled"},"index":"ENABLED",
	// "triggers":{"a":"1","b":"\u003c2 \u0026 3\u003e"}}, in one line.
	wholeToken = "tfab1-a32e0eccfab8322bb10d9dbe89d92a8085467c6e530fd94827838209a675b0ce"

	endedJob = "9E8EFA36-0000-4000-8000-000000000001"
	// plainToken, a line feed, endedJob.
	saltedToken = "tfab1-9fd5f773757502884ba798c1cb120ecba15c15d6cd6dc73eb69f8eb69f68114f"
)

// intent is all that a derived token covers, and the tags, which it does not.
type intent struct {
	in            backup.StartBackupJobInput
	region, scope string
	triggers      map[string]string
}

func (i *intent) token() string { return deriveToken(&i.in, i.region, i.scope, i.triggers) }

func plainIntent() *intent {
	return &intent{
		in: backup.StartBackupJobInput{
			BackupVaultName: new("Default"),
			ResourceArn:     new("arn:aws:ec2:eu-central-1:123456789012:volume/vol-0123456789abcdef0"),
			IamRoleArn:      new("arn:aws:iam::123456789012:role/backup"),
		},
		region: "eu-central-1",
	}
}

func wholeIntent() *intent {
	return &intent{
		in: backup.StartBackupJobInput{
			BackupVaultName:                  new("nightly"),
			ResourceArn:                      new("arn:aws-us-gov:s3:::orders"),
			IamRoleArn:                       new("arn:aws-us-gov:iam::123456789012:role/backup"),
			LogicallyAirGappedBackupVaultArn: new("arn:aws-us-gov:backup:us-gov-west-1:123456789012:backup-vault:vaulted"),
			StartWindowMinutes:               new(int64(60)),
			CompleteWindowMinutes:            new(int64(1440)),
			Lifecycle: &types.Lifecycle{
				MoveToColdStorageAfterDays: new(int64(30)), DeleteAfterDays: new(int64(120)), OptInToArchiveForSupportedResources: new(true),
			},
			BackupOptions:     map[string]string{"BackupObjectTags": "enabled", "BackupACLs": "disabled"},
			Index:             types.IndexEnabled,
			RecoveryPointTags: map[string]string{"team": "orders"},
		},
		region:   "us-gov-west-1",
		scope:    "org/workspace",
		triggers: map[string]string{"b": "<2 & 3>", "a": "1"},
	}
}

func TestDeriveToken_golden(t *testing.T) {
	t.Parallel()
	if got := plainIntent().token(); got != plainToken {
		t.Errorf("the plain request has token %s, want %s", got, plainToken)
	}
	if got := wholeIntent().token(); got != wholeToken {
		t.Errorf("the whole request has token %s, want %s", got, wholeToken)
	}
	if got := job.SaltToken(plainToken, endedJob); got != saltedToken {
		t.Errorf("the token after an ended job is %s, want %s", got, saltedToken)
	}
}

// TestDeriveToken_covers changes one thing at a time. What is a reason for a new
// backup, or is sent to AWS, changes the token; tags never do.
func TestDeriveToken_covers(t *testing.T) {
	t.Parallel()
	changes := map[string]func(*intent){
		"vault":             func(i *intent) { i.in.BackupVaultName = new("other") },
		"resource":          func(i *intent) { i.in.ResourceArn = new("arn:aws-us-gov:s3:::other") },
		"role":              func(i *intent) { i.in.IamRoleArn = new("arn:aws-us-gov:iam::123456789012:role/other") },
		"account":           func(i *intent) { i.in.IamRoleArn = new("arn:aws-us-gov:iam::999999999999:role/backup") },
		"air-gapped vault":  func(i *intent) { i.in.LogicallyAirGappedBackupVaultArn = nil },
		"start window":      func(i *intent) { i.in.StartWindowMinutes = new(int64(61)) },
		"no start window":   func(i *intent) { i.in.StartWindowMinutes = nil },
		"complete window":   func(i *intent) { i.in.CompleteWindowMinutes = new(int64(60)) },
		"cold storage":      func(i *intent) { i.in.Lifecycle.MoveToColdStorageAfterDays = nil },
		"retention":         func(i *intent) { i.in.Lifecycle.DeleteAfterDays = new(int64(121)) },
		"archive":           func(i *intent) { i.in.Lifecycle.OptInToArchiveForSupportedResources = new(false) },
		"no lifecycle":      func(i *intent) { i.in.Lifecycle = nil },
		"option":            func(i *intent) { i.in.BackupOptions["BackupACLs"] = "enabled" },
		"option gone":       func(i *intent) { delete(i.in.BackupOptions, "BackupACLs") },
		"index":             func(i *intent) { i.in.Index = types.IndexDisabled },
		"region":            func(i *intent) { i.region = "us-gov-east-1" },
		"idempotency_scope": func(i *intent) { i.scope = "org/other" },
		"trigger":           func(i *intent) { i.triggers["a"] = "2" },
		"trigger gone":      func(i *intent) { delete(i.triggers, "a") },
		"windows swapped": func(i *intent) {
			i.in.StartWindowMinutes, i.in.CompleteWindowMinutes = i.in.CompleteWindowMinutes, i.in.StartWindowMinutes
		},
		"option as trigger": func(i *intent) { i.in.BackupOptions, i.triggers = i.triggers, i.in.BackupOptions },
	}
	seen := map[string]string{wholeToken: "the whole request"}
	for name, change := range changes {
		i := wholeIntent()
		change(i)
		token := i.token()
		if other, taken := seen[token]; taken {
			t.Errorf("%s has the token of %s: two intents would share one backup", name, other)
		}
		seen[token] = name
	}
}

func TestDeriveToken_ignores(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*intent){
		"a tag changed":      func(i *intent) { i.in.RecoveryPointTags = map[string]string{"team": "invoices"} },
		"tags gone":          func(i *intent) { i.in.RecoveryPointTags = nil },
		"a token in the way": func(i *intent) { i.in.IdempotencyToken = new("x") },
	} {
		i := wholeIntent()
		change(i)
		if got := i.token(); got != wholeToken {
			t.Errorf("%s: token %s, want %s as before", name, got, wholeToken)
		}
	}
	// What an empty attribute becomes must not matter: state may have null
	// where the configuration has {}.
	for name, change := range map[string]func(*intent){
		"empty lifecycle": func(i *intent) { i.in.Lifecycle = &types.Lifecycle{} },
		"empty options":   func(i *intent) { i.in.BackupOptions = map[string]string{} },
		"empty triggers":  func(i *intent) { i.triggers = map[string]string{} },
	} {
		i := plainIntent()
		change(i)
		if got := i.token(); got != plainToken {
			t.Errorf("%s: token %s, want %s as for none", name, got, plainToken)
		}
	}
}

func TestSaltToken(t *testing.T) {
	t.Parallel()
	const other = "9E8EFA36-0000-4000-8000-000000000002"
	once, twice := job.SaltToken(plainToken, endedJob), job.SaltToken(job.SaltToken(plainToken, endedJob), other)
	all := map[string]bool{plainToken: true, once: true, twice: true, job.SaltToken(plainToken, other): true, job.SaltToken(wholeToken, endedJob): true}
	if len(all) != 5 {
		t.Errorf("tokens after different pasts are equal: %v", all)
	}
}
