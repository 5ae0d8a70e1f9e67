// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package copyjob_test

import (
	"cmp"
	"strings"
	"testing"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// TestCopyJob_forgotten: an end that deletes nothing although on_destroy says so
// names what stays and how to delete it. Of a job that has failed there is nothing.
func TestCopyJob_forgotten(t *testing.T) {
	t.Parallel()
	const forgotten = "Copy Job Forgotten"
	for name, test := range map[string]struct {
		script  emulator.CopyScript
		waitFor string
		before  func(*acctest.Env, acctest.Terraform)
		command string // default: destroy
		says    []string
		how     string // to delete the copy, COPY being its ARN
		left    int
	}{
		"tainted by a user": {
			waitFor: "completed", before: func(_ *acctest.Env, c acctest.Terraform) { _, _ = c.Terraform("taint", "awsbackup_copy_job.test") },
			command: "apply", says: []string{forgotten, "Started a New Copy Beside Job"},
			how: "--backup-vault-name offsite --recovery-point-arn COPY --region " + away, left: 2,
		},
		"record expired": {
			script: emulator.CopyScript{Created: running.Running, End: "FAILED"}, waitFor: "created", before: func(env *acctest.Env, _ acctest.Terraform) { env.Emulator.Advance(40 * day) },
			says: []string{forgotten}, how: "look for it in the destination vault",
		},
		"fails meanwhile": {
			script: emulator.CopyScript{Running: running.Running, End: "FAILED"}, waitFor: "created", before: func(env *acctest.Env, _ acctest.Terraform) { finishAfter(env, 2) },
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := world(t)
			point := backedUp(t, env, acctest.FilesARN, nil)
			env.AWS().ScriptCopies(acctest.FilesARN, test.script)
			c := env.Terraform(env.Config(job(point.ARN, offsite, "on_destroy = \"delete\"\n wait_for = \""+test.waitFor+"\"")))
			apply(t, c)
			test.before(env, c)
			first := env.AWS().CopyJobs()[0]
			said := c.Run(cmp.Or(test.command, "destroy"), "-auto-approve", "-refresh=false")
			wantSummaries(t, said, test.says...)
			if len(test.says) > 0 {
				wantSaid(t, said, forgotten, first.ID, strings.Replace(test.how, "COPY", first.DestinationRecoveryPointARN, 1))
			}
			if got := len(copies(env, acctest.Account)); got != test.left {
				t.Errorf("%d copies are left, want %d", got, test.left)
			}
			if test.command == "" && len(c.State()) > 0 {
				t.Errorf("the destroy leaves %v in state", c.State())
			}
		})
	}
}

// TestCopyJob_destroyNoTime: a destroy that has no time to see whether a new
// address takes the job over by its token deletes nothing.
func TestCopyJob_destroyNoTime(t *testing.T) {
	t.Parallel()
	env := world(t)
	point := backedUp(t, env, acctest.FilesARN, nil)
	config := func(timeout string) string {
		return env.Config(job(point.ARN, offsite, "on_destroy = \"delete\"\n idempotency_token = \"release-7\"\n timeouts {\n delete = \""+timeout+"\"\n }"))
	}
	c := env.Terraform(config("1ms"))
	apply(t, c)
	wantSaid(t, c.Run("destroy", "-auto-approve"), "Timed Out", "Deleting the copy failed")
	if left := len(copies(env, acctest.Account)); left != 1 || len(c.State()) != 1 {
		t.Fatalf("%d copies and %d objects in state are left, want 1", left, len(c.State()))
	}
	c.Write(config("1m"))
	apply(t, c)
	wantSummaries(t, c.Run("destroy", "-auto-approve"))
	if left := len(copies(env, acctest.Account)); left != 0 {
		t.Errorf("%d copies are left", left)
	}
}
