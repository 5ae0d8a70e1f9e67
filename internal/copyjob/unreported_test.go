// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package copyjob_test

import (
	"strings"
	"testing"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// TestCopy_pointNotReported: a copy that AWS does not report with the end of its
// job is asked for until it is known; meanwhile a change is refused, and a destroy
// does not say that it has deleted it.
func TestCopy_pointNotReported(t *testing.T) {
	t.Parallel()
	env := world(t)
	source := backedUp(t, env, acctest.FilesARN, nil)
	env.Emulator.Inject(emulator.Fault{
		Kind: emulator.Nulls, Members: []string{"DestinationRecoveryPointArn"}, Times: emulator.Always,
		Match: func(r emulator.Request) bool { return strings.Contains(r.Operation, "CopyJob") },
	})
	const notReported = "Recovery Point Not Reported"
	config := func(extra string) string {
		return env.Config(job(source.ARN, offsite, "on_destroy = \"delete\"\n"+extra))
	}
	c := env.Terraform(config(""))
	apply(t, c, notReported)
	apply(t, c, notReported)

	c.Write(config("recovery_point_lifecycle = { delete_after_days = 90 }"))
	wantSummaries(t, c.Run("apply", "-auto-approve"), notReported, "error: "+notReported)
	wantSummaries(t, c.Run("destroy", "-auto-approve"), notReported, "error: Copy Cannot Be Deleted Yet")

	env.Emulator.ClearFaults()
	apply(t, c)
	made := copies(env, acctest.Account)
	if len(made) != 1 || made[0].DeleteAt.IsZero() {
		t.Fatalf("the retention of the copy was not changed: %+v", made)
	}
	wantSummaries(t, c.Run("destroy", "-auto-approve"))
	if left := copies(env, acctest.Account); len(left) != 0 {
		t.Errorf("the copy was not deleted: %v", left)
	}
	wantCopyJobs(t, env, 1)
}

// TestCopy_pointReportedLate: a copy that AWS reports a moment after the end of its
// job is waited for.
func TestCopy_pointReportedLate(t *testing.T) {
	t.Parallel()
	env := world(t)
	source := backedUp(t, env, acctest.FilesARN, nil)
	env.Emulator.Inject(emulator.Fault{
		Kind: emulator.Nulls, Members: []string{"DestinationRecoveryPointArn"}, Times: 2, // the look that ends the wait, and one more
		Match: func(r emulator.Request) bool {
			return strings.Contains(r.Operation, "CopyJob") && len(copies(env, acctest.Account)) > 0
		},
	})
	c := env.Terraform(env.Config(job(source.ARN, offsite, "")))
	apply(t, c)
	wantAttributes(t, c, map[string]string{"destination_recovery_point_arn": copies(env, acctest.Account)[0].ARN})
}
