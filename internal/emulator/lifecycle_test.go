// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator_test

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

const day = 24 * time.Hour

// TestLifecycleRules states the rules of AWS once more, as a table of verdicts.
func TestLifecycleRules(t *testing.T) {
	t.Parallel()
	const (
		ninety = "DeleteAfterDays cannot be less than 90 days apart from MoveToColdStorageAfterDays"
		bounds = "DeleteAfterDays cannot be less than 1 or more than 36500 days"
		cold   = "MoveToColdStorageAfterDays"
	)
	for _, test := range []struct {
		cold, remove *int64
		message      string // "" is accepted
	}{
		{nil, nil, ""},
		{nil, aws.Int64(1), ""},
		{nil, aws.Int64(0), bounds},
		{nil, aws.Int64(-1), ""},
		{nil, aws.Int64(-2), bounds},
		{nil, aws.Int64(36500), ""},
		{nil, aws.Int64(36501), bounds},
		{aws.Int64(1), nil, ""},
		{aws.Int64(0), nil, cold},
		{aws.Int64(-1), nil, ""},
		{aws.Int64(-2), nil, cold},
		{aws.Int64(30), aws.Int64(119), ninety},
		{aws.Int64(30), aws.Int64(120), ""},
		{aws.Int64(30), aws.Int64(121), ""},
		{aws.Int64(30), aws.Int64(-1), ""},
		{aws.Int64(-1), aws.Int64(30), ""},
		{aws.Int64(0), aws.Int64(15), ninety}, // what HashiCorp's first release met
	} {
		l := newLab(t)
		_, err := l.start(t, files, func(in *backup.StartBackupJobInput) {
			in.Lifecycle = &types.Lifecycle{MoveToColdStorageAfterDays: test.cold, DeleteAfterDays: test.remove}
		})
		if test.message == "" {
			if err != nil {
				t.Errorf("cold %d, delete %d: %v", aws.ToInt64(test.cold), aws.ToInt64(test.remove), err)
			}
			continue
		}
		wantError(t, err, "InvalidParameterValueException", test.message)
	}
}

func TestVaultLockBounds(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		lock   emulator.Lock
		days   int64 // 0 is no lifecycle
		passes bool
	}{
		{emulator.Lock{Min: 7}, 6, false},
		{emulator.Lock{Min: 7}, 7, true},
		{emulator.Lock{Min: 7}, 0, true}, // no expiry satisfies a minimum
		{emulator.Lock{Min: 7}, -1, true},
		{emulator.Lock{Max: 30}, 30, true},
		{emulator.Lock{Max: 30}, 31, false},
		{emulator.Lock{Max: 30}, 0, false},
		{emulator.Lock{Max: 30}, -1, false},
		{emulator.Lock{Min: 7, Max: 30}, 20, true},
	} {
		l := newLab(t)
		l.home().AddVault(emulator.Vault{Name: "locked", Lock: &test.lock})
		job := l.completed(t, files, in("locked"), keep(0, test.days))
		if passed := job.State == types.BackupJobStateCompleted; passed != test.passes {
			t.Errorf("%+v, %d days: the job is %s: %s", test.lock, test.days, job.State, aws.ToString(job.StatusMessage))
		}
		if want := "Backup job failed because the lifecycle is outside the valid range for backup vault."; !test.passes && aws.ToString(job.StatusMessage) != want {
			t.Errorf("%+v, %d days: %s", test.lock, test.days, aws.ToString(job.StatusMessage))
		}
		if aws.ToString(job.VaultLockState) != "LOCKED" {
			t.Errorf("lock state %s", aws.ToString(job.VaultLockState))
		}
		l = newLab(t, emulator.WithLockViolation(emulator.LockViolationRefused))
		l.home().AddVault(emulator.Vault{Name: "locked", Lock: &test.lock})
		_, err := l.start(t, files, in("locked"), keep(0, test.days))
		if !test.passes {
			wantError(t, err, "InvalidParameterValueException", "outside the valid range")
		} else if err != nil {
			t.Error(err)
		}
	}
}

func TestRetentionAndColdStorage(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	job := l.completed(t, files, keep(10, 100))
	point := l.kept(t, job.RecoveryPointArn)
	if cold, gone := start.Add(10*day), start.Add(100*day); !aws.ToTime(point.CalculatedLifecycle.MoveToColdStorageAt).Equal(cold) ||
		!aws.ToTime(point.CalculatedLifecycle.DeleteAt).Equal(gone) {
		t.Errorf("calculated %+v", point.CalculatedLifecycle)
	}
	storage := func() types.StorageClass { return l.kept(t, job.RecoveryPointArn).StorageClass }
	l.Advance(10*day - time.Hour - time.Millisecond)
	if got := storage(); got != types.StorageClassWarm {
		t.Errorf("storage class %s before its time", got)
	}
	l.Advance(time.Millisecond)
	if got := storage(); got != types.StorageClassCold {
		t.Errorf("storage class %s on the tenth day", got)
	}
	l.Advance(90 * day)
	if got := l.kept(t, job.RecoveryPointArn).Status; got != types.RecoveryPointStatusDeleting {
		t.Errorf("on the hundredth day: %v", got)
	}
	l.Advance(time.Minute)
	l.wantGone(t, job.RecoveryPointArn)
}

func TestColdStorageIsIgnoredWhereThereIsNone(t *testing.T) {
	t.Parallel()
	archive := func(in *backup.StartBackupJobInput) {
		in.Lifecycle.OptInToArchiveForSupportedResources = aws.Bool(true)
	}
	for _, test := range []struct {
		resource string
		change   change
		cold     bool
	}{
		{files, keep(10, 0), true},
		{table, keep(10, 0), true},
		{volume, keep(10, 0), false},
		{volume, func(in *backup.StartBackupJobInput) { keep(10, 0)(in); archive(in) }, true},
		{instance, keep(10, 0), false},
		{bucket, keep(10, 0), false},
		{database, keep(10, 0), false},
	} {
		l := newLab(t)
		job := l.completed(t, test.resource, test.change)
		l.Advance(10 * day)
		point := l.kept(t, job.RecoveryPointArn)
		if (point.StorageClass == types.StorageClassCold) != test.cold || (point.CalculatedLifecycle.MoveToColdStorageAt != nil) != test.cold {
			t.Errorf("%s: %s, %v", test.resource, point.StorageClass, point.CalculatedLifecycle.MoveToColdStorageAt)
		}
	}
}

func TestUpdateLifecycle(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	job := l.completed(t, files, keep(10, 100))
	update := func(cold, remove *int64) (*backup.UpdateRecoveryPointLifecycleOutput, error) {
		return l.client.UpdateRecoveryPointLifecycle(t.Context(), &backup.UpdateRecoveryPointLifecycleInput{
			BackupVaultName: aws.String("Default"), RecoveryPointArn: job.RecoveryPointArn,
			Lifecycle: &types.Lifecycle{MoveToColdStorageAfterDays: cold, DeleteAfterDays: remove},
		})
	}
	_, err := update(aws.Int64(20), aws.Int64(100))
	wantError(t, err, "InvalidParameterValueException", "90 days apart")
	out, err := update(aws.Int64(20), aws.Int64(110))
	if err != nil {
		t.Fatal(err)
	}
	if *out.Lifecycle.DeleteAfterDays != 110 || !out.CalculatedLifecycle.MoveToColdStorageAt.Equal(start.Add(20*day)) {
		t.Errorf("updated to %+v %+v", out.Lifecycle, out.CalculatedLifecycle)
	}
	if out, err = update(aws.Int64(20), nil); err != nil || out.Lifecycle.DeleteAfterDays != nil {
		t.Errorf("a member left out stays: %+v, %v", out, err)
	}
	l.Advance(15 * day) // the old date for cold storage passes without effect
	if point := l.kept(t, job.RecoveryPointArn); point.StorageClass != types.StorageClassWarm {
		t.Errorf("the point is %v", point)
	}
	_, err = update(aws.Int64(15), nil)
	wantError(t, err, "InvalidParameterValueException", "at least 16")
	l.Advance(10 * day)
	_, err = update(aws.Int64(40), nil)
	wantError(t, err, "InvalidRequestException", "cold storage")
	if _, err = update(aws.Int64(20), aws.Int64(200)); err != nil {
		t.Errorf("the retention of a cold point cannot be changed: %v", err)
	}
	l.home().LockVault("Default", emulator.Lock{})
	_, err = update(aws.Int64(20), aws.Int64(300))
	wantError(t, err, "InvalidRequestException", "locked")
}
