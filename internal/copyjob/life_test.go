// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package copyjob_test

import (
	"strings"
	"testing"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// TestCopyJob_life takes a copy from its start to its end: created, unchanged by
// plans, its retention changed in place, true after its record has expired,
// retained or deleted.
func TestCopyJob_life(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		source    string
		onDestroy string
		left      int
	}{
		"file system, retained": {acctest.FilesARN, "retain", 1},
		"volume, deleted":       {acctest.VolumeARN, "delete", 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := world(t)
			point := backedUp(t, env, test.source, nil)
			config := func(extra string) string {
				return env.Config(job(point.ARN, offsite, extra+"\non_destroy = \""+test.onDestroy+"\""))
			}
			c := env.Terraform(config(`recovery_point_lifecycle = { delete_after_days = 90 }`))
			apply(t, c)
			wantNothing(t, c)
			wantCopyJobs(t, env, 1)
			made := copies(env, acctest.Account)
			if len(made) != 1 {
				t.Fatalf("%d copies, want 1", len(made))
			}
			wantAttributes(t, c, map[string]string{
				"id": env.AWS().CopyJobs()[0].ID, "state": "COMPLETED", "account_id": acctest.Account, "region": acctest.Region,
				"destination_recovery_point_arn": made[0].ARN, "destination_recovery_point_status": "COMPLETED",
				"destination_vault_type": "BACKUP_VAULT", "resource_arn": test.source,
			})

			c.Write(config(`recovery_point_lifecycle = { delete_after_days = 120 }`))
			apply(t, c)
			if got := copies(env, acctest.Account)[0].Lifecycle.DeleteAfterDays; got == nil || *got != 120 {
				t.Errorf("delete_after_days of the copy is %v, want 120", got)
			}
			env.Emulator.Advance(40 * day)
			wantNothing(t, c)
			wantCopyJobs(t, env, 1)

			wantSummaries(t, c.Run("destroy", "-auto-approve"))
			if got := len(copies(env, acctest.Account)); got != test.left {
				t.Errorf("%d copies are left, want %d", got, test.left)
			}
		})
	}
}

// TestCopyJob_chain backs up and copies in one apply. A new backup is copied
// anew, and the old copy stays.
func TestCopyJob_chain(t *testing.T) {
	t.Parallel()
	env := world(t)
	config := func(release string) string {
		return env.Config(strings.NewReplacer("RELEASE", release, "FILES", acctest.FilesARN, "ROLE", acctest.RoleARN, "OFFSITE", offsite).Replace(`
resource "awsbackup_backup_job" "files" {
  backup_vault_name = "Default"
  resource_arn      = "FILES"
  iam_role_arn      = "ROLE"
  triggers          = { release = "RELEASE" }
}

resource "awsbackup_copy_job" "files" {
  recovery_point_arn           = awsbackup_backup_job.files.recovery_point_arn
  source_backup_vault_name     = awsbackup_backup_job.files.backup_vault_name
  destination_backup_vault_arn = "OFFSITE"
  iam_role_arn                 = "ROLE"
}
`))
	}
	c := env.Terraform(config("1"))
	apply(t, c)
	wantNothing(t, c)
	c.Write(config("2"))
	apply(t, c, "Old Backup Is Kept")
	wantNothing(t, c)
	wantCopyJobs(t, env, 2)
	if got := len(copies(env, acctest.Account)); got != 2 {
		t.Errorf("%d copies, want both", got)
	}
}

// TestCopyJob_inherits: a copy without a lifecycle has its source's, and no plan
// takes that for a change.
func TestCopyJob_inherits(t *testing.T) {
	t.Parallel()
	env := world(t)
	point := backedUp(t, env, acctest.FilesARN, keptFor(35))
	c := env.Terraform(env.Config(job(point.ARN, offsite, "")))
	apply(t, c)
	wantNothing(t, c)
	if got := copies(env, acctest.Account)[0].Lifecycle.DeleteAfterDays; got == nil || *got != 35 {
		t.Errorf("delete_after_days of the copy is %v, want the source's 35", got)
	}
	env.Emulator.Advance(40 * day) // The copy's time has come, and its record has expired.
	apply(t, c)
	wantAttributes(t, c, map[string]string{"destination_recovery_point_status": "DELETED", "state": "COMPLETED"})
	wantNothing(t, c)
	wantCopyJobs(t, env, 1)
}

// TestCopyJob_dueUnseen: a copy whose time has come before Terraform has seen it is
// stored as deleted, without a word.
func TestCopyJob_dueUnseen(t *testing.T) {
	t.Parallel()
	for _, by := range []string{"-refresh=true", "-refresh=false"} {
		t.Run(by, func(t *testing.T) {
			t.Parallel()
			env := world(t)
			point := backedUp(t, env, acctest.FilesARN, nil)
			env.AWS().ScriptCopies(acctest.FilesARN, running)
			config := func(waitFor string) string {
				return env.Config(job(point.ARN, offsite, "recovery_point_lifecycle = { delete_after_days = 2 }\n wait_for = \""+waitFor+"\""))
			}
			c := env.Terraform(config("created"))
			apply(t, c)
			env.Emulator.Advance(4 * day)
			c.Write(config("completed"))
			wantSummaries(t, c.Run("apply", "-auto-approve", by))
			wantAttributes(t, c, map[string]string{"state": "COMPLETED", "destination_recovery_point_status": "DELETED"})
			wantNothing(t, c)
			wantCopyJobs(t, env, 1)
		})
	}
}

// takesOver is reported by the plan, and by the apply once more.
var takesOver = []string{"Imported Copy Takes Over", "Imported Copy Takes Over"}

// TestCopyJob_import imports in every form; no plan makes another copy.
func TestCopyJob_import(t *testing.T) {
	t.Parallel()
	const life = "recovery_point_lifecycle = { delete_after_days = 200 }"
	for name, test := range map[string]struct {
		by      func(id, copyARN string) string
		expired bool
		extra   string
		first   []string
	}{
		"job ID":            {by: func(id, _ string) string { return `id = "` + id + `"` }},
		"job ID and Region": {by: func(id, _ string) string { return `id = "` + id + `@` + acctest.Region + `"` }},
		"identity":          {by: func(id, _ string) string { return `identity = { copy_job_id = "` + id + `" }` }},
		"copy":              {by: func(_, arn string) string { return `id = "` + offsite + `,` + arn + `"` }, expired: true, first: takesOver},
		"copy, by identity": {by: func(_, arn string) string {
			return `identity = { destination_backup_vault_arn = "` + offsite + `", destination_recovery_point_arn = "` + arn + `" }`
		}, expired: true, first: takesOver},
		"copy and source Region": {by: func(_, arn string) string { return `id = "` + offsite + `,` + arn + `@` + acctest.Region + `"` }, expired: true, first: takesOver},
		"job ID, retention":      {by: func(id, _ string) string { return `id = "` + id + `"` }, extra: life},
		"copy, retention":        {by: func(_, arn string) string { return `id = "` + offsite + `,` + arn + `"` }, expired: true, extra: life, first: takesOver},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := world(t)
			point := backedUp(t, env, acctest.FilesARN, keptFor(200))
			id := copied(t, env, point.ARN, offsite)
			env.Emulator.Advance(day)
			if test.expired {
				env.Emulator.Advance(32 * day)
			}
			if test.extra != "" {
				env.Emulator.Region(away).LockVault("offsite", emulator.Lock{Min: 7, Max: 365})
			}
			config := env.Config(job(point.ARN, offsite, test.extra))
			c := env.Terraform(config + "\nimport {\n to = awsbackup_copy_job.test\n " + test.by(id, copies(env, acctest.Account)[0].ARN) + "\n}\n")
			apply(t, c, test.first...)
			c.Write(config)
			for range 3 {
				wantNothing(t, c)
			}
			wantCopyJobs(t, env, 1)
			wantAttributes(t, c, map[string]string{"state": "COMPLETED", "recovery_point_arn": point.ARN, "destination_recovery_point_status": "COMPLETED"})
		})
	}
}

// TestCopyJob_importFaults names the way out.
func TestCopyJob_importFaults(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ by, want string }{
		"no such job":            {`id = "1CDF6B45-0000-4000-8000-000000000000"`, "error: Copy Job Not Found"},
		"vault name for its ARN": {`id = "offsite,arn:aws:backup:eu-west-1:123456789012:recovery-point:x"`, "error: Invalid Import ID"},
		"vault only":             {`id = "` + offsite + `,"`, "error: Invalid Import ID"},
		"no such copy":           {`id = "` + offsite + `,POINT0"`, "error: Recovery Point Not Found"},
		"no such Region":         {`id = "` + strings.Replace(offsite, away, "eu-mars-1", 1) + `,POINT"`, "error: Region Cannot Be Used"},
		"nothing":                {`identity = { region = "eu-central-1" }`, "error: Incomplete Import Identity"},
		"another account":        {`identity = { account_id = "999999999999", copy_job_id = "COPY" }`, "error: Copy of Another Account"},
		"another account, by its copy": {
			`identity = { account_id = "999999999999", destination_backup_vault_arn = "` + offsite + `", destination_recovery_point_arn = "POINT" }`, "error: Copy of Another Account",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := world(t)
			point := backedUp(t, env, acctest.FilesARN, nil)
			copied(t, env, point.ARN, offsite)
			env.Emulator.Advance(day)
			by := strings.NewReplacer("COPY", env.AWS().CopyJobs()[0].ID, "POINT", copies(env, acctest.Account)[0].ARN).Replace(test.by)
			c := env.Terraform(env.Config(job(point.ARN, offsite, "")) + "\nimport {\n to = awsbackup_copy_job.test\n " + by + "\n}\n")
			said := c.Run("apply", "-auto-approve")
			wantSummaries(t, said, test.want)
			if held := c.State(); len(held) > 0 {
				t.Errorf("the import has stored %v", held)
			}
			wantCopyJobs(t, env, 1)
			if strings.Contains(by, "999999999999") && !(strings.Contains(said[0].Detail, "999999999999") && strings.Contains(said[0].Detail, acctest.Account)) {
				t.Errorf("the two accounts are not named:\n%s", said[0].Detail)
			}
		})
	}
}

// TestCopyJob_otherAccount: what cannot be seen is reported once, and never
// planned again, not even after the record has expired.
func TestCopyJob_otherAccount(t *testing.T) {
	t.Parallel()
	env := world(t)
	admit(t, env)
	point := backedUp(t, env, acctest.FilesARN, nil)
	c := env.Terraform(env.Config(job(point.ARN, foreign, "")))
	apply(t, c, "Copy in Another Account")
	made := copies(env, abroad)
	if len(made) != 1 {
		t.Fatalf("%d copies in the other account, want 1", len(made))
	}
	reported := map[string]string{"state": "COMPLETED", "destination_recovery_point_arn": made[0].ARN, "destination_recovery_point_status": ""}
	wantAttributes(t, c, reported)
	imported := env.Terraform(env.Config(job(point.ARN, foreign, "")) + "\nimport {\n to = awsbackup_copy_job.test\n id = \"" + env.AWS().CopyJobs()[0].ID + "\"\n}\n")
	apply(t, imported, "Copy in Another Account")
	wantAttributes(t, imported, reported)
	env.Emulator.ResetRequests()
	wantNothing(t, c)
	env.Emulator.Advance(40 * day)
	wantNothing(t, c)
	if calls := env.Emulator.Counts(); len(calls) > 0 {
		t.Errorf("refreshes made the calls %v, want none", calls)
	}

	c.Write(env.Config(job(point.ARN, foreign, `recovery_point_lifecycle = { delete_after_days = 90 }`)))
	wantSummaries(t, c.Run("plan"), "error: Retention of a Copy in Another Account")
	wantSummaries(t, c.Run("destroy", "-auto-approve"))
	if got := len(copies(env, abroad)); got != 1 {
		t.Errorf("%d copies are left in the other account, want 1", got)
	}
	wantCopyJobs(t, env, 1)
}

// TestCopyJob_vanished: a copy that was deleted by hand stays in state, is
// reported once, and is not made again.
func TestCopyJob_vanished(t *testing.T) {
	t.Parallel()
	env := world(t)
	point := backedUp(t, env, acctest.FilesARN, nil)
	c := env.Terraform(env.Config(job(point.ARN, offsite, "")))
	apply(t, c)
	env.Emulator.Region(away).RemoveRecoveryPoint(copies(env, acctest.Account)[0].ARN)
	apply(t, c, "Copy Deleted Early")
	wantNothing(t, c)
	wantAttributes(t, c, map[string]string{"destination_recovery_point_status": "DELETED"})
	wantCopyJobs(t, env, 1)
}

// TestCopyJob_failed: a copy that fails during the apply, or after one that did
// not wait for it, is made again by the next apply.
func TestCopyJob_failed(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		end, waitFor string
		created      time.Duration
		first, next  []string
	}{
		"during the apply": {"FAILED", "completed", 0, []string{"error: Copy Job Failed"}, nil},
		"only in part":     {"PARTIAL", "completed", 0, []string{"error: Copy Job Completed Only in Part"}, nil},
		"after the apply":  {"FAILED", "created", 1000 * time.Hour, nil, []string{"Failed Copy Will Be Replaced"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := world(t)
			point := backedUp(t, env, acctest.FilesARN, nil)
			env.AWS().ScriptCopies(acctest.FilesARN, emulator.CopyScript{Created: test.created, End: test.end, Message: "An internal error occurred."}, emulator.CopyScript{})
			c := env.Terraform(env.Config(job(point.ARN, offsite, "wait_for = \""+test.waitFor+"\"")))
			apply(t, c, test.first...)
			wantCopyJobs(t, env, 1)
			env.Emulator.Advance(day)
			apply(t, c, test.next...)
			env.Emulator.Advance(day)
			apply(t, c)
			wantNothing(t, c)
			wantCopyJobs(t, env, 2)
			wantAttributes(t, c, map[string]string{"state": "COMPLETED"})
		})
	}
}
