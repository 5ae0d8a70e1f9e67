// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package restorejob_test

import (
	"strings"
	"testing"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
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

// A job that an apply has left and that cannot be read is an error, and the next
// apply resumes it.
func TestRestore_leftoverNotRead(t *testing.T) {
	t.Parallel()
	env, c, _ := cutOff(t, 20)
	env.Refuse(denied, "DescribeRestoreJob", "ListRestoreJobs")
	wantSummaries(t, "the plan that is denied", c.Run("plan"), "error: "+saysDenied)
	env.Emulator.ClearFaults()
	finishAfterLooks(env, 8)
	wantSummaries(t, "the next apply", apply(t, c), leftover, continues, resumed)
	wantRestores(t, env, 1)
}

// An import without the metadata, which AWS does not show, takes it from the
// configuration.
func TestImport_metadataDenied(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	arn := point(t, env, acctest.VolumeARN)
	id := restored(t, env, arn, map[string]string{"availabilityZone": "eu-central-1a"})
	env.Refuse(denied, "GetRestoreJobMetadata")
	c := env.Terraform(env.Config(importBlock(`id = "`+id+`"`) + volume(arn)))
	wantSummaries(t, "the import", apply(t, c), "warning: "+saysDenied, adopted, adopted)
	if got := object(t, c).Text("id"); got != id {
		t.Errorf("state has restore %s, want %s", got, id)
	}
	wantNoChanges(t, c)
	wantRestores(t, env, 1)
}

// An import that is denied stores nothing.
func TestImport_denied(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	arn := point(t, env, acctest.VolumeARN)
	id := restored(t, env, arn, map[string]string{"availabilityZone": "eu-central-1a"})
	env.Refuse(denied, "DescribeRestoreJob")
	c := env.Terraform(env.Config(importBlock(`id = "`+id+`"`) + volume(arn)))
	wantSummaries(t, "the import", c.Run("apply", "-auto-approve"), "error: "+saysDenied)
	if held := c.State(); len(held) > 0 {
		t.Errorf("the import has stored %v", held)
	}
	env.Emulator.ClearFaults()
	apply(t, c)
	wantRestores(t, env, 1)
}

// An imported restore that has failed is warned of, with AWS's reason, and is not
// started again.
func TestImport_failed(t *testing.T) {
	t.Parallel()
	const reason = "An internal error occurred."
	env := acctest.New(t)
	arn := point(t, env, acctest.VolumeARN)
	env.AWS().ScriptRestores("*", emulator.RestoreScript{End: "FAILED", Message: reason})
	id := restored(t, env, arn, map[string]string{"availabilityZone": "eu-central-1a"})
	c := env.Terraform(env.Config(importBlock(`id = "`+id+`"`) + volume(arn)))
	apply(t, c)
	found := c.Run("plan")
	wantSummaries(t, "the plan", found, "warning: Imported Restore Has Failed")
	if !strings.Contains(found[0].Detail, id) || !strings.Contains(found[0].Detail, reason) {
		t.Errorf("the warning does not name job %s and its reason: %s", id, found[0].Detail)
	}
	wantNoChanges(t, c)
	wantRestores(t, env, 1)
}
