// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package restorejob_test

import (
	"testing"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
)

const (
	denied, notFound = "AccessDeniedException", "ResourceNotFoundException"
	saysDenied       = "Access Denied by AWS Backup"
)

// A job that cannot be read, and one that AWS does not show, stay in state as they
// are, and no second restore is started.
func TestRestore_notRead(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	arn := point(t, env, acctest.VolumeARN)
	env.AWS().ScriptRestores("*", hours(1))
	c := env.Terraform(env.Config(volume(arn, `wait_for = "created"`)))
	apply(t, c)
	id := object(t, c).Text("id")

	env.Refuse(denied, "DescribeRestoreJob", "ListRestoreJobs")
	wantSummaries(t, "the refresh that is denied", c.Run("plan"), "error: "+saysDenied)
	env.Emulator.ClearFaults()
	env.Refuse(notFound, "DescribeRestoreJob")
	wantSummaries(t, "the refresh of a job that is not shown", c.Run("apply", "-auto-approve", "-refresh-only"), "warning: Restore Job Not Found")
	env.Emulator.ClearFaults()

	c.Write(env.Config(volume(arn, "timeouts {\n update = \"1s\"\n }")))
	wantSummaries(t, "the wait of an update", c.Run("apply", "-auto-approve"), "error: Timed Out Waiting for the Restore Job")
	finishAfterLooks(env, 2)
	wantSummaries(t, "the next apply", c.Run("apply", "-auto-approve"))
	if o := object(t, c); o.Text("id") != id || o.Text("status") != "COMPLETED" {
		t.Errorf("state has restore %s, %s, want %s", o.Text("id"), o.Text("status"), id)
	}
	wantRestores(t, env, 1)

	env.Refuse(denied, "DescribeRestoreJob")
	wantSummaries(t, "the look for a validation", c.Run("plan"), "warning: "+saysDenied)
	env.Emulator.ClearFaults()
	wantNoChanges(t, c)
}

// An import that is denied stores nothing.
func TestImport_denied(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	arn := point(t, env, acctest.VolumeARN)
	id := restored(t, env, arn, map[string]string{"availabilityZone": "eu-central-1a"})
	env.Refuse(denied, "DescribeRestoreJob")
	c := env.Terraform(env.Config("import {\n  to = awsbackup_restore_job.test\n  id = \"" + id + "\"\n}\n" + volume(arn)))
	wantSummaries(t, "the import", c.Run("apply", "-auto-approve"), "error: "+saysDenied)
	if held := c.State(); len(held) > 0 {
		t.Errorf("the import has stored %v", held)
	}
	env.Emulator.ClearFaults()
	apply(t, c)
	wantRestores(t, env, 1)
}
