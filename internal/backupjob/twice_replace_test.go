// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
)

const saysLeft = "Backup Job Managed by Another Resource"

// TestAccTwice_replace: -replace of a finished backup is another backup, also
// within seconds. That is why it is one of a file system, whose job ends at
// once. The old one is named; what becomes of its point is for on_destroy to say.
func TestAccTwice_replace(t *testing.T) {
	t.Parallel()
	for onDestroy, points := range map[string]int{"retain": 2, "stop": 2, "delete": 1} {
		for _, pause := range []time.Duration{0, time.Minute} {
			t.Run(fmt.Sprintf("%s after %s", onDestroy, pause), func(t *testing.T) {
				t.Parallel()
				env := acctest.New(t)
				c := env.Terraform(env.Config(job(acctest.FilesARN, fmt.Sprintf("on_destroy = %q", onDestroy))))
				apply(t, c)
				env.Emulator.Advance(pause)
				first := startedJobs(env)[0]
				said := apply(t, c, "-replace", address)
				wantSaid(t, said, saysSuperseded, first)
				wantSaid(t, said, saysForgotten)
				wantStates(t, env, "COMPLETED", "COMPLETED")
				wantHeld(t, c, startedJobs(env)[1])
				wantPoints(t, env, points)
				wantNoChanges(t, c)
			})
		}
	}
}

// TestAccTwice_replaceInFlight: -replace of a job in flight. It is resumed
// unless it is stopped first.
func TestAccTwice_replaceInFlight(t *testing.T) {
	t.Parallel()
	for onDestroy, states := range map[string][]string{
		"retain": {"RUNNING"},
		"stop":   {"ABORTED", "CREATED"},
		"delete": {"ABORTED", "CREATED"},
	} {
		t.Run(onDestroy, func(t *testing.T) {
			t.Parallel()
			env := inFlight(t)
			c := env.Terraform(env.Config(job(acctest.VolumeARN, fmt.Sprintf("wait_for = \"created\"\n  on_destroy = %q", onDestroy))))
			apply(t, c)
			env.Emulator.Advance(time.Minute)
			said := apply(t, c, "-replace", address)
			jobs := startedJobs(env)
			if onDestroy == "retain" {
				wantSaid(t, said, saysResumed, jobs[0])
			} else {
				wantSaid(t, said, saysSuperseded, jobs[0])
			}
			wantHeld(t, c, jobs[len(jobs)-1])
			if states[len(states)-1] == "CREATED" {
				// By now it may have got further.
				states[len(states)-1] = env.AWS().Jobs()[len(jobs)-1].State
			}
			wantStates(t, env, states...)
		})
	}
}

const createFirst = "lifecycle {\n    create_before_destroy = true\n  }\n  "

// TestAccTwice_createFirst: with create_before_destroy the new backup is there
// before the old one goes.
func TestAccTwice_createFirst(t *testing.T) {
	t.Parallel()
	for onDestroy, points := range map[string]int{"retain": 2, "stop": 2, "delete": 1} {
		t.Run(onDestroy, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			config := func(run int) string {
				return env.Config(job(acctest.VolumeARN, fmt.Sprintf("%son_destroy = %q\n  triggers = { run = %d }", createFirst, onDestroy, run)))
			}
			c := env.CLI(config(1))
			apply(t, c)
			c.Write(config(2))
			said := apply(t, c)
			wantSaid(t, said, saysSuperseded)
			wantStates(t, env, "COMPLETED", "COMPLETED")
			wantHeld(t, c, startedJobs(env)[1])
			wantPoints(t, env, points)
			if points == 1 && env.AWS().RecoveryPoints()[0].JobID != startedJobs(env)[1] {
				t.Error("the new backup was deleted instead of the old one")
			}
			wantNoChanges(t, c)
		})
	}
}

// TestAccTwice_createFirstInFlight: the create finds the job of the very object
// that is deleted next. It must survive that, finished or not.
func TestAccTwice_createFirstInFlight(t *testing.T) {
	t.Parallel()
	for _, onDestroy := range []string{"retain", "stop", "delete"} {
		t.Run(onDestroy, func(t *testing.T) {
			t.Parallel()
			env := inFlight(t)
			config := func(waitFor string) string {
				return env.Config(job(acctest.VolumeARN, fmt.Sprintf("%swait_for = %q\n  on_destroy = %q", createFirst, waitFor, onDestroy)))
			}
			c := env.CLI(config("created"))
			apply(t, c)
			env.Emulator.Advance(time.Minute)
			first := startedJobs(env)[0]
			said := apply(t, c, "-replace", address)
			wantSaid(t, said, saysResumed, first)
			if onDestroy != "retain" {
				wantSaid(t, said, saysLeft, first)
			}
			wantStates(t, env, "RUNNING")
			wantHeld(t, c, first)

			finishAfterLooks(env, 4)
			c.Write(config("completed"))
			apply(t, c)
			wantStates(t, env, "COMPLETED")
			wantHeld(t, c, first)
			wantPoints(t, env, 1)
			wantNoChanges(t, c)
		})
	}
}

// TestAccTwice_cutOffLeftover: an apply that ran out of time leaves a tainted
// object. Terraform replaces it, which must not stop, delete or repeat anything,
// whatever on_destroy says: the next create takes the job over.
func TestAccTwice_cutOffLeftover(t *testing.T) {
	t.Parallel()
	for _, onDestroy := range []string{"retain", "stop", "delete"} {
		t.Run(onDestroy, func(t *testing.T) {
			t.Parallel()
			env := inFlight(t)
			config := func(limit string) string {
				return env.Config(job(acctest.VolumeARN, fmt.Sprintf("on_destroy = %q\n  timeouts {\n    create = %q\n  }", onDestroy, limit)))
			}
			c := env.Terraform(config("1s"))
			said := applyFails(t, c, saysTimedOut)
			first := startedJobs(env)[0]
			wantSaid(t, said, saysTimedOut, first)
			left := c.State()
			if len(left) != 1 || !left[0].Tainted || left[0].Text("id") != first || left[0].Text("state") != "RUNNING" {
				t.Fatalf("state has %+v, want the tainted job %s, RUNNING", left, first)
			}
			wantStates(t, env, "RUNNING")

			env.Emulator.Advance(time.Minute)
			finishAfterLooks(env, 3)
			c.Write(config("1m"))
			said = apply(t, c)
			wantSaid(t, said, saysResumed, first)
			if onDestroy != "retain" {
				wantSaid(t, said, saysKept, first)
			}
			wantStates(t, env, "COMPLETED")
			wantHeld(t, c, first)
			wantPoints(t, env, 1)
			wantNoChanges(t, c)
		})
	}
}

// TestAccTwice_untaint: an untainted leftover is waited for in place.
func TestAccTwice_untaint(t *testing.T) {
	t.Parallel()
	env := inFlight(t)
	config := func(limit string) string {
		return env.Config(job(acctest.VolumeARN, fmt.Sprintf("on_destroy = \"delete\"\n  timeouts {\n    create = %[1]q\n    update = %[1]q\n  }", limit)))
	}
	c := env.Terraform(config("1s"))
	applyFails(t, c, saysTimedOut)
	first := startedJobs(env)[0]
	if out, err := c.Terraform("untaint", address); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	// The limit of an update holds as well, and taints nothing.
	applyFails(t, c, saysTimedOut)
	wantHeld(t, c, first)
	wantStates(t, env, "RUNNING")

	env.Emulator.Advance(time.Minute)
	finishAfterLooks(env, 3)
	c.Write(config("1m"))
	starts := env.Emulator.Count("StartBackupJob")
	said := apply(t, c)
	wantSaid(t, said, saysResumed)
	if n := env.Emulator.Count("StartBackupJob"); n != starts {
		t.Errorf("waiting in place sent %d StartBackupJob", n-starts)
	}
	wantStates(t, env, "COMPLETED")
	wantHeld(t, c, first)
	wantNoChanges(t, c)

	// Now that its wait is met, on_destroy counts.
	wantPoints(t, env, 1)
	wantSaid(t, c.Run("destroy", "-auto-approve"), saysForgotten)
	wantPoints(t, env, 0)
}

// TestAccTwice_taintedByHand: terraform taint costs the object what the provider
// knows about it, so a delete that nobody can vouch for is not done.
func TestAccTwice_taintedByHand(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	c := env.CLI(env.Config(job(acctest.VolumeARN, `on_destroy = "delete"`)))
	apply(t, c)
	env.Emulator.Advance(time.Minute)
	if out, err := c.Terraform("taint", address); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	said := apply(t, c)
	first := startedJobs(env)[0]
	wantSaid(t, said, saysSuperseded, first)
	wantSaid(t, said, saysForgotten, first)
	wantStates(t, env, "COMPLETED", "COMPLETED")
	wantHeld(t, c, startedJobs(env)[1])
	wantPoints(t, env, 2)
	wantNoChanges(t, c)
}
