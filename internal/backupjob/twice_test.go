// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob_test

import (
	"testing"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
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
	again.Write(env.Config(job(acctest.VolumeARN, "count = 3\n  wait_for = \"created\"") + `
resource "awsbackup_backup_job" "apart" {
  backup_vault_name = "Default"
  resource_arn      = "` + acctest.VolumeARN + `"
  iam_role_arn      = "` + acctest.RoleARN + `"
  wait_for          = "created"
  triggers          = { apart = true }
}
`))
	apply(t, again)
	wantJobs(t, env, 4)
	wantHeld(t, again, startedJobs(env)...)
}

// TestAccTwice_forgottenToken: what AWS has forgotten nobody can find again.
// This is the limit that the documentation states.
func TestAccTwice_forgottenToken(t *testing.T) {
	t.Parallel()
	env := inFlight(t)
	apply(t, env.Terraform(env.Config(job(acctest.VolumeARN, `wait_for = "created"`))))
	env.Emulator.Advance(time.Minute)
	env.AWS().ForgetTokens()
	again := env.Terraform(env.Config(job(acctest.VolumeARN, `wait_for = "created"`)))
	said := apply(t, again)
	wantSaid(t, said, saysResumed)
	wantSaid(t, said, saysSuperseded)
	wantJobs(t, env, 2)
	wantHeld(t, again, startedJobs(env)[1])
}

// TestAccTwice_expiredRecord: AWS knows the token of a job that it has dropped.
func TestAccTwice_expiredRecord(t *testing.T) {
	t.Parallel()
	env := acctest.New(t, emulator.WithTokenLifetime(365*24*time.Hour))
	apply(t, env.Terraform(env.Config(job(acctest.VolumeARN, ""))))
	env.Emulator.Advance(40 * 24 * time.Hour)
	again := env.Terraform(env.Config(job(acctest.VolumeARN, "")))
	wantSaid(t, apply(t, again), saysSuperseded, startedJobs(env)[0])
	wantJobs(t, env, 2)
	wantHeld(t, again, startedJobs(env)[1])
	wantPoints(t, env, 2)
}

// TestAccTwice_lostAnswers: AWS accepts the requests and the answers are lost.
func TestAccTwice_lostAnswers(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.Emulator.Inject(
		emulator.Fault{Kind: emulator.ResetAfter, Operation: "StartBackupJob", Times: 6},
		emulator.Fault{Kind: emulator.ServerError, Operation: "StartBackupJob", Times: 4},
	)
	c := env.Terraform(env.Config(volumes(10, "")))
	apply(t, c)
	wantJobs(t, env, 10)
	wantHeld(t, c, startedJobs(env)...)
	wantPoints(t, env, 10)
}

// TestAccTwice_tags: tags are not part of what makes a backup the same one.
func TestAccTwice_tags(t *testing.T) {
	t.Parallel()
	env := inFlight(t)
	apply(t, env.Terraform(env.Config(job(acctest.FilesARN, "wait_for = \"created\"\n  tags = { run = 1 }"))))
	env.Emulator.Advance(time.Minute)
	again := env.Terraform(env.Config(job(acctest.FilesARN, "wait_for = \"created\"\n  tags = { run = 2 }")))
	wantSaid(t, apply(t, again), saysResumed, startedJobs(env)[0])
	wantJobs(t, env, 1)
}
