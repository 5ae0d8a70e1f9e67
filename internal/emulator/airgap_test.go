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

const gapARN = "arn:aws:backup:eu-central-1:123456789012:backup-vault:gap"

func newAirGappedLab(t *testing.T) *lab {
	t.Helper()
	l := newLab(t)
	l.home().AddVault(emulator.Vault{Name: "gap", AirGapped: true, Lock: &emulator.Lock{Min: 7, Max: 30}})
	return l
}

func toGap(in *backup.StartBackupJobInput) { in.LogicallyAirGappedBackupVaultArn = aws.String(gapARN) }

func TestFullyManagedTypesGoStraightToTheAirGappedVault(t *testing.T) {
	t.Parallel()
	l := newAirGappedLab(t)
	job := l.completed(t, files, toGap, keep(0, 10))
	if *job.BackupVaultArn != gapARN || aws.ToString(job.VaultType) != "LOGICALLY_AIR_GAPPED_BACKUP_VAULT" || job.State != types.BackupJobStateCompleted {
		t.Errorf("%s in %s (%s)", job.State, *job.BackupVaultArn, aws.ToString(job.VaultType))
	}
	if _, err := l.point(t, "gap", job.RecoveryPointArn); err != nil {
		t.Error(err)
	}
	wantError(t, l.remove(t, "gap", job.RecoveryPointArn), "InvalidRequestException", "locked")
	l.wantGone(t, job.RecoveryPointArn)
}

func TestOtherTypesGoByWayOfATemporaryPoint(t *testing.T) {
	t.Parallel()
	l := newAirGappedLab(t)
	out := l.backup(t, volume, toGap, keep(0, 10))
	l.Advance(260 * time.Second)
	job := l.describe(t, out.BackupJobId)
	if job.State != types.BackupJobStateCompleted || !strings.HasSuffix(*job.BackupVaultArn, ":Default") ||
		job.RecoveryPointLifecycle.DeleteAfterEvent != types.LifecycleDeleteAfterEventDeleteAfterCopy {
		t.Fatalf("%s in %s, %+v", job.State, *job.BackupVaultArn, job.RecoveryPointLifecycle)
	}
	copies := func() types.CopyJob {
		list, err := l.client.ListCopyJobs(t.Context(), &backup.ListCopyJobsInput{BySourceRecoveryPointArn: job.RecoveryPointArn})
		if err != nil || len(list.CopyJobs) != 1 {
			t.Fatalf("%+v, %v", list, err)
		}
		return list.CopyJobs[0]
	}
	if got := copies(); got.State != types.CopyJobStateRunning || aws.ToString(got.CreatedByBackupJobId) != *out.BackupJobId {
		t.Errorf("the copy is %s by %s", got.State, aws.ToString(got.CreatedByBackupJobId))
	}
	l.Advance(time.Hour)
	done := copies()
	if done.State != types.CopyJobStateCompleted || *done.DestinationBackupVaultArn != gapARN {
		t.Fatalf("the copy is %s to %s", done.State, *done.DestinationBackupVaultArn)
	}
	lasting, err := l.point(t, "gap", done.DestinationRecoveryPointArn)
	if err != nil || !strings.HasPrefix(*lasting.RecoveryPointArn, "arn:aws:backup:") || aws.ToInt64(lasting.Lifecycle.DeleteAfterDays) != 10 ||
		!strings.HasSuffix(aws.ToString(lasting.SourceBackupVaultArn), ":Default") {
		t.Errorf("%+v, %v", lasting, err)
	}
	l.wantGone(t, job.RecoveryPointArn) // it has served
	l.Advance(31 * day)
	_, err = l.client.DescribeCopyJob(t.Context(), &backup.DescribeCopyJobInput{CopyJobId: done.CopyJobId})
	wantError(t, err, "ResourceNotFoundException", "")
}

func TestTheTemporaryPointStaysWhenTheCopyFails(t *testing.T) {
	t.Parallel()
	l := newAirGappedLab(t)
	l.home().Script(volume, emulator.Script{CopyEnds: "FAILED"})
	job := l.completed(t, volume, toGap, keep(0, 10))
	l.kept(t, job.RecoveryPointArn)
	l.Advance(11 * day)
	l.wantGone(t, job.RecoveryPointArn)
}

func TestWhatStaysInThePlainVault(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		resource, part, category string
		script                   emulator.Script
	}{
		{volume, "encrypted with an AWS managed key", "", emulator.Script{Key: emulator.KeyAWSManaged}},
		{database, "not supported by logically air-gapped backup vault", "LOGICALLY_AIR_GAPPED_BACKUP_VAULT_NOT_SUPPORTED", emulator.Script{}},
	} {
		l := newAirGappedLab(t)
		l.home().Script(test.resource, test.script)
		job := l.completed(t, test.resource, toGap)
		if job.State != types.BackupJobStateCompleted || !strings.Contains(aws.ToString(job.StatusMessage), test.part) ||
			test.category != "" && aws.ToString(job.MessageCategory) != test.category || aws.ToString(job.MessageCategory) == "SUCCESS" {
			t.Errorf("%s: %s %q (%s)", test.resource, job.State, aws.ToString(job.StatusMessage), aws.ToString(job.MessageCategory))
		}
		if points := l.home().RecoveryPoints(); len(points) != 1 || points[0].VaultName != "Default" {
			t.Errorf("%s: %+v", test.resource, points)
		}
	}
}

func TestRetentionOutsideTheAirGappedVault(t *testing.T) {
	t.Parallel()
	for _, resource := range []string{files, volume} {
		for _, days := range []int64{6, 31, 0} {
			l := newAirGappedLab(t)
			job := l.completed(t, resource, toGap, keep(0, days))
			if job.State != types.BackupJobStateFailed || !strings.Contains(aws.ToString(job.StatusMessage), "outside the valid range") {
				t.Errorf("%s for %d days: %s %s", resource, days, job.State, aws.ToString(job.StatusMessage))
			}
		}
	}
}

func TestAirGappedTargetsAreChecked(t *testing.T) {
	t.Parallel()
	l := newAirGappedLab(t)
	for target, code := range map[string]string{
		"gap": "InvalidParameterValueException",
		"arn:aws:backup:us-east-1:123456789012:backup-vault:gap":        "InvalidParameterValueException",
		"arn:aws:backup:eu-central-1:210987654321:backup-vault:gap":     "InvalidParameterValueException",
		"arn:aws:backup:eu-central-1:123456789012:backup-vault:Default": "InvalidParameterValueException",
		"arn:aws:backup:eu-central-1:123456789012:backup-vault:gone":    "AccessDeniedException",
	} {
		_, err := l.start(t, files, func(in *backup.StartBackupJobInput) { in.LogicallyAirGappedBackupVaultArn = &target })
		wantError(t, err, code, "")
	}
}
