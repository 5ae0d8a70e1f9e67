// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
)

// TestAccInterrupt: a Ctrl-C leaves every job going and in state, untainted, and
// the next apply waits for them in place. Ten at once must not make Terraform
// panic.
func TestAccInterrupt(t *testing.T) {
	t.Parallel()
	for _, n := range []int{1, 10} {
		t.Run(fmt.Sprintf("jobs %d", n), func(t *testing.T) {
			t.Parallel()
			env := inFlight(t)
			c := env.CLI(env.Config(volumes(n, `on_destroy = "delete"`)))
			if output := interruptWhen(t, c, func(now func()) { onceAllSeen(env, n, now) }); !strings.Contains(output, "Stopped Waiting for the Backup Job") {
				t.Errorf("no warning:\n%s", output)
			}
			jobs := startedJobs(env)
			if len(jobs) != n {
				t.Fatalf("%d jobs were started, want %d", len(jobs), n)
			}
			wantHeld(t, c, jobs...)
			for _, j := range env.AWS().Jobs() {
				if j.State != "RUNNING" {
					t.Errorf("job %s is %s, want RUNNING", j.ID, j.State)
				}
			}

			env.Emulator.ClearFaults()
			env.Emulator.Advance(time.Minute)
			finishAfterLooks(env, 3*n)
			starts := env.Emulator.Count("StartBackupJob")
			apply(t, c)
			if again := env.Emulator.Count("StartBackupJob") - starts; again != 0 {
				t.Errorf("the next apply sent StartBackupJob %d times, want to wait in place", again)
			}
			wantHeld(t, c, jobs...)
			wantPoints(t, env, n)
			wantNoChanges(t, c)
			// The wait is met now, so on_destroy counts.
			wantSaid(t, c.Run("destroy", "-auto-approve"), saysForgotten)
			wantPoints(t, env, 0)
		})
	}
}

// TestAccWaitFor: a job that was only started, or only seen to run, is waited
// for in place once the configuration asks for its end.
func TestAccWaitFor(t *testing.T) {
	t.Parallel()
	for _, waitFor := range []string{"created", "running"} {
		t.Run(waitFor, func(t *testing.T) {
			t.Parallel()
			env := inFlight(t)
			c := env.Terraform(env.Config(job(acctest.VolumeARN, fmt.Sprintf("wait_for = %q", waitFor))))
			apply(t, c)
			first := startedJobs(env)[0]
			wantHeld(t, c, first)
			if state := c.State()[0].Text("state"); waitFor == "running" && state != "RUNNING" {
				t.Errorf("the apply ended in state %s, want RUNNING", state)
			}
			finishAfterLooks(env, 4)
			c.Write(env.Config(job(acctest.VolumeARN, "")))
			apply(t, c)
			wantStates(t, env, "COMPLETED")
			wantHeld(t, c, first)
			if state := c.State()[0].Text("state"); state != "COMPLETED" {
				t.Errorf("the second apply ended in state %s", state)
			}
			wantNoChanges(t, c)
		})
	}
}
