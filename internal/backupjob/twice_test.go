// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob_test

import (
	"strings"
	"testing"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
)

// TestAccTwice_stateLost: the apply that started the job left no state. While
// the job is in flight the next one waits for it; later ones take a new backup,
// and every job that they step over is named.
func TestAccTwice_stateLost(t *testing.T) {
	t.Parallel()
	env := inFlight(t)
	lost := env.Terraform(env.Config(job(acctest.VolumeARN, `wait_for = "created"`)))
	apply(t, lost)
	env.Emulator.Advance(10 * time.Minute)

	second := env.Terraform(env.Config(job(acctest.VolumeARN, "")))
	finishAfterLooks(env, 2)
	said := apply(t, second)
	first := startedJobs(env)[0]
	wantSaid(t, said, saysResumed, first)
	wantStates(t, env, "COMPLETED")
	wantHeld(t, second, first)
	wantNoChanges(t, second)

	env.Emulator.ClearFaults()
	finishAfterLooks(env, 2)
	third := env.Terraform(env.Config(job(acctest.VolumeARN, "")))
	wantSaid(t, apply(t, third), saysSuperseded, first)
	wantHeld(t, third, startedJobs(env)[1])
	env.Emulator.Advance(time.Minute)

	env.Emulator.ClearFaults()
	finishAfterLooks(env, 3)
	fourth := env.Terraform(env.Config(job(acctest.VolumeARN, "")))
	wantSaid(t, apply(t, fourth), saysSuperseded, startedJobs(env)[:2]...)
	wantHeld(t, fourth, startedJobs(env)[2])
	wantStates(t, env, "COMPLETED", "COMPLETED", "COMPLETED")
	wantPoints(t, env, 3)
}

// TestAccTwice_equals: equal resources of one configuration are that many
// backups, in one apply and after one that was cut off.
func TestAccTwice_equals(t *testing.T) {
	t.Parallel()
	env := inFlight(t)
	lost := env.Terraform(env.Config(job(acctest.VolumeARN, "count = 3\n  wait_for = \"created\"")))
	apply(t, lost)
	wantHeld(t, lost, startedJobs(env)...)
	wantJobs(t, env, 3)
	env.Emulator.Advance(10 * time.Minute)

	again := env.Terraform(env.Config(job(acctest.VolumeARN, "count = 3\n  wait_for = \"created\"")))
	said := apply(t, again)
	wantSaid(t, said, saysResumed, startedJobs(env)...)
	wantHeld(t, again, startedJobs(env)...)
	wantNoChanges(t, again)

	// One more beside those that are in flight.
	again.Write(env.Config(job(acctest.VolumeARN, "count = 3\n  wait_for = \"created\"") +
		strings.Replace(job(acctest.VolumeARN, "wait_for = \"created\"\n  triggers = { apart = true }"), `"test"`, `"apart"`, 1)))
	apply(t, again)
	wantJobs(t, env, 4)
	wantHeld(t, again, startedJobs(env)...)
}
