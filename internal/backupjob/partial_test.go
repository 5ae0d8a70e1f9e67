// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob_test

import (
	"testing"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// TestAccBackupJob_partialPoint: after AWS has dropped the record of a composite
// job that was completed in part, the recovery point tells, whatever way it is
// found.
func TestAccBackupJob_partialPoint(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name  string
		arnAt emulator.ARNAt
		// by makes a configuration of the recovery point; without it the job's own
		// configuration is applied again.
		by   func(point string) string
		says []string
	}{
		{name: "reported early", arnAt: emulator.ARNAtRunning},
		{name: "guessed", arnAt: emulator.ARNAtEnd},
		{name: "imported", by: func(point string) string { return job(acctest.StackARN, "") + importBlock(`id = "Default,`+point+`"`) }},
		{
			name: "waited for", says: []string{"Backup Jobs Without a Backup"},
			by: func(point string) string {
				return "resource \"awsbackup_backup_job_completion\" \"all\" {\n backup_job_ids = [\"" + point + "\"]\n}"
			},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			env.AWS().Script(acctest.StackARN, emulator.Script{ARNAt: test.arnAt, Children: []emulator.Child{
				{Identifier: "Volume", ResourceARN: acctest.VolumeARN, Script: emulator.Script{Running: time.Hour, End: "FAILED"}},
				{Identifier: "Files", ResourceARN: acctest.FilesARN, Script: hour},
			}})
			c := env.Terraform(env.Config(job(acctest.StackARN, `wait_for = "created"`)))
			if test.by == nil {
				apply(t, c)
			} else {
				started(t, env, acctest.StackARN, nil)
			}
			env.Emulator.Advance(day)
			env.Emulator.Advance(40 * day)
			point := pointOf(t, env, acctest.StackARN)
			if test.by != nil {
				c.Write(env.Config(test.by(point.ARN)))
			}
			if test.says != nil {
				wantSaid(t, applyFails(t, c, test.says...), test.says[0], "PARTIAL")
				return
			}
			apply(t, c)
			wantAttribute(t, c, "recovery_point_arn", point.ARN)
			wantAttribute(t, c, "state", "PARTIAL")
			wantJobs(t, env, 3) // the parent and its members
		})
	}
}
