// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// TestAccBackupJob_retentionOfTemporary: the lasting copy of a temporary point
// keeps the retention that its job was started with, so a change is refused as in
// any locked vault. A temporary point whose copy has failed is what lasts, and its
// retention can change.
func TestAccBackupJob_retentionOfTemporary(t *testing.T) {
	t.Parallel()
	failed := emulator.Script{CopyTakes: emulator.Skip, CopyEnds: "FAILED", CopyMessage: "no room"}
	copied := emulator.Script{CopyTakes: time.Hour * acctest.TimeScale}
	for _, test := range []struct {
		name    string
		script  emulator.Script
		extra   string
		age     time.Duration // of the backup when its retention changes
		denied  bool          // the look for the copy
		refused bool
	}{
		{name: "job in flight", script: hour, extra: `wait_for = "created"`, refused: true},
		{name: "being copied", script: copied, refused: true},
		{name: "being copied, which may not be asked", script: copied, denied: true, refused: true},
		{name: "copy failed", script: failed},
		{name: "copy failed, its record gone", script: failed, age: 50 * day},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			// The plan goes by this machine's clock, so the backup is taken earlier.
			env := acctest.New(t, emulator.WithNow(func() time.Time { return time.Now().Add(-test.age) }))
			env.AWS().AddVault(emulator.Vault{Name: "gapped", AirGapped: true, Lock: &emulator.Lock{Min: 7, Max: 400}})
			env.AWS().Script(acctest.VolumeARN, test.script)
			config := func(days int) string {
				return env.Config(job(acctest.VolumeARN, fmt.Sprintf("recovery_point_lifecycle = { delete_after_days = %d }\n logically_air_gapped_backup_vault_arn = %q\n%s", days, gappedARN, test.extra)))
			}
			c := env.Terraform(config(100))
			apply(t, c)
			env.Emulator.Advance(test.age)
			if test.denied {
				env.Emulator.Inject(emulator.Fault{Kind: emulator.AccessDenied, Operation: "ListCopyJobs", Times: emulator.Always})
			}
			c.Write(config(200))
			if test.refused {
				said := applyFails(t, c, "Retention of a backup in a locked vault")
				wantSaid(t, said, "Retention of a backup in a locked vault", `vault "gapped"`)
				return
			}
			apply(t, c)
			if got := aws.ToInt64(env.AWS().RecoveryPoints()[0].Lifecycle.DeleteAfterDays); got != 200 {
				t.Errorf("the point is kept for %d days, want 200", got)
			}
			wantNoChanges(t, c)
		})
	}
}
