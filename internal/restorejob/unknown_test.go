// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package restorejob_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
)

// TestAccRestoreJob_unknownProvider: a provider block that is fed from a resource of
// the same apply leaves the restore as it is in state, and a change is made
// all the same.
func TestAccRestoreJob_unknownProvider(t *testing.T) {
	t.Parallel()
	const says = "Restore Not Refreshed"
	env := acctest.New(t)
	source := point(t, env, acctest.VolumeARN)
	config := func(version, extra string) string {
		return env.UnknownProvider(version) + volume(source, extra)
	}
	c := env.CLI(config("1", ""))
	apply(t, c)
	c.Write(config("2", ""))
	wantSaid := func(said []acctest.Diagnostic, summary string) {
		t.Helper()
		if !slices.ContainsFunc(said, func(d acctest.Diagnostic) bool { return strings.HasPrefix(d.Summary, summary) }) {
			t.Errorf("no message is called %q: %v", summary, said)
		}
	}
	wantSaid(c.Run("apply", "-auto-approve"), says)
	wantRestores(t, env, 1)

	c.Write(config("3", `wait_for = "created"`))
	wantSaid(c.Run("apply", "-auto-approve"), says)
	wantRestores(t, env, 1)

	c.Write(config("4", `triggers = { drill = "2" }`))
	wantSaid(c.Run("apply", "-auto-approve"), "Restored Resource Is Kept")
	wantRestores(t, env, 2)
	wantNoChanges(t, c)
}
