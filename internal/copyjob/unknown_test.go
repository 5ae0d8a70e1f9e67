// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package copyjob_test

import (
	"testing"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
)

// TestAccCopyJob_unknownProvider: a provider block that is fed from a resource of
// the same apply leaves the copy as it is in state, and a change is made all the
// same.
func TestAccCopyJob_unknownProvider(t *testing.T) {
	t.Parallel()
	const says = "Copy Not Refreshed"
	env := world(t)
	point := backedUp(t, env, acctest.FilesARN, nil)
	config := func(version, extra string) string {
		return env.UnknownProvider(version) + job(point.ARN, offsite, "on_destroy = \"delete\"\n"+extra)
	}
	c := env.CLI(config("1", ""))
	apply(t, c)
	c.Write(config("2", ""))
	wantSaid(t, c.Run("apply", "-auto-approve"), says, env.AWS().CopyJobs()[0].ID)
	wantCopyJobs(t, env, 1)

	c.Write(config("3", "recovery_point_lifecycle = { delete_after_days = 90 }"))
	wantSaid(t, c.Run("apply", "-auto-approve"), says)
	if got := copies(env, acctest.Account)[0].Lifecycle.DeleteAfterDays; got == nil || *got != 90 {
		t.Errorf("delete_after_days of the copy is %v, want 90", got)
	}

	c.Write(config("4", `triggers = { release = "2" }`))
	wantSaid(t, c.Run("apply", "-auto-approve"), "Replacement Deletes the Old Copy First")
	wantCopyJobs(t, env, 2)
	if got := len(copies(env, acctest.Account)); got != 1 {
		t.Errorf("%d copies are left, want the new one", got)
	}
	acctest.WantNoChanges(t, c)
}
