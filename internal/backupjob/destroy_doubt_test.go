// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob_test

import (
	"testing"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// TestAccBackupJob_destroyInDoubt: as long as it is not known that the job has
// ended, its recovery point is not deleted and the resource stays.
func TestAccBackupJob_destroyInDoubt(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, arn, extra string
		before           func(*acctest.Env)
		says             string
		state            string
		writes           []string
	}{
		{
			name: "not found", arn: acctest.VolumeARN, says: saysUnknown, state: "RUNNING",
			before: func(env *acctest.Env) { env.Refuse("ResourceNotFoundException", looks...) },
		},
		{
			name: "not found by the stop", arn: acctest.VolumeARN, says: saysUnknown, state: "RUNNING",
			before: func(env *acctest.Env) {
				env.Refuse("ResourceNotFoundException", "StopBackupJob", "ListBackupJobs")
				env.Emulator.Inject(emulator.Fault{Kind: emulator.Error, Operation: "DescribeBackupJob", Code: "ResourceNotFoundException", After: 1, Times: emulator.Always})
			},
			writes: []string{"StopBackupJob"},
		},
		{
			name: "end not visible", arn: acctest.VolumeARN, says: "Access Denied", state: "ABORTED", writes: []string{"StopBackupJob"},
			before: func(env *acctest.Env) {
				env.Refuse("AccessDeniedException", "ListBackupJobs")
				env.Emulator.Inject(emulator.Fault{Kind: emulator.AccessDenied, Operation: "DescribeBackupJob", After: 1, Times: emulator.Always})
			},
		},
		{
			name: "continues", arn: acctest.DBARN, says: "Timed Out Waiting for the Backup Job", state: "RUNNING",
			extra: "timeouts {\n delete = \"300ms\"\n }",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			env.AWS().Script(test.arn, emulator.Script{NeverEnds: true})
			c := env.Terraform(env.Config(job(test.arn, "wait_for = \"running\"\n on_destroy = \"delete\"\n "+test.extra)))
			apply(t, c)
			id := startedJobs(env)[0]
			env.Emulator.ResetRequests()
			if test.before != nil {
				test.before(env)
			}
			said, failed := destroyed(c, "-refresh=false")
			if !failed {
				t.Error("the destroy succeeds")
			}
			wantSaid(t, said, test.says, id)
			wantHeld(t, c, id)
			wantStates(t, env, test.state)
			wantWrites(t, env, test.writes...)
		})
	}
}
