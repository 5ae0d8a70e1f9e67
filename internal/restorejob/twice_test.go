// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package restorejob_test

import (
	"testing"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// TestRestore_endsBadly: where the apply that waited has failed, the next one restores exactly once more.
func TestRestore_endsBadly(t *testing.T) {
	t.Parallel()
	for end, fails := range map[string]string{
		"FAILED":  "error: Restore Job Failed",
		"ABORTED": "error: Restore Job Aborted",
	} {
		t.Run(end, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			env.AWS().ScriptRestores("*", emulator.RestoreScript{End: end}, emulator.RestoreScript{})
			c := env.Terraform(env.Config(volume(point(t, env, acctest.VolumeARN))))
			wantSummaries(t, "the first apply", c.Run("apply", "-auto-approve"), fails)
			wantRestores(t, env, 1)
			env.Emulator.Advance(time.Minute)
			c.Run("apply", "-auto-approve")
			wantRestores(t, env, 2)
			wantSummaries(t, "the plan afterwards", c.Run("plan"))
		})
	}
}
