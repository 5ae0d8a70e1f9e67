// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob_test

import (
	"testing"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// TestAccBackupJob_refreshOfUnfinishedJobs: many jobs in flight are read by lists.
func TestAccBackupJob_refreshOfUnfinishedJobs(t *testing.T) {
	t.Parallel()
	const jobs, calls = 40, 10
	env := acctest.New(t, emulator.WithScript(emulator.Script{NeverEnds: true}))
	c := env.Terraform(env.Config(volumes(jobs, `wait_for = "created"`)))
	apply(t, c)
	env.Emulator.ResetRequests()
	wantNoChanges(t, c)
	if lists, describes := env.Emulator.Count("ListBackupJobs"), env.Emulator.Count("DescribeBackupJob"); lists == 0 || lists+describes > calls {
		t.Errorf("%d lists and %d describes for %d jobs, want lists and at most %d calls", lists, describes, jobs, calls)
	}
}
