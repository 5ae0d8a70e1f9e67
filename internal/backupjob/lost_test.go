// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob_test

import (
	"testing"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// TestAccInterrupt_recordExpired: a job whose end nobody saw, and whose record
// and backup are gone 40 days later, settles with one warning: no plan waits for
// it, nothing is asked again, and no second backup is taken.
func TestAccInterrupt_recordExpired(t *testing.T) {
	t.Parallel()
	twice := func(env *acctest.Env) { // so that neither can be identified
		env.AWS().AddRecoveryPoints(emulator.RecoveryPoint{VaultName: "Default", ResourceARN: acctest.BucketARN, RoleARN: acctest.RoleARN, Created: env.Emulator.Now().Add(-time.Hour)})
	}
	for _, test := range []struct {
		name, arn, extra string
		script           emulator.Script
		meanwhile        func(*acctest.Env)
	}{
		{name: "S3, two points", arn: acctest.BucketARN, script: hour, meanwhile: twice},
		{name: "S3, failed", arn: acctest.BucketARN, script: emulator.Script{Running: hour.Running, End: "FAILED"}},
		{name: "ARN reported early, failed", arn: acctest.FilesARN, script: emulator.Script{Running: hour.Running, End: "FAILED"}},
		{name: "ARN reported early, retention over", arn: acctest.FilesARN, script: hour, extra: `recovery_point_lifecycle = { delete_after_days = 7 }`},
		{name: "ARN reported early, deleted by hand", arn: acctest.VolumeARN, script: hour, meanwhile: func(env *acctest.Env) {
			for _, point := range env.AWS().RecoveryPoints() {
				env.AWS().RemoveRecoveryPoint(point.ARN)
			}
		}},
		{name: "still being made", arn: acctest.FilesARN, script: emulator.Script{NeverEnds: true}, extra: "complete_window_minutes = 1000000"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			env.AWS().Script(test.arn, test.script)
			config := func(more string) string {
				return env.Config(job(test.arn, test.extra+"\n on_destroy = \"delete\"\n"+more))
			}
			c := env.Terraform(config(""))
			interruptApply(t, env, c)
			first := startedJobs(env)[0]
			env.Emulator.ClearFaults()
			env.Emulator.Advance(3 * time.Hour)
			if test.meanwhile != nil {
				test.meanwhile(env)
			}
			env.Emulator.Advance(40 * day)
			if test.script.NeverEnds {
				notFound(env, "DescribeBackupJob", emulator.Always)
			}
			points := len(env.AWS().RecoveryPoints())
			wantSaid(t, apply(t, c), saysExpired, first)
			wantHeld(t, c, first)
			wantAttribute(t, c, "state", "RUNNING")
			if !test.script.NeverEnds { // That one may still end.
				wantSettled(t, env, c)
			}
			wantNoChanges(t, c)

			// A change is kept in state, and says so.
			c.Write(config(`tags = { a = "1" }`))
			if !test.script.NeverEnds {
				wantSaid(t, c.Run("plan"), saysNotKnownStay, first)
			}
			apply(t, c)
			wantNoChanges(t, c)
			wantJobs(t, env, 1)
			if test.script.NeverEnds {
				return
			}
			said, failed := destroyed(c)
			if failed {
				t.Errorf("the destroy fails: %v", said)
			}
			wantSaid(t, said, saysNotKnown, first, first) // by the plan and by the delete
			wantPoints(t, env, points)
		})
	}
}

// TestAccInterrupt_recordExpiredElsewhere: what credentials of another account do
// not find is not given up.
func TestAccInterrupt_recordExpiredElsewhere(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.AWS().Script(acctest.BucketARN, hour)
	c := env.Terraform(env.Config(job(acctest.BucketARN, "")))
	interruptApply(t, env, c)
	first := startedJobs(env)[0]
	env.Emulator.ClearFaults()
	env.Emulator.Advance(40 * day)
	c.Write(asStranger(env.Config(job(acctest.BucketARN, ""))))
	wantSaid(t, refresh(t, c), saysExpired, first)
	c.Write(env.Config(job(acctest.BucketARN, "")))
	wantSummary(t, refresh(t, c), "warning", saysGuessed)
	wantAttribute(t, c, "state", "COMPLETED")
}

// TestAccBackupJob_lostRecordKnownPoint: the recovery point of a job whose record
// has expired changes like any other, also where no refresh has settled that the
// point is there.
func TestAccBackupJob_lostRecordKnownPoint(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, change, write string }{
		{"retention", `recovery_point_lifecycle = { delete_after_days = 100 }`, "UpdateRecoveryPointLifecycle"},
		{"tags", `tags = { a = "1" }`, "TagResource"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			env := inFlight(t)
			c := env.Terraform(env.Config(job(acctest.FilesARN, "")))
			interruptApply(t, env, c)
			env.Emulator.Advance(35 * day)
			notFound(env, "DescribeBackupJob", emulator.Always)
			env.Emulator.Inject(emulator.Fault{Kind: emulator.UnknownEnums, Operation: "DescribeRecoveryPoint", Members: []string{"Status"}, Value: "CREATING", Times: emulator.Always})
			refresh(t, c)
			env.Emulator.ClearFaults()
			env.Emulator.ResetRequests()
			c.Write(env.Config(job(acctest.FilesARN, test.change)))
			apply(t, c, "-refresh=false")
			wantWrites(t, env, test.write)
			wantNoChanges(t, c)
			wantJobs(t, env, 1)
		})
	}
}

// TestAccInterrupt_recordExpiredUnseen: a recovery point that cannot be looked at
// tells nothing of its job: the resource stays as it was until it can.
func TestAccInterrupt_recordExpiredUnseen(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, severity, says string
		credentials          func(string) string
		fault                emulator.FaultKind
	}{
		{"denied", "warning", saysNotReadable, nil, emulator.AccessDenied},
		{"another account", "warning", saysNotReadable, asStranger, ""},
		{"failing", "error", "AWS Backup Unavailable", nil, emulator.ServerError},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			env := inFlight(t)
			config := env.ProviderBlock("max_retries = 1") + job(acctest.FilesARN, "")
			c := env.Terraform(config)
			interruptApply(t, env, c)
			first := startedJobs(env)[0]
			env.Emulator.Advance(40 * day)
			if test.credentials != nil {
				c.Write(test.credentials(config))
			} else {
				env.Emulator.Inject(emulator.Fault{Kind: test.fault, Operation: "DescribeRecoveryPoint", Times: emulator.Always})
			}
			said := c.Run("apply", "-refresh-only", "-auto-approve")
			wantSaid(t, said, test.says, first)
			if len(said) != 1 || said[0].Severity != test.severity {
				t.Errorf("said %v, want one %s", said, test.severity)
			}
			wantHeld(t, c, first)
			wantAttribute(t, c, "state", "RUNNING")
			env.Emulator.ClearFaults()
			c.Write(config)
			refresh(t, c)
			wantAttribute(t, c, "state", "COMPLETED")
			wantJobs(t, env, 1)
		})
	}
}

// TestAccInterrupt_recordExpiredCopied: the lasting copy of a temporary point
// tells that its job was completed. It may be there as long as it cannot be looked
// for.
func TestAccInterrupt_recordExpiredCopied(t *testing.T) {
	t.Parallel()
	env, c := gapped(t, emulator.Script{Running: hour.Running, CopyTakes: 5 * day * acctest.TimeScale}, "")
	interruptApply(t, env, c)
	first := startedJobs(env)[0]
	env.Emulator.Advance(10 * day)
	env.Emulator.Advance(22 * day)
	env.Refuse("AccessDeniedException", "ListCopyJobs")
	wantSaid(t, refresh(t, c), "Access Denied", first)
	wantAttribute(t, c, "state", "RUNNING")
	env.Emulator.ClearFaults()
	refresh(t, c)
	wantHeld(t, c, first)
	wantAttribute(t, c, "state", "COMPLETED")
	wantAttribute(t, c, "recovery_point_status", "DELETED")
	if got := c.State()[0].Text("logically_air_gapped_recovery_point_arn"); got == "" {
		t.Error("the lasting copy is not found")
	}
	wantJobs(t, env, 1)
}

// TestAccInterrupt_recordExpiredNotRefreshed: a destroy finds out itself that the
// record of the job has expired, and says what it keeps.
func TestAccInterrupt_recordExpiredNotRefreshed(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.AWS().Script(acctest.BucketARN, hour)
	c := env.Terraform(env.Config(job(acctest.BucketARN, `on_destroy = "delete"`)))
	interruptApply(t, env, c)
	first := startedJobs(env)[0]
	env.Emulator.Advance(day)
	env.Emulator.Advance(40 * day)
	said, failed := destroyed(c, "-refresh=false")
	if failed {
		t.Errorf("the destroy fails: %v", said)
	}
	wantSaid(t, said, saysNotKnown, first)
	wantPoints(t, env, 1)
}

// TestAccInterrupt_lookDenied: a refresh that may not look at a job in flight
// fails, and keeps what state has.
func TestAccInterrupt_lookDenied(t *testing.T) {
	t.Parallel()
	env := inFlight(t)
	c := env.Terraform(env.Config(job(acctest.FilesARN, "")))
	interruptApply(t, env, c)
	first := startedJobs(env)[0]
	env.Refuse("AccessDeniedException", looks...)
	wantSaid(t, c.Run("apply", "-refresh-only", "-auto-approve"), "Access Denied", first)
	wantHeld(t, c, first)
	wantAttribute(t, c, "state", "RUNNING")
}
