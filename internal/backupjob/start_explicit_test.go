// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
)

const adopted = "No New Backup: the Token Stands for an Earlier One"

// TestStart_explicit: the user's token stands for its job for as long as that has
// left a backup.
func TestStart_explicit(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := newAccount(t)
		first := a.start(a.apply(), explicit("release-7", volume("vol-1")))
		a.Advance(time.Hour)
		second := a.start(a.apply(), explicit("release-7", volume("vol-1")))
		wantWarnings(t, second.Warnings, [2]string{adopted, first.JobID})
		if second.JobID != first.JobID || second.Token != "release-7" {
			t.Errorf("jobs %s and %s (token %s), want one", first.JobID, second.JobID, second.Token)
		}
		a.wantStarted(1)
	})
}

// TestStart_explicitMisuse: AWS matches on the token alone, so a token that
// meets another request gets that request's job. It must never be taken.
func TestStart_explicitMisuse(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*backup.StartBackupJobInput){
		"resource": func(in *backup.StartBackupJobInput) { in.ResourceArn = volume("vol-2").Input.ResourceArn },
		"vault":    func(in *backup.StartBackupJobInput) { in.BackupVaultName = new("other") },
		"role":     func(in *backup.StartBackupJobInput) { in.IamRoleArn = new("arn:aws:iam::123456789012:role/other") },
	} {
		inBubble(t, name, func(t *testing.T) {
			a := newAccount(t)
			a.Region(startRegion).AddVault(emulator.Vault{Name: "other"})
			l := a.apply()
			first := a.start(l, explicit("release-7", volume("vol-1")))
			other := explicit("release-7", volume("vol-1"))
			change(other.Input)
			for _, again := range []Starter{l, a.apply()} {
				out, err := again.start(t.Context(), other)
				mismatch, ok := errors.AsType[*job.TokenMismatchError](err)
				if !ok || !strings.Contains(mismatch.Error(), first.JobID) {
					t.Fatalf("the error is %v, want a TokenMismatchError that names %s", err, first.JobID)
				}
				if out.JobID != "" {
					t.Errorf("job %s was treated as a backup of another %s", out.JobID, name)
				}
				// A job that was not taken is free for its owner.
				if fresh := again.region != l.region; fresh == again.region.Owners.Owned(first.JobID) {
					t.Errorf("held: %t", !fresh)
				}
			}
			a.wantStarted(1)
		})
	}
}

// TestStart_explicitShared: one token in a count over equal resources.
func TestStart_explicitShared(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := newAccount(t)
		l := a.apply()
		first := a.start(l, explicit("release-7", volume("vol-1")))
		out, err := l.start(t.Context(), explicit("release-7", volume("vol-1")))
		if shared, ok := errors.AsType[*job.TokenSharedError](err); !ok || shared.JobID != first.JobID || out.JobID != "" {
			t.Errorf("the second has job %q and error %v, want a TokenSharedError that names %s", out.JobID, err, first.JobID)
		}
		if !l.region.Owners.Owned(first.JobID) {
			t.Error("the first lost its job")
		}
		a.wantStarted(1)
	})
}

// TestStart_explicitForEach: one token for many resources. Whichever AWS has
// started belongs to its own resource, however late that learns of it.
func TestStart_explicitForEach(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := newAccount(t)
		a.Inject(emulator.Fault{Kind: emulator.Slow, Operation: "StartBackupJob", Delay: 500 * time.Millisecond})
		l := a.apply()
		results := make(chan string)
		for _, name := range []string{"vol-1", "vol-2", "vol-3"} {
			go func() {
				out, err := l.start(t.Context(), explicit("release-7", volume(name)))
				if _, mismatch := errors.AsType[*job.TokenMismatchError](err); err != nil && !mismatch {
					t.Errorf("%s: the error is %v, want a TokenMismatchError", name, err)
				}
				if out.JobID != "" && *out.Job.ResourceArn != *volume(name).Input.ResourceArn {
					t.Errorf("%s has the job of %s", name, *out.Job.ResourceArn)
				}
				results <- out.JobID
			}()
		}
		got := <-results + <-results + <-results
		if want := a.jobs()[0].ID; got != want {
			t.Errorf("jobs %q are held, want %q", got, want)
		}
		a.wantStarted(1)
	})
}

// TestStart_explicitSpent: a token whose job left nothing can do nothing more.
func TestStart_explicitSpent(t *testing.T) {
	t.Parallel()
	for name, spend := range map[string]func(a account){
		"failed":         func(a account) { a.Advance(time.Hour) },
		"record expired": func(a account) { a.Advance(40 * 24 * time.Hour) },
		"point deleted": func(a account) {
			a.Advance(time.Hour)
			a.Region(startRegion).RemoveRecoveryPoint(a.jobs()[0].RecoveryPointARN)
		},
	} {
		inBubble(t, name, func(t *testing.T) {
			a := newAccount(t, emulator.WithTokenLifetime(90*24*time.Hour))
			if name == "failed" {
				a.Region(startRegion).Script("*", emulator.Script{End: "FAILED"})
			}
			first := a.start(a.apply(), explicit("release-7", volume("vol-1")))
			spend(a)
			l := a.apply()
			out, err := l.start(t.Context(), explicit("release-7", volume("vol-1")))
			if spent, ok := errors.AsType[*job.TokenSpentError](err); !ok || spent.JobID != first.JobID || out.JobID != "" {
				t.Errorf("job %q and error %v, want a TokenSpentError that names %s", out.JobID, err, first.JobID)
			}
			if l.region.Owners.Owned(first.JobID) {
				t.Error("a job that was not taken is held")
			}
			a.wantStarted(1)
		})
	}
}

// TestStart_explicitAirGapped: the job of an air-gapped target reports the
// vault that it went to, which is not the one that was asked for.
func TestStart_explicitAirGapped(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := newAccount(t)
		a.Region(startRegion).AddVault(emulator.Vault{Name: "vaulted", AirGapped: true, Lock: &emulator.Lock{Min: 1, Max: 100}})
		o := explicit("release-7", volume("vol-1"))
		o.Input.ResourceArn = new("arn:aws:elasticfilesystem:" + startRegion + ":123456789012:file-system/fs-1")
		o.Input.LogicallyAirGappedBackupVaultArn = new("arn:aws:backup:" + startRegion + ":123456789012:backup-vault:vaulted")
		o.Input.Lifecycle = &types.Lifecycle{DeleteAfterDays: new(int64(30))}
		first := a.start(a.apply(), o)
		if got := a.jobs()[0].VaultName; got != "vaulted" {
			t.Fatalf("the job went to vault %s, so this test shows nothing", got)
		}
		a.Advance(10 * time.Second)
		second := a.start(a.apply(), o)
		wantWarnings(t, second.Warnings, [2]string{resumed, first.JobID})
		a.wantStarted(1)
	})
}
