// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package copyjob_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// fleet is copies of as many recovery points, each of a resource of its own.
func fleet(env *acctest.Env, n int, extra string) string {
	points := make([]emulator.RecoveryPoint, n)
	for i := range points {
		points[i] = emulator.RecoveryPoint{
			VaultName: "Default", Created: env.Emulator.Now().Add(-time.Duration(i) * time.Second),
			ResourceARN: fmt.Sprintf("arn:aws:elasticfilesystem:%s:%s:file-system/fs-%017d", acctest.Region, acctest.Account, i),
		}
	}
	return env.ProviderBlock(`preflight = "off"`) + "\nlocals {\n  points = [\"" + strings.Join(env.AWS().AddRecoveryPoints(points...), "\", \"") + "\"]\n}\n" + `
resource "awsbackup_copy_job" "fleet" {
  count                        = length(local.points)
  recovery_point_arn           = local.points[count.index]
  source_backup_vault_name     = "Default"
  destination_backup_vault_arn = "` + offsite + `"
  iam_role_arn                 = "` + acctest.RoleARN + `"
  ` + extra + `
}
`
}

// wantCalls compares the numbers of calls with their bounds; a call that is not
// named must not have been made.
func wantCalls(t *testing.T, env *acctest.Env, atMost map[string]int) {
	t.Helper()
	for operation, got := range env.Emulator.Counts() {
		if got > atMost[operation] {
			t.Errorf("%s was called %d times, want at most %d", operation, got, atMost[operation])
		}
	}
}

// TestScale_copies starts many copies and waits for them, and refreshes them in
// one vault. A start is one call, a look at all jobs a page or a few, and a
// refresh costs what that of as many backups does.
func TestScale_copies(t *testing.T) {
	t.Parallel()
	const n, refresh = 200, 16 // The bounds hold for 1,000 too, which take a minute.
	env := world(t)
	env.AWS().ScriptCopies("*", running)
	config := fleet(env, n, `wait_for = "created"`)
	c := env.Terraform(config)
	apply(t, c)
	wantCopyJobs(t, env, n)
	if got := env.Emulator.Count("StartCopyJob"); got != n {
		t.Errorf("%d copies took %d starts", n, got)
	}
	// A start waits until the copy is seen: one call shows several of them.
	wantCalls(t, env, map[string]int{"StartCopyJob": n, "ListCopyJobs": n / 2, "DescribeCopyJob": n / 2})

	// All of them are in flight, and end with the tenth look from now on.
	env.Emulator.ResetRequests()
	const ticks = 10
	finishAfter(env, ticks)
	c.Write(strings.Replace(config, `"created"`, `"completed"`, 1))
	apply(t, c)
	// The refresh takes one list, the ticks at most one each. The other waits find
	// that their jobs have ended: Terraform begins ten at a time, which share a
	// list, or are described where they are few. The new copies are read like a
	// refresh.
	wantCalls(t, env, map[string]int{"ListCopyJobs": ticks + n/10, "DescribeCopyJob": n / 2, "DescribeRecoveryPoint": refresh, "ListRecoveryPointsByBackupVault": refresh})

	env.Emulator.ResetRequests()
	wantNothing(t, c)
	wantCalls(t, env, map[string]int{"DescribeRecoveryPoint": refresh, "ListRecoveryPointsByBackupVault": refresh})
}
