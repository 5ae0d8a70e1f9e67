// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package restorejob_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

const (
	clusterARN = "arn:aws:rds:" + acctest.Region + ":" + acctest.Account + ":cluster:orders"
	eksARN     = "arn:aws:eks:" + acctest.Region + ":" + acctest.Account + ":cluster/shop"
)

var apply, wantNoChanges = acctest.Apply, acctest.WantNoChanges

// point plants a recovery point of a resource in the vault Default.
func point(t *testing.T, env *acctest.Env, resource string, changes ...func(*emulator.RecoveryPoint)) string {
	t.Helper()
	p := emulator.RecoveryPoint{VaultName: "Default", ResourceARN: resource}
	for _, change := range changes {
		change(&p)
	}
	arn := env.AWS().AddRecoveryPoints(p)[0]
	if arn == "" {
		t.Fatalf("no recovery point of %s", resource)
	}
	return arn
}

// restore is the resource under test. metadata is HCL.
func restore(pointARN, metadata string, extra ...string) string {
	return fmt.Sprintf(`
resource "awsbackup_restore_job" "test" {
  recovery_point_arn = %q
  iam_role_arn       = %q
  metadata           = %s
  %s
}
`, pointARN, acctest.RoleARN, metadata, strings.Join(extra, "\n  "))
}

// importBlock imports the restore, by its id or identity.
func importBlock(by string) string {
	return "import {\n  to = awsbackup_restore_job.test\n  " + by + "\n}\n"
}

// volume is the restore of a volume.
func volume(pointARN string, extra ...string) string {
	return restore(pointARN, `{ availabilityZone = "eu-central-1a" }`, extra...)
}

// hours keeps a restore in flight until the calendar is moved by that time.
func hours(n int) emulator.RestoreScript {
	return emulator.RestoreScript{Pending: emulator.Skip, Running: acctest.TimeScale * time.Duration(n) * time.Hour}
}

// wantSummaries asserts the beginnings of all summaries, in any order.
func wantSummaries(t *testing.T, when string, found []acctest.Diagnostic, want ...string) {
	t.Helper()
	var got []string
	for _, d := range found {
		got = append(got, d.Severity+": "+d.Summary)
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.EqualFunc(got, want, strings.HasPrefix) {
		t.Errorf("%s reports %q, want %q", when, got, want)
	}
}

// wantRestores asserts how many restores were really started.
func wantRestores(t *testing.T, env *acctest.Env, want int) []emulator.RestoreJob {
	t.Helper()
	jobs := env.AWS().RestoreJobs()
	if len(jobs) != want {
		t.Fatalf("%d restores were started, want %d", len(jobs), want)
	}
	return jobs
}

// object is the restore in state.
func object(t *testing.T, c acctest.Terraform) acctest.Object {
	t.Helper()
	for _, o := range c.State() {
		if o.Address == "awsbackup_restore_job.test" {
			return o
		}
	}
	t.Fatal("no restore job in state")
	return acctest.Object{}
}
