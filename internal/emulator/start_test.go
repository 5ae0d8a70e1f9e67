// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator_test

import (
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

type change = func(*backup.StartBackupJobInput)

func TestStartChecksItsInput(t *testing.T) {
	t.Parallel()
	const ipv, denied = "InvalidParameterValueException", "AccessDeniedException"
	options := func(key, value string) change {
		return func(in *backup.StartBackupJobInput) { in.BackupOptions = map[string]string{key: value} }
	}
	tags := func(key, value string) change {
		return func(in *backup.StartBackupJobInput) { in.RecoveryPointTags = map[string]string{key: value} }
	}
	passing := func(arn string) change {
		return func(in *backup.StartBackupJobInput) { in.IamRoleArn = &arn }
	}
	for name, test := range map[string]struct {
		resource   string
		change     change
		code, part string // "" is success
	}{
		"start 59":                {volume, windows(59, 600), ipv, "59"},
		"start 60":                {volume, windows(60, 600), "", ""},
		"start 0":                 {volume, windows(0, 600), ipv, ""},
		"start negative":          {volume, windows(-60, 600), ipv, ""},
		"start 52560000":          {volume, windows(52_560_000, 52_560_000), "", ""},
		"start 52560001":          {volume, windows(52_560_001, 52_560_000), ipv, ""},
		"complete 59":             {volume, windows(60, 59), ipv, ""},
		"complete 52560001":       {volume, windows(60, 52_560_001), ipv, ""},
		"complete below start":    {volume, windows(120, 60), "", ""}, // accepted; it just cannot succeed
		"vault of one letter":     {volume, in("v"), ipv, "vault name"},
		"vault of two letters":    {volume, in("vv"), denied, ""}, // a name, but no vault
		"vault of 50 letters":     {volume, in(strings.Repeat("v", 50)), denied, ""},
		"vault of 51 letters":     {volume, in(strings.Repeat("v", 51)), ipv, ""},
		"vault with a space":      {volume, in("a b"), ipv, ""},
		"no ARN":                  {"vol-1", nil, ipv, "ARN"},
		"snapshot ARN":            {"arn:aws:ec2:eu-central-1::snapshot/snap-1", nil, ipv, "Unsupported resource type: arn:aws:ec2:eu-central-1::snapshot/snap-1"},
		"unknown service":         {"arn:aws:sqs:eu-central-1:123456789012:queue", nil, ipv, "Unsupported resource type"},
		"other Region":            {strings.ReplaceAll(volume, region, "us-east-1"), nil, ipv, ""},
		"other account":           {strings.ReplaceAll(volume, account, "210987654321"), nil, ipv, ""},
		"other partition":         {strings.ReplaceAll(volume, "arn:aws:", "arn:aws-cn:"), nil, ipv, ""},
		"user as role":            {volume, passing("arn:aws:iam::123456789012:user/jo"), ipv, "role"},
		"role of another account": {volume, passing("arn:aws:iam::210987654321:role/r"), denied, "Cross-account pass role"},
		"VSS enabled":             {instance, options("WindowsVSS", "enabled"), "", ""},
		"VSS yes":                 {instance, options("WindowsVSS", "yes"), ipv, "WindowsVSS"},
		"VSS on a volume":         {volume, options("WindowsVSS", "enabled"), "", ""},
		"ACLs disabled":           {bucket, options("BackupACLs", "disabled"), "", ""},
		"option with a space":     {bucket, options("Backup ACLs", "disabled"), ipv, ""},
		"unknown option":          {bucket, options("Other", "1"), ipv, "Other"}, // strict
		"tag aws:":                {volume, tags("aws:x", "1"), ipv, "aws:"},
		"tag key 128":             {volume, tags(strings.Repeat("ä", 128), "1"), "", ""},
		"tag key 129":             {volume, tags(strings.Repeat("k", 129), "1"), ipv, ""},
		"tag value 256":           {volume, tags("k", strings.Repeat("v", 256)), "", ""},
		"tag value 257":           {volume, tags("k", strings.Repeat("v", 257)), ipv, ""},
		"index MAYBE":             {volume, func(in *backup.StartBackupJobInput) { in.Index = "MAYBE" }, ipv, "MAYBE"},
		"event as input": {volume, func(in *backup.StartBackupJobInput) {
			in.Lifecycle = &types.Lifecycle{DeleteAfterEvent: types.LifecycleDeleteAfterEventDeleteAfterCopy}
		}, ipv, "DeleteAfterEvent"}, // strict
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := newLab(t)
			_, err := l.start(t, test.resource, test.change)
			if test.code == "" {
				if err != nil {
					t.Fatal(err)
				}
				return
			}
			wantError(t, err, test.code, test.part)
			if jobs := l.home().Jobs(); len(jobs) > 0 {
				t.Errorf("a job was started: %+v", jobs)
			}
		})
	}
}

func TestDefaultWindows(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	out := l.backup(t, volume)
	if got := l.describe(t, out.BackupJobId).StartBy; !got.Equal(start.Add(8 * time.Hour)) {
		t.Errorf("starts by %v, want 8 hours after its creation", got)
	}
	if got := l.home().Jobs()[0].CompleteWindow; got != 7*24*time.Hour {
		t.Errorf("complete window %v", got)
	}
}

func TestTokens(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	first := l.backup(t, volume, token("T"))
	l.Advance(time.Hour)
	again := l.backup(t, volume, token("T"))
	other := l.backup(t, files, token("T")) // the token alone decides
	for _, out := range []*backup.StartBackupJobOutput{again, other} {
		if *out.BackupJobId != *first.BackupJobId || !out.CreationDate.Equal(*first.CreationDate) {
			t.Errorf("the replay is job %s of %v", *out.BackupJobId, out.CreationDate)
		}
	}
	if jobs := len(l.home().Jobs()); jobs != 1 {
		t.Fatalf("%d jobs were started", jobs)
	}
	l.Advance(23 * time.Hour)
	if late := l.backup(t, volume, token("T")); *late.BackupJobId == *first.BackupJobId {
		t.Error("the token is still known after 24 hours")
	}
	forgotten := l.backup(t, volume, token("U"))
	l.home().ForgetTokens()
	if anew := l.backup(t, volume, token("U")); *anew.BackupJobId == *forgotten.BackupJobId {
		t.Error("the token was not forgotten")
	}
}

func TestTokenLifetimeAndFailedCalls(t *testing.T) {
	t.Parallel()
	l := newLab(t, emulator.WithTokenLifetime(time.Minute))
	_, err := l.start(t, volume, in("missing"), token("T"))
	wantError(t, err, "AccessDeniedException", "")
	first := l.backup(t, volume, token("T"))
	l.Advance(time.Minute)
	if anew := l.backup(t, volume, token("T")); *anew.BackupJobId == *first.BackupJobId {
		t.Error("the token outlived its minute")
	}
}

func TestMissingVaults(t *testing.T) {
	t.Parallel()
	describe := func(l *lab) error {
		_, err := l.client.DescribeBackupVault(t.Context(), &backup.DescribeBackupVaultInput{BackupVaultName: aws.String("gone")})
		return err
	}
	l := newLab(t)
	_, err := l.start(t, volume, in("gone"))
	wantError(t, err, "AccessDeniedException", "Insufficient privileges to perform this action.")
	wantError(t, describe(l), "AccessDeniedException", "Insufficient privileges")

	l = newLab(t, emulator.WithMissingVault(emulator.MissingVaultNotFound))
	_, err = l.start(t, volume, in("gone"))
	wantError(t, err, "ResourceNotFoundException", "gone")
	wantError(t, describe(l), "ResourceNotFoundException", "gone")

	l = newLab(t, emulator.WithMissingVault(emulator.MissingVaultFails))
	job := l.completed(t, files, in("gone"))
	if job.State != types.BackupJobStateFailed || !strings.Contains(aws.ToString(job.StatusMessage), "backup-vault:gone does not exist.") {
		t.Errorf("the job is %s: %s", job.State, aws.ToString(job.StatusMessage))
	}
	wantError(t, describe(l), "AccessDeniedException", "Insufficient privileges")
}

func TestRoles(t *testing.T) {
	t.Parallel()
	const words = "IAM Role " + role + " cannot be assumed by AWS Backup"
	l := newLab(t)
	l.home().DenyRole(role, emulator.RoleDenial{Times: 2})
	for range 2 {
		_, err := l.start(t, volume)
		wantError(t, err, "InvalidParameterValueException", words)
	}
	l.backup(t, volume)
	l.home().DenyRole(role, emulator.RoleDenial{Until: l.Now().Add(time.Minute), Async: true})
	if job := l.completed(t, files); job.State != types.BackupJobStateFailed || aws.ToString(job.StatusMessage) != words {
		t.Errorf("the job is %s: %s", job.State, aws.ToString(job.StatusMessage))
	}
	l.backup(t, files)
	l.home().DenyRole(role, emulator.RoleDenial{})
	_, err := l.start(t, table)
	wantError(t, err, "InvalidParameterValueException", words)
	l.home().AllowRole(role)
	l.backup(t, table)
}

func TestOptInAndTooManyTags(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	_, err := l.client.UpdateRegionSettings(t.Context(), &backup.UpdateRegionSettingsInput{ResourceTypeOptInPreference: map[string]bool{"EBS": false}})
	if err != nil {
		t.Fatal(err)
	}
	_, err = l.start(t, volume)
	wantError(t, err, "InvalidRequestException", "EBS")

	sent, source := manyTags(26), map[string]string{"key-0": "source"}
	for i := range 24 {
		source[strings.Repeat("b", i+1)] = "source"
	}
	l.home().SetSourceTags(files, source)
	tagged := func(in *backup.StartBackupJobInput) { in.RecoveryPointTags = sent }
	job := l.completed(t, files, tagged) // 25 + 26 - 1 = 50
	if job.State != types.BackupJobStateCompleted {
		t.Fatalf("with 50 tags the job is %s: %s", job.State, aws.ToString(job.StatusMessage))
	}
	if got := l.home().RecoveryPoints()[0].Tags; len(got) != 50 || got["key-0"] != "value" || got["b"] != "source" {
		t.Errorf("the point has %d tags, key-0 = %q, b = %q", len(got), got["key-0"], got["b"])
	}
	source["c"] = "source"
	l.home().SetSourceTags(files, source)
	job = l.completed(t, files, tagged)
	if job.State != types.BackupJobStateFailed || !strings.Contains(aws.ToString(job.StatusMessage), "more than 50 user tags") {
		t.Errorf("with 51 tags the job is %s: %s", job.State, aws.ToString(job.StatusMessage))
	}
}

func TestVSSAndNames(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	vss := func(in *backup.StartBackupJobInput) { in.BackupOptions = map[string]string{"WindowsVSS": "enabled"} }
	if got := aws.ToString(l.completed(t, instance, vss).BackupType); got != "WindowsVSS" {
		t.Errorf("BackupType %q", got)
	}
	l.home().Script(instance, emulator.Script{BackupType: "-", ResourceName: "web"})
	job := l.completed(t, instance, vss)
	if job.BackupType != nil || aws.ToString(job.ResourceName) != "web" || job.BackupOptions["WindowsVSS"] != "enabled" {
		t.Errorf("BackupType %v, name %v, options %v", job.BackupType, job.ResourceName, job.BackupOptions)
	}
}

func TestASeedMakesIDsRepeat(t *testing.T) {
	t.Parallel()
	id := func(seed uint64) string { return *newLab(t, emulator.WithSeed(seed)).backup(t, volume).BackupJobId }
	if first := id(1); id(1) != first || id(2) == first {
		t.Errorf("after %s the same seed gives %s, another %s", first, id(1), id(2))
	}
}
