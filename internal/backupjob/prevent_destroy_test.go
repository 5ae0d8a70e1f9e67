// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob_test

import (
	"strings"
	"testing"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// TestAccBackupJob_preventDestroy: a failed job is replaced, which prevent_destroy
// forbids. The warning has the way out, and it works.
func TestAccBackupJob_preventDestroy(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.AWS().Script("*", emulator.Script{Running: hour.Running, End: "FAILED"}, emulator.Script{})
	c := env.CLI(env.Config(job(acctest.VolumeARN, "wait_for = \"created\"\n  lifecycle {\n    prevent_destroy = true\n  }")))
	apply(t, c)
	env.Emulator.Advance(2 * time.Hour)
	const wayOut = "terraform state rm"
	refused := false
	for _, d := range c.Run("plan") {
		refused = refused || d.Severity == "error"
		if strings.HasPrefix(d.Summary, "Failed Backup Will Be Replaced") && !strings.Contains(d.Detail, wayOut) {
			t.Errorf("the warning does not name %q: %s", wayOut, d.Detail)
		}
	}
	if !refused {
		t.Error("prevent_destroy did not refuse the replacement")
	}
	if out, err := c.Terraform("state", "rm", address); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	apply(t, c)
	env.Emulator.Advance(2 * time.Hour)
	apply(t, c)
	wantStates(t, env, "FAILED", "COMPLETED")
	wantHeld(t, c, startedJobs(env)[1])
	wantNoChanges(t, c)
}
