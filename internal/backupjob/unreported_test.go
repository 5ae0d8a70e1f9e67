// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

const (
	saysNotReported     = "Recovery Point Not Reported"
	saysNotYetDeletable = "Backup Cannot Be Deleted Yet"
	saysNotKnown        = "Recovery Point Not Known"
	saysNotKnownStay    = "Recovery Point Not Changed: It Is Not Known"
)

// withoutARN makes AWS leave the recovery point's ARN out of every answer about a
// backup job.
func withoutARN(env *acctest.Env) {
	env.Emulator.Inject(emulator.Fault{
		Kind: emulator.Nulls, Members: []string{"RecoveryPointArn"}, Times: emulator.Always,
		Match: func(r emulator.Request) bool {
			return strings.HasSuffix(r.Operation, "BackupJob") || r.Operation == "ListBackupJobs"
		},
	})
}

// TestAccBackupJob_pointNotReported: a recovery point that AWS does not report
// with the end of its job is asked for until it is known. Meanwhile a change is
// refused, and a destroy says that it cannot delete.
func TestAccBackupJob_pointNotReported(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, arn, extra string
		// advance happens after the first apply.
		advance time.Duration
		said    int // of the first apply
		args    []string
	}{
		{name: "waited for", arn: acctest.FilesARN, said: 1},
		{name: "a snapshot", arn: acctest.VolumeARN, said: 1},
		{name: "reported to an apply that does not refresh", arn: acctest.FilesARN, said: 1, args: []string{"-refresh=false"}},
		{name: "seen by a refresh first", arn: acctest.FilesARN, extra: `wait_for = "created"`, advance: 2 * time.Hour},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			withoutARN(env)
			if test.advance > 0 {
				env.AWS().Script(test.arn, hour)
			}
			config := func(more string) string {
				return env.Config(job(test.arn, test.extra+"\n on_destroy = \"delete\"\n "+more))
			}
			c := env.Terraform(config(""))
			first := apply(t, c)
			id := startedJobs(env)[0]
			wantSaid(t, first, saysNotReported, slices.Repeat([]string{id}, test.said)...)
			env.Emulator.Advance(test.advance)

			wantSaid(t, refresh(t, c), saysNotReported, id)
			wantAttribute(t, c, "state", "COMPLETED")
			wantNoChanges(t, c)

			// A change needs the recovery point.
			c.Write(config(`recovery_point_lifecycle = { delete_after_days = 90 }`))
			said := applyFails(t, c, saysNotReported)
			wantSaid(t, said, saysNotReported, id, id) // by the refresh and by the update
			wantHeld(t, c, id)
			wantWrites(t, env, "StartBackupJob")

			// So does the deletion. The plan says so, too.
			said, failed := destroyed(c)
			if !failed {
				t.Error("the destroy succeeds without deleting the backup")
			}
			wantSaid(t, said, saysNotYetDeletable, id, id) // by the plan and by the delete
			wantHeld(t, c, id)
			wantPoints(t, env, 1)

			// Once AWS reports it, all of it goes well.
			env.Emulator.ClearFaults()
			if said := apply(t, c, test.args...); len(said) != 0 {
				t.Errorf("the apply says %v", said)
			}
			point := env.AWS().RecoveryPoints()[0]
			wantAttribute(t, c, "recovery_point_arn", point.ARN)
			if point.DeleteAt.IsZero() {
				t.Error("the retention was not changed")
			}
			wantNoChanges(t, c)
			if said, failed := destroyed(c); failed {
				t.Errorf("the destroy fails: %v", said)
			}
			wantPoints(t, env, 0)
			wantJobs(t, env, 1)
		})
	}
}

// TestAccBackupJob_pointReportedLate: a create waits for the ARN that AWS reports
// a little later than the end of the job.
func TestAccBackupJob_pointReportedLate(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	looks := 0
	env.Emulator.Inject(emulator.Fault{Kind: emulator.Nulls, Members: []string{"RecoveryPointArn"}, Times: emulator.Always, Match: func(r emulator.Request) bool {
		if r.Operation != "DescribeBackupJob" && r.Operation != "ListBackupJobs" {
			return false
		}
		if jobs := env.AWS().Jobs(); len(jobs) == 1 && jobs[0].State == "COMPLETED" {
			looks++
		}
		return looks < 4
	}})
	c := env.Terraform(env.Config(job(acctest.FilesARN, "")))
	if said := apply(t, c); len(said) != 0 {
		t.Errorf("the apply says %v", said)
	}
	wantAttribute(t, c, "recovery_point_arn", env.AWS().RecoveryPoints()[0].ARN)
	wantNoChanges(t, c)
}

// TestAccBackupJob_pointNeverReported: once the record of the job has expired, its
// recovery point can only be guessed, and is not looked for again if it cannot.
func TestAccBackupJob_pointNeverReported(t *testing.T) {
	t.Parallel()
	for _, other := range []bool{false, true} {
		name := map[bool]string{false: "guessed", true: "two that it may have made"}[other]
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			withoutARN(env)
			c := env.Terraform(env.Config(job(acctest.FilesARN, `on_destroy = "delete"`)))
			apply(t, c)
			env.Emulator.ClearFaults()
			points := 1
			if other {
				env.AWS().AddRecoveryPoints(emulator.RecoveryPoint{VaultName: "Default", ResourceARN: acctest.FilesARN, RoleARN: acctest.RoleARN, Created: env.Emulator.Now()})
				points = 2
			}
			env.Emulator.Advance(40 * day)
			said := refresh(t, c)
			if !other {
				wantSummary(t, said, "warning", saysGuessed)
				wantSaid(t, c.Run("destroy", "-auto-approve"), saysGuessKept, "", "")
				wantPoints(t, env, points)
				return
			}
			wantSaid(t, said, saysExpired, startedJobs(env)...)
			wantSettled(t, env, c)
			wantSaid(t, c.Run("destroy", "-auto-approve"), saysNotKnown, startedJobs(env)[0], startedJobs(env)[0]) // by the plan and by the delete
			wantPoints(t, env, points)
		})
	}
}

// wantSettled asserts that nothing is asked, said or planned about an object.
func wantSettled(t *testing.T, env *acctest.Env, c acctest.Terraform) {
	t.Helper()
	env.Emulator.ResetRequests()
	if said := c.Run("plan"); len(said) != 0 {
		t.Errorf("the plan says %v", said)
	}
	wantNoChanges(t, c)
	wantCalls(t, env, map[string]int{})
}
