// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// TestAccLeftover_endedMeanwhile: timeouts.create runs out and the job ends
// before the next apply, which gets what the first one has started. Of a job that
// has made nothing it gets a new one.
func TestAccLeftover_endedMeanwhile(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		onDestroy, end, refresh string
		jobs                    int
		real                    bool
	}{
		{"retain", "COMPLETED", "true", 1, false},
		{"stop", "COMPLETED", "true", 1, false},
		{"delete", "COMPLETED", "true", 1, false},
		{"delete", "COMPLETED", "false", 1, false},
		{"delete", "FAILED", "true", 2, false},
		{"delete", "COMPLETED", "true", 1, true},
	} {
		t.Run(fmt.Sprintf("real %t %s %s refresh %s", test.real, test.onDestroy, test.end, test.refresh), func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			env.AWS().Script("*", emulator.Script{Running: hour.Running, End: test.end}, emulator.Script{})
			config := func(limit string) string {
				return env.Config(job(acctest.VolumeARN, fmt.Sprintf("on_destroy = %q\n  timeouts {\n    create = %q\n  }", test.onDestroy, limit)))
			}
			c := env.Either(test.real, config("1s"))
			applyFails(t, c, saysTimedOut)
			first := startedJobs(env)[0]
			env.Emulator.Advance(2 * time.Hour)
			c.Write(config("1m"))
			if test.refresh == "true" {
				wantSaid(t, c.Run("plan"), saysLeftover, first)
			}
			said := apply(t, c, "-refresh="+test.refresh)
			wantJobs(t, env, test.jobs)
			wantHeld(t, c, startedJobs(env)[test.jobs-1])
			wantPoints(t, env, 1)
			if test.jobs == 1 {
				wantSaid(t, said, saysResumed, first)
				wantSaid(t, said, saysSuperseded)
			}
			wantAttribute(t, c, "state", "COMPLETED")
			wantNoChanges(t, c)

			// Nothing of the failed apply is left.
			said = c.Run("destroy", "-auto-approve")
			wantSaid(t, said, saysLeftover)
			if test.onDestroy == "delete" {
				wantPoints(t, env, 0)
			}
		})
	}
}

// TestAccLeftover_vaultChanged: an apply that adopts a job starts none, so it is
// not refused for a vault that would let no equal job succeed any more.
func TestAccLeftover_vaultChanged(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.AWS().Script("*", emulator.Script{Running: hour.Running})
	config := func(limit string) string {
		return env.Config(job(acctest.VolumeARN, fmt.Sprintf("recovery_point_lifecycle = { delete_after_days = 30 }\n  timeouts {\n    create = %q\n  }", limit)))
	}
	c := env.Terraform(config("1s"))
	applyFails(t, c, saysTimedOut)
	env.Emulator.Advance(2 * time.Hour)
	env.AWS().LockVault("Default", emulator.Lock{Min: 365, Date: time.Now().Add(-time.Hour)})
	c.Write(config("1m"))
	wantSaid(t, apply(t, c), saysResumed, startedJobs(env)[0])
	wantJobs(t, env, 1)
	wantAttribute(t, c, "state", "COMPLETED")
	wantNoChanges(t, c)
}

// TestAccLeftover_destroy: a destroy does what on_destroy says, also where an
// apply was interrupted before the job had ended. Where an apply has failed before,
// a replacement may have continued with the job: the object is only forgotten, with
// the commands to run, and the plan says so.
func TestAccLeftover_destroy(t *testing.T) {
	t.Parallel()
	const leaves = "Destroy Leaves the Job of a Tainted Resource"
	for _, test := range []struct {
		name, onDestroy string
		timeout, real   bool
		state           string
	}{
		{name: "interrupted retain", onDestroy: "retain", state: "RUNNING"},
		{name: "interrupted stop", onDestroy: "stop", state: "ABORTED"},
		{name: "interrupted delete", onDestroy: "delete", state: "ABORTED"},
		{name: "timed out retain", timeout: true, onDestroy: "retain", state: "RUNNING"},
		{name: "timed out stop", timeout: true, onDestroy: "stop", state: "RUNNING"},
		{name: "timed out delete", timeout: true, onDestroy: "delete", state: "RUNNING"},
		{name: "timed out delete, real", timeout: true, onDestroy: "delete", state: "RUNNING", real: true},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			env := inFlight(t)
			c := env.Either(test.real, env.Config(job(acctest.VolumeARN, fmt.Sprintf("on_destroy = %q\n timeouts {\n create = \"2s\"\n }", test.onDestroy))))
			if test.timeout {
				applyFails(t, c, saysTimedOut)
			} else {
				interruptApply(t, env, c)
			}
			var left []string
			if test.timeout && test.onDestroy != "retain" {
				left = startedJobs(env)
			}
			wantSaid(t, c.Run("plan", "-destroy"), leaves, left...)
			said := c.Run("destroy", "-auto-approve")
			wantSaid(t, said, saysForgotten)
			wantSaid(t, said, saysKept, left...)
			wantStates(t, env, test.state)
			wantHeld(t, c)
		})
	}
}

// TestAccLeftover_createFirst: with create_before_destroy a replacement continues
// with the job while the old object still has it. An interrupt leaves both in
// state, and the deletion of the old one takes nothing from the new one.
func TestAccLeftover_createFirst(t *testing.T) {
	t.Parallel()
	env := inFlight(t)
	config := func(limit string) string {
		return env.Config(job(acctest.VolumeARN, createFirst+fmt.Sprintf("on_destroy = \"delete\"\n timeouts {\n create = %q\n }", limit)))
	}
	c := env.Terraform(config("2s"))
	applyFails(t, c, saysTimedOut)
	c.Write(config("1m"))
	interruptWhen(t, c, func(now func()) { onceAllSeen(env, 1, now) })
	env.Emulator.ClearFaults()
	if left := c.State(); len(left) != 2 || left[0].Text("id") != left[1].Text("id") {
		t.Fatalf("state has %+v, want two objects of one job", left)
	}
	finishAfterLooks(env, 3)
	wantSaid(t, apply(t, c), saysKept, startedJobs(env)...)
	wantStates(t, env, "COMPLETED")
	wantHeld(t, c, startedJobs(env)...)
	wantPoints(t, env, 1)
}

// TestAccBackupJob_destroyTaintedByHand: terraform taint alone changes nothing
// about a destroy.
func TestAccBackupJob_destroyTaintedByHand(t *testing.T) {
	t.Parallel()
	for _, cli := range []bool{false, true} {
		t.Run(fmt.Sprintf("real Terraform %t", cli), func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			c := env.Either(cli, env.Config(job(acctest.VolumeARN, `on_destroy = "delete"`)))
			apply(t, c)
			if out, err := c.Terraform("taint", address); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			wantSaid(t, c.Run("destroy", "-auto-approve"), saysForgotten)
			wantPoints(t, env, 0)
		})
	}
}
