// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator_test

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

func contains(text *string, part string) bool { return strings.Contains(aws.ToString(text), part) }

func TestStatesOfACopy(t *testing.T) {
	t.Parallel()
	l := copyLab(t)
	l.home().SetSourceTags(volume, map[string]string{"Team": "blue"})
	source := l.completed(t, volume, keep(0, 100))
	out, err := l.tryCopy(t, source.RecoveryPointArn, farVault)
	if err != nil || aws.ToString(out.CopyJobId) == "" || !out.CreationDate.Equal(l.Now()) || out.IsParent {
		t.Fatalf("%+v, %v", out, err)
	}
	created := l.Now()
	for _, step := range []struct {
		after time.Duration
		state types.CopyJobState
	}{
		{0, types.CopyJobStateCreated},
		{4 * time.Second, types.CopyJobStateCreated},
		{time.Second, types.CopyJobStateRunning},
		{3*time.Minute - time.Millisecond, types.CopyJobStateRunning},
		{time.Millisecond, types.CopyJobStateCompleted},
	} {
		l.Advance(step.after)
		job := l.describeCopy(t, out.CopyJobId)
		wantCopy(t, job, step.state, "")
		done := step.state == types.CopyJobStateCompleted
		if (job.DestinationRecoveryPointArn != nil) != done || (job.CompletionDate != nil) != done || (job.DestinationEncryptionKeyArn != nil) != done {
			t.Errorf("%s with point %v, end %v", job.State, job.DestinationRecoveryPointArn, job.CompletionDate)
		}
	}
	job := l.describeCopy(t, out.CopyJobId)
	if *job.AccountId != account || *job.SourceRecoveryPointArn != *source.RecoveryPointArn || *job.DestinationBackupVaultArn != farVault ||
		*job.SourceBackupVaultArn != "arn:aws:backup:eu-central-1:123456789012:backup-vault:Default" || *job.ResourceArn != volume ||
		*job.ResourceType != "EBS" || *job.IamRoleArn != role || *job.BackupSizeInBytes != 8<<30 || job.ParentJobId != nil ||
		*job.DestinationVaultType != "BACKUP_VAULT" || *job.DestinationVaultLockState != "UNLOCKED" || *job.DestinationEncryptionKeyArn != customKey {
		t.Errorf("%+v", job)
	}
	p, err := l.pointAs(t, account, farRegion, "offsite", job.DestinationRecoveryPointArn)
	if err != nil {
		t.Fatal(err)
	}
	if !p.CreationDate.Equal(*source.CreationDate) || !p.InitiationDate.Equal(created) || *p.SourceBackupVaultArn != *job.SourceBackupVaultArn ||
		*p.EncryptionKeyArn != customKey || !p.IsEncrypted || *p.ResourceArn != volume || p.Status != types.RecoveryPointStatusCompleted ||
		!p.CalculatedLifecycle.DeleteAt.Equal(source.CreationDate.Add(100*day)) {
		t.Errorf("%+v", p)
	}
	if points := l.Region(farRegion).RecoveryPoints(); len(points) != 1 || !maps.Equal(points[0].Tags, map[string]string{"Team": "blue"}) ||
		points[0].SourceVaultARN != *job.SourceBackupVaultArn {
		t.Errorf("%+v", points)
	}
	// The source's Region does not know the copy, the destination's not the job.
	if _, err := l.pointAs(t, account, region, "Default", job.DestinationRecoveryPointArn); err == nil {
		t.Error("the copy is in the source's vault, too")
	}
	_, err = l.clientFor(account, farRegion).DescribeCopyJob(t.Context(), &backup.DescribeCopyJobInput{CopyJobId: out.CopyJobId})
	wantError(t, err, "ResourceNotFoundException", "")
}

// One backup or copy job of a resource runs at a time; other resources do not
// wait.
func TestCopiesOfAResourceWaitInLine(t *testing.T) {
	t.Parallel()
	l := copyLab(t)
	source, other := l.completed(t, volume), l.completed(t, instance)
	first := l.startCopy(t, source.RecoveryPointArn, farVault)
	then := l.startCopy(t, source.RecoveryPointArn, farVault)
	third := l.backup(t, volume).BackupJobId
	apart := l.startCopy(t, other.RecoveryPointArn, farVault)
	states := func() []string {
		return []string{
			string(l.describeCopy(t, first).State), string(l.describeCopy(t, then).State), string(l.describe(t, third).State), string(l.describeCopy(t, apart).State),
		}
	}
	for _, step := range []struct {
		after time.Duration
		want  []string
	}{
		{time.Minute, []string{"RUNNING", "CREATED", "CREATED", "RUNNING"}},
		{3 * time.Minute, []string{"COMPLETED", "RUNNING", "CREATED", "COMPLETED"}},
		{3 * time.Minute, []string{"COMPLETED", "COMPLETED", "RUNNING", "COMPLETED"}},
	} {
		l.Advance(step.after)
		if got := states(); !slices.Equal(got, step.want) {
			t.Errorf("%v, want %v", got, step.want)
		}
	}
	waits := l.startCopy(t, source.RecoveryPointArn, farVault)
	l.Advance(time.Minute)
	wantCopy(t, l.describeCopy(t, waits), types.CopyJobStateCreated, "")
	l.Advance(time.Hour)
	wantCopy(t, l.describeCopy(t, waits), types.CopyJobStateCompleted, "")
}

func TestARNsOfCopiesByType(t *testing.T) {
	t.Parallel()
	const uuid = `[0-9a-f]{8}-[0-9a-f-]{27}`
	const aurora = "arn:aws:rds:eu-central-1:123456789012:cluster:shop"
	own := "^arn:aws:backup:us-west-2:123456789012:recovery-point:"
	for resource, want := range map[string]string{
		volume:   "^arn:aws:ec2:us-west-2::snapshot/snap-[0-9a-f]{17}$",
		instance: "^arn:aws:ec2:us-west-2::image/ami-[0-9a-f]{17}$",
		database: "^arn:aws:rds:us-west-2:123456789012:snapshot:awsbackup:copyjob-" + uuid + "$",
		aurora:   "^arn:aws:rds:us-west-2:123456789012:cluster-snapshot:awsbackup:copyjob-" + uuid + "$",
		"arn:aws:fsx:eu-central-1:123456789012:file-system/fs-1":                   "^arn:aws:fsx:us-west-2:123456789012:backup/backup-[0-9a-f]{17}$",
		"arn:aws:storagegateway:eu-central-1:123456789012:gateway/sgw-1/volume/v1": "^arn:aws:ec2:us-west-2::snapshot/snap-[0-9a-f]{17}$",
		files:   own + uuid + "$",
		bucket:  own + uuid + "$",
		table:   own + uuid + "$",
		stack:   own + uuid + "$",
		cluster: own + "composite:eks/shop-[0-9]{14}$",
		"arn:aws:timestream:eu-central-1:123456789012:database/d/table/t": own + uuid + "$",
	} {
		l := copyLab(t)
		source := l.completed(t, resource)
		job := l.copied(t, source.RecoveryPointArn, farVault)
		if !regexp.MustCompile(want).MatchString(aws.ToString(job.DestinationRecoveryPointArn)) {
			t.Errorf("%s: %s %q is copied to %q", resource, job.State, aws.ToString(job.StatusMessage), aws.ToString(job.DestinationRecoveryPointArn))
			continue
		}
		if _, err := l.pointAs(t, account, farRegion, "offsite", job.DestinationRecoveryPointArn); err != nil {
			t.Errorf("%s: %v", resource, err)
		}
	}
	l := copyLab(t)
	l.Region(farRegion).AddVault(emulator.Vault{Name: "gap", AirGapped: true})
	job := l.copied(t, l.completed(t, volume).RecoveryPointArn, "arn:aws:backup:us-west-2:123456789012:backup-vault:gap")
	if !regexp.MustCompile(own + uuid + "$").MatchString(aws.ToString(job.DestinationRecoveryPointArn)) {
		t.Errorf("%s: a volume is copied to %q in an air-gapped vault", job.State, aws.ToString(job.DestinationRecoveryPointArn))
	}
}

// A copy counts its days from the source's creation, and keeps the source's
// expiry where it asks for none.
func TestRetentionOfCopies(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		sourceDays, cold, remove int64 // 0 is none
		want                     int64
	}{
		"none keeps the source's":          {sourceDays: 100, want: 100},
		"none of a source that stays":      {},
		"-1 keeps the source's":            {sourceDays: 100, remove: -1, want: 100},
		"-1 of a source that stays":        {remove: -1},
		"its own":                          {sourceDays: 100, remove: 300, want: 300},
		"its own of a source that stays":   {remove: 300, want: 300},
		"cold only keeps the expiry":       {sourceDays: 120, cold: 30, want: 120},
		"cold and -1 keeps the expiry too": {sourceDays: 120, cold: 30, remove: -1, want: 120},
	} {
		l := copyLab(t)
		source := l.completed(t, files, keep(0, test.sourceDays))
		l.Advance(40 * day)
		job := l.copied(t, source.RecoveryPointArn, farVault, keepCopy(test.cold, test.remove))
		wantCopy(t, job, types.CopyJobStateCompleted, "")
		p, err := l.pointAs(t, account, farRegion, "offsite", job.DestinationRecoveryPointArn)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if aws.ToInt64(p.Lifecycle.DeleteAfterDays) != test.want || aws.ToInt64(job.DestinationRecoveryPointLifecycle.DeleteAfterDays) != test.want ||
			test.want != 0 && !p.CalculatedLifecycle.DeleteAt.Equal(source.CreationDate.Add(time.Duration(test.want)*day)) {
			t.Errorf("%s: kept for %d days, want %d", name, aws.ToInt64(p.Lifecycle.DeleteAfterDays), test.want)
		}
		if cold := p.StorageClass == types.StorageClassCold; cold != (test.cold == 30) {
			t.Errorf("%s: storage class %s", name, p.StorageClass) // 30 days have passed
		}
	}
	l := copyLab(t)
	source := l.completed(t, files, keep(0, 100))
	_, err := l.tryCopy(t, source.RecoveryPointArn, farVault, keepCopy(30, 0))
	wantError(t, err, "InvalidParameterValueException", "90 days")
	// A copy that is due already goes as soon as it is there.
	l.Advance(40 * day)
	job := l.copied(t, source.RecoveryPointArn, farVault, keepCopy(0, 30))
	_, err = l.pointAs(t, account, farRegion, "offsite", job.DestinationRecoveryPointArn)
	wantError(t, err, "ResourceNotFoundException", "")
}

func TestTokensOfCopies(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		after     time.Duration
		wantsSame bool
	}{
		"within the hour":     {time.Hour - time.Millisecond, true},
		"after the hour":      {time.Hour, false},
		"at the same instant": {0, true},
	} {
		l := copyLab(t)
		source, other := l.completed(t, volume), l.completed(t, instance)
		first := l.startCopy(t, source.RecoveryPointArn, farVault, copyToken("T"))
		l.Advance(test.after)
		again := l.startCopy(t, other.RecoveryPointArn, farVault, copyToken("T")) // the token alone decides
		if same := *first == *again; same != test.wantsSame {
			t.Errorf("%s: the same job: %t", name, same)
		}
		if jobs := l.home().CopyJobs(); len(jobs) != map[bool]int{true: 1, false: 2}[test.wantsSame] || jobs[0].Token != "T" {
			t.Errorf("%s: %d jobs", name, len(jobs))
		}
	}
	l := copyLab(t)
	source := l.completed(t, volume)
	first := l.startCopy(t, source.RecoveryPointArn, farVault, copyToken("T"))
	l.home().ForgetTokens()
	if again := l.startCopy(t, source.RecoveryPointArn, farVault, copyToken("T")); *again == *first {
		t.Error("a forgotten token is replayed")
	}
}

func TestCopyRecordsExpireThirtyDaysAfterTheEnd(t *testing.T) {
	t.Parallel()
	l := copyLab(t)
	l.home().ScriptCopies(volume, emulator.CopyScript{Running: 10 * day})
	id := l.startCopy(t, l.completed(t, volume).RecoveryPointArn, farVault)
	l.Advance(10*day + 5*time.Second)
	wantCopy(t, l.describeCopy(t, id), types.CopyJobStateCompleted, "")
	l.Advance(30*day - time.Millisecond)
	wantCopy(t, l.describeCopy(t, id), types.CopyJobStateCompleted, "")
	l.Advance(time.Millisecond)
	_, err := l.client.DescribeCopyJob(t.Context(), &backup.DescribeCopyJobInput{CopyJobId: id})
	wantError(t, err, "ResourceNotFoundException", "")
	list, err := l.client.ListCopyJobs(t.Context(), &backup.ListCopyJobsInput{})
	if err != nil || len(list.CopyJobs) != 0 {
		t.Errorf("%+v, %v", list, err)
	}
	if jobs := l.home().CopyJobs(); len(jobs) != 1 || !jobs[0].RecordExpired {
		t.Errorf("%+v", jobs)
	}
}
