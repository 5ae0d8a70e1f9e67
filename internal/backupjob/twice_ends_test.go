// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob_test

import (
	"testing"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// TestAccTwice_endsBadly: a job that ends without success is in state, tainted,
// and the next apply takes exactly one more backup. An error that was reported
// once is not the beginning of a second one.
func TestAccTwice_endsBadly(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		arn, extra, summary string
		script              emulator.Script
		points              int // left by the first job
	}{
		"FAILED":            {arn: acctest.VolumeARN, summary: "Backup Job Failed", script: emulator.Script{End: "FAILED", Message: "An internal error occurred."}},
		"EXPIRED":           {arn: acctest.VolumeARN, summary: "Backup Job Expired", script: emulator.Script{End: "EXPIRED", EndsIn: "PENDING", Message: "Backup job failed to start before the start window closed."}},
		"ABORTED":           {arn: acctest.VolumeARN, summary: "Backup Job Aborted", script: emulator.Script{End: "ABORTED", Message: "Backup job was stopped by user."}},
		"PARTIAL":           {arn: acctest.StackARN, summary: "Backup Job Completed Only in Part", script: emulator.Script{Children: []emulator.Child{{Identifier: "a", ResourceARN: acctest.VolumeARN, Script: emulator.Script{End: "FAILED"}}, {Identifier: "b", ResourceARN: acctest.FilesARN}}}, points: 2},
		"issues as error":   {arn: acctest.VolumeARN, extra: `on_issues = "error"`, summary: "Backup Completed With Issues", script: emulator.Script{Category: "MISCELLANEOUS", Message: "tags were not copied"}, points: 1},
		"FAILED and delete": {arn: acctest.VolumeARN, extra: `on_destroy = "delete"`, summary: "Backup Job Failed", script: emulator.Script{End: "FAILED"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			env.AWS().Script(test.arn, test.script, emulator.Script{})
			c := env.Terraform(env.Config(job(test.arn, test.extra)))
			said := applyFails(t, c, test.summary)
			first := startedJobs(env)[0]
			if len(said) == 0 || said[0].Address != address {
				t.Errorf("the error has no address: %v", said)
			}
			left := c.State()
			if len(left) != 1 || !left[0].Tainted || left[0].Text("id") != first {
				t.Fatalf("state has %+v, want the tainted job %s", left, first)
			}
			if n := len(parents(env)); n != 1 {
				t.Errorf("%d jobs were started, want 1", n)
			}
			wantPoints(t, env, test.points)

			env.Emulator.Advance(time.Minute)
			wantSaid(t, apply(t, c), saysSuperseded, first)
			started := parents(env)
			if len(started) != 2 {
				t.Fatalf("%d jobs were started, want 2", len(started))
			}
			wantHeld(t, c, started[1].ID)
			if started[1].State != "COMPLETED" {
				t.Errorf("the second job is %s", started[1].State)
			}
			wantNoChanges(t, c)
		})
	}
}

// parents are the jobs that were asked for, without the children of composite
// ones.
func parents(env *acctest.Env) []emulator.Job {
	var own []emulator.Job
	for _, j := range env.AWS().Jobs() {
		if j.ParentID == "" {
			own = append(own, j)
		}
	}
	return own
}

// TestAccTwice_missingVault: in each of the three ways in which AWS may answer.
// Only the last one starts a job at all.
func TestAccTwice_missingVault(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		mode    emulator.MissingVault
		summary string
		jobs    int
	}{
		"denied":     {emulator.MissingVaultDenied, saysDenied, 0},
		"not found":  {emulator.MissingVaultNotFound, "Backup Vault Missing", 0},
		"job failed": {emulator.MissingVaultFails, "Backup Job Failed", 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t, emulator.WithMissingVault(test.mode))
			c := env.Terraform(env.Config(inVault("nightly", "")))
			said := applyFails(t, c, test.summary)
			wantJobs(t, env, test.jobs)
			if n := len(c.State()); n != test.jobs {
				t.Errorf("%d objects in state, want %d: %v", n, test.jobs, said)
			}

			env.AWS().AddVault(emulator.Vault{Name: "nightly"})
			env.Emulator.Advance(time.Minute)
			apply(t, c)
			wantJobs(t, env, test.jobs+1)
			wantHeld(t, c, startedJobs(env)[test.jobs])
			wantPoints(t, env, 1)
		})
	}
}

// TestAccTwice_newRole: for a role that works a little later there is a second job
// only where AWS had accepted and failed the first one.
func TestAccTwice_newRole(t *testing.T) {
	t.Parallel()
	t.Run("refused for good", func(t *testing.T) {
		t.Parallel()
		env := acctest.New(t)
		env.AWS().DenyRole(acctest.RoleARN, emulator.RoleDenial{})
		c := env.Terraform(env.Config(job(acctest.VolumeARN, "")))
		applyFails(t, c, "Role Not Assumable")
		wantJobs(t, env, 0)
		wantHeld(t, c)
	})
	t.Run("failed once", func(t *testing.T) {
		t.Parallel()
		env := acctest.New(t)
		env.AWS().DenyRole(acctest.RoleARN, emulator.RoleDenial{Times: 1, Async: true})
		c := env.Terraform(env.Config(job(acctest.VolumeARN, "")))
		said := apply(t, c)
		wantStates(t, env, "FAILED", "COMPLETED")
		wantSaid(t, said, saysRestarted, startedJobs(env)[0])
		wantHeld(t, c, startedJobs(env)[1])
		wantPoints(t, env, 1)
		wantNoChanges(t, c)
	})
	t.Run("failed twice", func(t *testing.T) {
		t.Parallel()
		env := acctest.New(t)
		env.AWS().DenyRole(acctest.RoleARN, emulator.RoleDenial{Async: true})
		c := env.Terraform(env.Config(job(acctest.VolumeARN, "")))
		said := applyFails(t, c, "Backup Job Failed")
		wantStates(t, env, "FAILED", "FAILED")
		wantSaid(t, said, saysRestarted, startedJobs(env)[0])
		if left := c.State(); len(left) != 1 || !left[0].Tainted || left[0].Text("id") != startedJobs(env)[1] {
			t.Errorf("state has %+v, want the tainted second job", left)
		}

		env.AWS().AllowRole(acctest.RoleARN)
		env.Emulator.Advance(time.Minute)
		wantSaid(t, apply(t, c), saysSuperseded, startedJobs(env)[:2]...)
		wantStates(t, env, "FAILED", "FAILED", "COMPLETED")
	})
	t.Run("failed with a token", func(t *testing.T) {
		t.Parallel()
		env := acctest.New(t)
		env.AWS().DenyRole(acctest.RoleARN, emulator.RoleDenial{Times: 1, Async: true})
		c := env.Terraform(env.Config(job(acctest.VolumeARN, `idempotency_token = "release-7"`)))
		wantSaid(t, applyFails(t, c, "Backup Job Failed"), saysRestarted)
		wantStates(t, env, "FAILED")
	})
}

// TestAccTwice_throttled: throttling for good starts nothing, and what was not
// started is started by the next apply.
func TestAccTwice_throttled(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.Emulator.Inject(emulator.Fault{Kind: emulator.Throttle, Operation: "StartBackupJob", Times: emulator.Always})
	c := env.Terraform(env.ProviderBlock("max_retries = 2") + job(acctest.VolumeARN, ""))
	applyFails(t, c, "Too Many Requests")
	wantJobs(t, env, 0)
	wantHeld(t, c)
	env.Emulator.ClearFaults()
	apply(t, c)
	wantJobs(t, env, 1)
}
