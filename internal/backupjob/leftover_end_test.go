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
// apply was interrupted before the job had ended. Of a tainted object Terraform
// hands over no marks, so it is only forgotten, with the commands to run.
func TestAccLeftover_destroy(t *testing.T) {
	t.Parallel()
	leave := map[string]func(*testing.T, *acctest.Env, acctest.Terraform){
		"interrupted": interruptApply,
		"timed out": func(t *testing.T, _ *acctest.Env, c acctest.Terraform) {
			t.Helper()
			applyFails(t, c, saysTimedOut)
		},
	}
	for name, leave := range leave {
		for onDestroy, state := range map[string]string{"retain": "RUNNING", "stop": "ABORTED", "delete": "ABORTED"} {
			tainted := name == "timed out" && onDestroy != "retain"
			if tainted {
				state = "RUNNING"
			}
			t.Run(name+" "+onDestroy, func(t *testing.T) {
				t.Parallel()
				env := inFlight(t)
				c := env.Terraform(env.Config(job(acctest.VolumeARN, fmt.Sprintf("on_destroy = %q\n timeouts {\n create = \"2s\"\n }", onDestroy))))
				leave(t, env, c)
				said := c.Run("destroy", "-auto-approve")
				wantSaid(t, said, saysForgotten)
				if tainted {
					wantSaid(t, said, saysKept, startedJobs(env)...)
				} else {
					wantSaid(t, said, saysKept)
				}
				wantStates(t, env, state)
				wantHeld(t, c)
			})
		}
	}
}

// TestAccLeftover_destroyTainted: the plan of a destroy says that on_destroy does
// not apply to a tainted object, and terraform untaint is the way out, with the
// real Terraform too.
func TestAccLeftover_destroyTainted(t *testing.T) {
	t.Parallel()
	for _, cli := range []bool{false, true} {
		t.Run(fmt.Sprintf("real Terraform %t", cli), func(t *testing.T) {
			t.Parallel()
			env := inFlight(t)
			c := env.Either(cli, env.Config(job(acctest.VolumeARN, "on_destroy = \"delete\"\n timeouts {\n create = \"2s\"\n }")))
			applyFails(t, c, saysTimedOut)
			wantSaid(t, c.Run("plan", "-destroy"), "Destroy Leaves the Job of a Tainted Resource", startedJobs(env)...)
			if out, err := c.Terraform("untaint", address); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			if said, failed := destroyed(c); failed {
				t.Errorf("the destroy fails: %v", said)
			}
			wantStates(t, env, "ABORTED")
			wantHeld(t, c)
		})
	}
}
