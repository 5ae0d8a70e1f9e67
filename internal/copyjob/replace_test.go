// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package copyjob_test

import (
	"fmt"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

const refusedToDelete = "error: Replacement Would Delete a Copy to Be Kept"

// TestCopyJob_replaceKept: on_destroy in state counts, so a replacement that would
// delete, also after a wait, what the configuration says to keep is refused.
func TestCopyJob_replaceKept(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		destination   string
		script        emulator.CopyScript
		lock, replace bool   // the vault; by -replace instead of other triggers
		before, after string // on_destroy, in HCL
		says          []string
		left          int // copies, all jobs ended
	}{
		"finished, kept":         {before: `"delete"`, after: `"retain"`, says: []string{refusedToDelete}, left: 1},
		"finished, not known":    {before: `"delete"`, after: `terraform_data.keep.output`, says: []string{refusedToDelete}, left: 1},
		"finished, deleted":      {before: `"delete"`, after: `"delete"`, says: []string{"Replacement Deletes the Old Copy First"}, left: 1},
		"finished, locked":       {lock: true, before: `"delete"`, after: `"delete"`, says: []string{"Copy Will Be Kept by a Locked Vault"}, left: 2},
		"asked for, kept":        {replace: true, before: `"delete"`, after: `"retain"`, says: []string{refusedToDelete}, left: 1},
		"in flight, kept":        {script: running, before: `"delete"`, after: `"retain"`, says: []string{refusedToDelete}, left: 1},
		"in flight, not known":   {script: running, before: `"delete"`, after: `terraform_data.keep.output`, says: []string{refusedToDelete}, left: 1},
		"in flight, deleted":     {script: running, before: `"delete"`, after: `"delete"`, says: []string{"Replacement Ends the Old Job"}, left: 1},
		"in flight, always kept": {script: running, before: `"retain"`, after: `"retain"`, left: 2},
		"failed":                 {script: emulator.CopyScript{End: "FAILED"}, before: `"delete"`, after: `"retain"`, left: 1},
		"failed later":           {script: emulator.CopyScript{Created: running.Running, End: "FAILED"}, before: `"delete"`, after: `"delete"`, left: 1},
		"other account":          {destination: foreign, before: `"retain"`, after: `"retain"`, left: 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := world(t)
			admit(t, env)
			point := backedUp(t, env, acctest.FilesARN, nil)
			env.AWS().ScriptCopies(acctest.FilesARN, test.script, emulator.CopyScript{})
			destination, account := offsite, acctest.Account
			if test.destination != "" {
				destination, account = test.destination, abroad
			}
			config := func(onDestroy, run string) string {
				return env.Config(job(point.ARN, destination, fmt.Sprintf("on_destroy = %s\n  wait_for = \"created\"\n  triggers = { run = %q }", onDestroy, run)))
			}
			c := env.Terraform(config(test.before, "1"))
			c.Run("apply", "-auto-approve")
			if test.script.Running == 0 {
				env.Emulator.Advance(day)
				c.Run("apply", "-auto-approve", "-refresh-only")
			}
			run, args := "2", []string{"plan"}
			if test.replace {
				run, args = "1", append(args, "-replace=awsbackup_copy_job.test")
			}
			if test.lock {
				env.Emulator.Region(away).LockVault("offsite", emulator.Lock{Min: 7})
			}
			c.Write(config(test.after, run) + "resource \"terraform_data\" \"keep\" {\n  input = \"retain\"\n}\n")
			wantSummaries(t, c.Run(args...), test.says...)
			if test.script.Running > 0 {
				finishAfter(env, 4)
			}
			c.Run(append([]string{"apply", "-auto-approve"}, args[1:]...)...)
			env.Emulator.Advance(day)
			if got := len(copies(env, account)); got != test.left {
				t.Errorf("%d copies are left, want %d", got, test.left)
			}
		})
	}
}

// TestCopyJob_destroyLocked: the plan says of a copy in a locked vault that a
// destroy cannot delete it, and the destroy forgets it.
func TestCopyJob_destroyLocked(t *testing.T) {
	t.Parallel()
	env := world(t)
	point := backedUp(t, env, acctest.FilesARN, keptFor(200))
	c := env.Terraform(env.Config(job(point.ARN, offsite, `on_destroy = "delete"`)))
	apply(t, c)
	env.Emulator.Region(away).LockVault("offsite", emulator.Lock{Min: 7, Max: 365})
	wantSaid(t, c.Run("plan", "-destroy"), "Copy Will Be Kept by a Locked Vault", copies(env, acctest.Account)[0].ARN)
	for _, d := range c.Run("destroy", "-auto-approve") {
		if d.Severity == "error" {
			t.Errorf("the destroy failed: %s\n%s", d.Summary, d.Detail)
		}
	}
	if objects, left := c.State(), copies(env, acctest.Account); len(objects) != 0 || len(left) != 1 {
		t.Errorf("%d objects in state and %d copies are left, want 0 and 1", len(objects), len(left))
	}
}

// TestCopyJob_sourceCold: an apply that adopts the job of one that failed asks
// nothing of the source, which has moved to cold storage meanwhile.
func TestCopyJob_sourceCold(t *testing.T) {
	t.Parallel()
	env := world(t)
	point := backedUp(t, env, acctest.FilesARN, func(in *backup.StartBackupJobInput) {
		in.Lifecycle = &types.Lifecycle{MoveToColdStorageAfterDays: new(int64(2)), DeleteAfterDays: new(int64(200))}
	})
	env.AWS().ScriptCopies(acctest.FilesARN, running)
	config := func(limit string) string {
		return env.Config(job(point.ARN, offsite, "timeouts {\n create = \""+limit+"\"\n }"))
	}
	c := env.Terraform(config("1s"))
	wantSummaries(t, c.Run("apply", "-auto-approve"), "error: Timed Out Waiting for the Copy Job")
	env.Emulator.Advance(3 * day)
	c.Write(config("1m"))
	wantSaid(t, c.Run("apply", "-auto-approve"), saysResumed, env.AWS().CopyJobs()[0].ID)
	wantCopyJobs(t, env, 1)
	wantAttributes(t, c, map[string]string{"state": "COMPLETED"})
	wantNothing(t, c)
}

// TestCopyJob_retentionUnknown: in another account a retention that the apply finds
// to be the same changes nothing, and any other is refused.
func TestCopyJob_retentionUnknown(t *testing.T) {
	t.Parallel()
	for days, want := range map[int]string{90: "", 91: "error: Retention of a Copy in Another Account"} {
		t.Run(fmt.Sprint(days), func(t *testing.T) {
			t.Parallel()
			env := world(t)
			admit(t, env)
			point := backedUp(t, env, acctest.FilesARN, nil)
			config := func(days int, run string) string {
				return env.Config(fmt.Sprintf("resource \"terraform_data\" \"days\" {\n  input = %d\n  triggers_replace = %q\n}\n", days, run) +
					job(point.ARN, foreign, "recovery_point_lifecycle = { delete_after_days = terraform_data.days.output }"))
			}
			c := env.Terraform(config(90, "1"))
			c.Run("apply", "-auto-approve")
			c.Write(config(days, "2"))
			wantSummaries(t, c.Run("plan"))
			if want == "" {
				apply(t, c)
			} else {
				wantSummaries(t, c.Run("apply", "-auto-approve"), want)
			}
			wantCopyJobs(t, env, 1)
		})
	}
}

// TestCopyJob_defaultKey: a vault under aws/backup takes no snapshots of services
// that keep their own. The plan warns of it, and the copy fails for it.
func TestCopyJob_defaultKey(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		source, vault string
		want          []string
	}{
		"volume":                    {acctest.VolumeARN, "plain", []string{"Key of the destination vault", "error: Copy Job Failed"}},
		"volume, the vault Default": {acctest.VolumeARN, "Default", []string{"Key of the destination vault", "error: Copy Job Failed"}},
		"volume, own key":           {acctest.VolumeARN, "offsite", nil},
		"files":                     {acctest.FilesARN, "plain", nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := world(t)
			env.Emulator.Region(away).AddVault(emulator.Vault{Name: "plain"})
			point := backedUp(t, env, test.source, nil)
			c := env.Terraform(env.Config(job(point.ARN, "arn:aws:backup:"+away+":"+acctest.Account+":backup-vault:"+test.vault, "")))
			said := c.Run("plan")
			wantSummaries(t, said, test.want[:min(1, len(test.want))]...)
			if said = c.Run("apply", "-auto-approve"); len(test.want) == 0 {
				wantSummaries(t, said)
				return
			}
			wantSaid(t, said, "Copy Job Failed", "The destination vault is encrypted with aws/backup", "customer managed KMS key")
		})
	}
}
