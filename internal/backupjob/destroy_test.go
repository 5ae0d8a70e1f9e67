// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob_test

import (
	"regexp"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// TestAccBackupJob_destroy carries out each on_destroy, on finished and
// unfinished jobs, with all the ways in which AWS refuses.
func TestAccBackupJob_destroy(t *testing.T) {
	t.Parallel()
	unfinished := emulator.Script{NeverEnds: true}
	lock := func(t *testing.T, env *acctest.Env) {
		t.Helper()
		env.AWS().LockVault("Default", emulator.Lock{Min: 1})
	}
	hold := func(t *testing.T, env *acctest.Env) {
		t.Helper()
		env.AWS().HoldRecoveryPoint(env.AWS().RecoveryPoints()[0].ARN)
	}
	alreadyDeleting := func(t *testing.T, env *acctest.Env) {
		t.Helper()
		remove(t, env, env.AWS().RecoveryPoints()[0])
	}
	completing := func(t *testing.T, env *acctest.Env) {
		t.Helper()
		env.OnCall(1, func() { env.Emulator.Advance(2 * time.Hour) }, "StopBackupJob")
	}
	for _, test := range []struct {
		name, arn, extra string
		script           emulator.Script
		before           func(*testing.T, *acctest.Env)
		points           int
		state            string
		writes           []string
	}{
		{name: "retain", arn: acctest.FilesARN, extra: "", points: 1, state: "COMPLETED"},
		{name: "retain unfinished", arn: acctest.VolumeARN, extra: `wait_for = "running"`, script: unfinished, points: 1, state: "RUNNING"},
		{name: "stop finished", arn: acctest.FilesARN, extra: `on_destroy = "stop"`, points: 1, state: "COMPLETED"},
		{name: "stop unfinished", arn: acctest.VolumeARN, extra: "on_destroy = \"stop\"\n wait_for = \"running\"", script: unfinished, state: "ABORTED", writes: []string{"StopBackupJob"}},
		{name: "stop a type that cannot be stopped", arn: acctest.DBARN, extra: "on_destroy = \"stop\"\n wait_for = \"running\"", script: unfinished, points: 1, state: "RUNNING"},
		{name: "delete", arn: acctest.FilesARN, extra: `on_destroy = "delete"`, points: 0, state: "COMPLETED", writes: []string{"DeleteRecoveryPoint"}},
		{name: "delete unfinished", arn: acctest.VolumeARN, extra: "on_destroy = \"delete\"\n wait_for = \"running\"", script: unfinished, points: 0, state: "ABORTED", writes: []string{"StopBackupJob"}},
		{name: "delete what completes before it is stopped", arn: acctest.FilesARN, extra: "on_destroy = \"delete\"\n wait_for = \"running\"", script: hour, before: completing, points: 0, state: "COMPLETED", writes: []string{"DeleteRecoveryPoint", "StopBackupJob"}},
		{name: "delete while deleting", arn: acctest.FilesARN, extra: `on_destroy = "delete"`, script: emulator.Script{DeleteTakes: 60 * time.Hour}, before: alreadyDeleting, points: 0, state: "COMPLETED", writes: []string{"DeleteRecoveryPoint"}},
		{name: "delete in a locked vault", arn: acctest.FilesARN, extra: `on_destroy = "delete"`, before: lock, points: 1, state: "COMPLETED", writes: []string{"DeleteRecoveryPoint"}},
		{name: "delete under legal hold", arn: acctest.FilesARN, extra: `on_destroy = "delete"`, before: hold, points: 1, state: "COMPLETED", writes: []string{"DeleteRecoveryPoint"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			env.AWS().Script(test.arn, test.script)
			env.Run(
				resource.TestStep{Config: env.Config(job(test.arn, test.extra)), ExpectNonEmptyPlan: false},
				resource.TestStep{
					PreConfig: func() {
						if test.before != nil {
							test.before(t, env)
						}
						env.Emulator.ResetRequests()
					},
					Config: env.Config(job(test.arn, test.extra)), Destroy: true,
				},
			)
			wantWrites(t, env, test.writes...)
			wantPoints(t, env, test.points)
			if got := env.AWS().Jobs()[0].State; got != test.state {
				t.Errorf("the job is %s, want %s", got, test.state)
			}
		})
	}
}

// TestAccBackupJob_deleteFails: AWS accepts the deletion and then cannot: the
// point stays EXPIRED and costs, so the destroy fails and says what to do.
func TestAccBackupJob_deleteFails(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.AWS().Script(acctest.VolumeARN, emulator.Script{DeleteEnds: "EXPIRED"})
	config := env.Config(job(acctest.VolumeARN, `on_destroy = "delete"`))
	env.Run(
		resource.TestStep{Config: config},
		resource.TestStep{Config: config, Destroy: true, ExpectError: regexp.MustCompile(`(?s)Recovery Point Not Deleted.*left\s+it\s+EXPIRED.*role`)},
		resource.TestStep{
			// Still in state: nothing is lost. What keeps it is taken away.
			PreConfig: func() { env.AWS().RemoveRecoveryPoint(env.AWS().RecoveryPoints()[0].ARN) },
			Config:    config, Destroy: true,
		},
	)
}

// TestAccBackupJob_deleteDenied keeps the resource in state for another try.
func TestAccBackupJob_deleteDenied(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	config := env.Config(job(acctest.FilesARN, `on_destroy = "delete"`))
	env.Run(
		resource.TestStep{Config: config},
		resource.TestStep{
			PreConfig: func() {
				env.Emulator.Inject(emulator.Fault{Kind: emulator.AccessDenied, Operation: "DeleteRecoveryPoint", Times: emulator.Always})
			},
			Config: config, Destroy: true, ExpectError: regexp.MustCompile(`backup:DeleteRecoveryPoint`),
		},
		resource.TestStep{PreConfig: func() { wantPoints(t, env, 1); env.Emulator.ClearFaults() }, Config: config, Destroy: true},
	)
	wantPoints(t, env, 0)
}

// TestAccBackupJob_replacementOfDeletable: the on_destroy that counts is the
// one in state, and a configuration that says retain is not betrayed.
func TestAccBackupJob_replacementOfDeletable(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.Run(
		resource.TestStep{Config: env.Config(job(acctest.FilesARN, "on_destroy = \"delete\"\n triggers = { v = \"1\" }"))},
		resource.TestStep{
			Config:      env.Config(job(acctest.FilesARN, "on_destroy = \"retain\"\n triggers = { v = \"2\" }")),
			ExpectError: regexp.MustCompile(`Replacement Would Delete a Backup to Be Kept`),
		},
		resource.TestStep{Config: env.Config(job(acctest.FilesARN, "on_destroy = \"retain\"\n triggers = { v = \"1\" }"))},
		resource.TestStep{Config: env.Config(job(acctest.FilesARN, "on_destroy = \"retain\"\n triggers = { v = \"2\" }"))},
	)
	wantPoints(t, env, 2)
}
