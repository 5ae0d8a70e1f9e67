// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob_test

import (
	"testing"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// readsPoint is every call that tells of a recovery point.
func readsPoint(r emulator.Request) bool {
	return r.Operation == "DescribeRecoveryPoint" || r.Operation == "ListRecoveryPointsByBackupVault"
}

// TestAccImport_unreadable: of a recovery point that cannot be read nothing is
// imported, since nothing is known of it, and once it can be, all is well.
func TestAccImport_unreadable(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		fault   emulator.Fault
		summary string
	}{
		"denied":            {emulator.Fault{Kind: emulator.AccessDenied, Operation: "DescribeRecoveryPoint", Times: emulator.Always}, saysNotReadable},
		"not found":         {emulator.Fault{Kind: emulator.Error, Match: readsPoint, Code: "ResourceNotFoundException", Times: emulator.Always}, "Recovery Point Not Found"},
		"seen once, denied": {emulator.Fault{Kind: emulator.AccessDenied, Operation: "DescribeRecoveryPoint", After: 1, Times: emulator.Always}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			started(t, env, acctest.FilesARN, nil)
			env.Emulator.Advance(32 * day)
			point := env.AWS().RecoveryPoints()[0].ARN
			env.Emulator.Inject(test.fault)
			config := env.Config(job(acctest.FilesARN, `on_destroy = "delete"`))
			c := env.Terraform(config + importBlock(`id = "Default,`+point+`"`))
			if test.summary != "" {
				applyFails(t, c, test.summary)
				if n := len(c.State()); n != 0 {
					t.Errorf("%d objects in state, want 0", n)
				}
				env.Emulator.ClearFaults()
			}
			apply(t, c)
			wantHeld(t, c, point)
			wantAttribute(t, c, "state", "COMPLETED")
			env.Emulator.ClearFaults()
			c.Write(config)
			wantNoChanges(t, c)
			wantJobs(t, env, 1)

			// It is on record that nothing is left to wait for.
			wantSaid(t, c.Run("destroy", "-auto-approve"), saysForgotten)
			wantPoints(t, env, 0)
		})
	}
}
