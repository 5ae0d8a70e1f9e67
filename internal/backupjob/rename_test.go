// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob_test

import (
	"strings"
	"testing"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// TestAccRename: a new address without a moved block. Terraform creates the new
// one and deletes the old one at the same time, in any order. The backup
// survives, and one address has it.
func TestAccRename(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		arn, extra string
		script     emulator.Script
		finished   bool // when it is renamed
	}{
		"job that cannot be stopped, in flight": {arn: acctest.DBARN, script: hour, extra: "wait_for = \"created\""},
		"finished job of an explicit token":     {arn: acctest.VolumeARN, extra: "idempotency_token = \"release-7\"", finished: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			env.AWS().Script("*", test.script)
			config := env.Config(job(test.arn, test.extra+"\n  on_destroy = \"delete\""))
			c := env.CLI(config)
			apply(t, c)
			first := startedJobs(env)[0]
			if !test.finished {
				finishAfterLooks(env, 12)
			}
			c.Write(strings.Replace(config, `"awsbackup_backup_job" "test"`, `"awsbackup_backup_job" "renamed"`, 1))
			said := apply(t, c)
			wantSaid(t, said, saysLeft, first)
			wantHeld(t, c, first)
			wantPoints(t, env, 1)
			wantStates(t, env, "COMPLETED")
			wantNoChanges(t, c)
		})
	}
}
