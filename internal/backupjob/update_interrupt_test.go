// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob_test

import (
	"strings"
	"testing"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
)

// TestAccInterrupt_update: a change that waits for the recovery point of a
// running job is taken back by a Ctrl-C, which is an error of the provider's
// own, and the next apply makes it.
func TestAccInterrupt_update(t *testing.T) {
	t.Parallel()
	env := inFlight(t)
	c := env.Terraform(env.Config(job(acctest.FilesARN, `wait_for = "created"`)))
	apply(t, c)
	c.Write(env.Config(job(acctest.FilesARN, `wait_for = "created"
  tags                     = { team = "db" }
  recovery_point_lifecycle = { delete_after_days = 35 }`)))
	// The refreshes of plan and apply are fewer looks.
	output := interruptWhen(t, c, func(now func()) { env.OnCall(8, now, looks...) })
	if !strings.Contains(output, "Error: Stopped Waiting for the Backup Job") || strings.Contains(output, "ug in the provider") {
		t.Errorf("want an error that is no bug:\n%s", output)
	}
	wantHeld(t, c, startedJobs(env)...)

	env.Emulator.ClearFaults()
	env.Emulator.ResetRequests()
	finishAfterLooks(env, 6)
	apply(t, c)
	wantWrites(t, env, "TagResource", "UpdateRecoveryPointLifecycle")
	wantNoChanges(t, c)
}
