// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package copyjob_test

import (
	"testing"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// TestCopyJob_endsBadly: where the apply that waited has failed, the next one makes exactly one more copy.
func TestCopyJob_endsBadly(t *testing.T) {
	t.Parallel()
	for end, fails := range map[string]string{
		"FAILED":  "error: Copy Job Failed",
		"PARTIAL": "error: Copy Job Completed Only in Part",
	} {
		t.Run(end, func(t *testing.T) {
			t.Parallel()
			env := world(t)
			point := backedUp(t, env, acctest.FilesARN, nil)
			env.AWS().ScriptCopies(acctest.FilesARN, emulator.CopyScript{End: end}, emulator.CopyScript{})
			c := env.Terraform(env.Config(job(point.ARN, offsite, "")))
			wantSummaries(t, c.Run("apply", "-auto-approve"), fails)
			wantCopyJobs(t, env, 1)
			env.Emulator.Advance(time.Minute)
			c.Run("apply", "-auto-approve")
			wantCopyJobs(t, env, 2)
			wantNothing(t, c)
		})
	}
}
