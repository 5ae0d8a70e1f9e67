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

// TestCopyJob_offlineRules: what needs no call is reported by the plan, and
// nothing is started.
func TestCopyJob_offlineRules(t *testing.T) {
	t.Parallel()
	const managed = "arn:aws:backup:eu-central-1:123456789012:recovery-point:1ebe3330-0000-4000-8000-000000000001"
	for name, test := range map[string]struct{ point, destination, extra, want string }{
		"no recovery point":       {"vol-1", offsite, "", "error: Not the ARN of a recovery point"},
		"vault name for its ARN":  {managed, "offsite", "", "error: Not the ARN of a backup vault"},
		"90 days":                 {managed, offsite, "recovery_point_lifecycle = {\n move_to_cold_storage_after_days = 30\n delete_after_days = 60\n }", "error: "},
		"no days":                 {managed, offsite, "recovery_point_lifecycle = { delete_after_days = 0 }", "error: "},
		"delete elsewhere":        {managed, foreign, `on_destroy = "delete"`, "error: Copy that cannot be deleted from here"},
		"source in other Region":  {strings.Replace(managed, "eu-central-1", "us-east-1", 1), offsite, "", "error: ARN of another region"},
		"source in other account": {strings.Replace(managed, acctest.Account, abroad, 1), offsite, "", "error: ARN of another account"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := world(t)
			c := env.Terraform(env.ProviderBlock(`preflight = "off"`) + job(test.point, test.destination, test.extra))
			wantSummaries(t, c.Run("plan"), test.want)
			wantCopyJobs(t, env, 0)
		})
	}
}

// TestCopyJob_preflight: what only AWS knows of the source and the destination
// is reported by the plan too.
func TestCopyJob_preflight(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		arrange func(*acctest.Env)
		extra   string
		want    string
	}{
		"too old": {
			func(env *acctest.Env) { env.Emulator.Advance(40 * day) },
			"recovery_point_lifecycle = { delete_after_days = 30 }", "error: The copy would be deleted immediately",
		},
		"no destination vault": {
			func(env *acctest.Env) { env.Emulator.Region(away).RemoveVault("offsite") }, "", "Backup vault not found",
		},
		"source gone": {
			func(env *acctest.Env) { env.AWS().RemoveRecoveryPoint(env.AWS().RecoveryPoints()[0].ARN) }, "", "Recovery point not found",
		},
		"destination denied": {
			func(env *acctest.Env) { env.Refuse(denied, "DescribeBackupVault") }, "", "Not checked at plan",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := world(t)
			point := backedUp(t, env, acctest.FilesARN, nil)
			test.arrange(env)
			c := env.Terraform(env.Config(job(point.ARN, offsite, test.extra)))
			wantSummaries(t, c.Run("plan"), test.want)
			wantCopyJobs(t, env, 0)
		})
	}
}

// TestCopyJob_midWait: a source, a role or a destination that goes while the
// copy runs fails it, and the error names the job.
func TestCopyJob_midWait(t *testing.T) {
	t.Parallel()
	for name, lose := range map[string]func(*acctest.Env, emulator.RecoveryPoint){
		"source gone": func(env *acctest.Env, p emulator.RecoveryPoint) { env.AWS().RemoveRecoveryPoint(p.ARN) },
		"role deleted": func(env *acctest.Env, _ emulator.RecoveryPoint) {
			env.AWS().DenyRole(acctest.RoleARN, emulator.RoleDenial{})
		},
		"destination gone": func(env *acctest.Env, _ emulator.RecoveryPoint) { env.Emulator.Region(away).RemoveVault("offsite") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := world(t)
			point := backedUp(t, env, acctest.FilesARN, nil)
			env.AWS().ScriptCopies(acctest.FilesARN, running)
			c := env.Terraform(env.Config(job(point.ARN, offsite, "")))
			command := c.Begin("apply", "-auto-approve")
			acctest.Eventually(t, "the copy runs", func() bool {
				jobs := env.AWS().CopyJobs()
				return len(jobs) == 1 && jobs[0].State == "RUNNING"
			})
			lose(env, point)
			env.Emulator.Advance(day)
			out, code := command.Wait()
			if id := env.AWS().CopyJobs()[0].ID; code == 0 || !strings.Contains(out, "Copy Job Failed") || !strings.Contains(out, id) {
				t.Errorf("the apply ended with %d and reports\n%s\nwant the failure of copy job %s", code, out, id)
			}
		})
	}
}

// TestCopyJob_lostAnswer: AWS has started the job and the answer was lost, also
// those of all retries: the job is found in the list, and not started again.
func TestCopyJob_lostAnswer(t *testing.T) {
	t.Parallel()
	env := world(t)
	point := backedUp(t, env, acctest.FilesARN, nil)
	env.Emulator.Inject(
		emulator.Fault{Kind: emulator.ServerError, Operation: "StartCopyJob", Accepted: true},
		emulator.Fault{Kind: emulator.ServerError, Operation: "StartCopyJob", Times: emulator.Always},
	)
	c := env.Terraform(env.ProviderBlock("max_retries = 2") + job(point.ARN, offsite, ""))
	apply(t, c)
	wantCopyJobs(t, env, 1)
	wantAttributes(t, c, map[string]string{"state": "COMPLETED"})
}

// TestCopyJob_recordExpires: a job whose end was not seen within 30 days stays in
// state, is reported once, and is not planned again.
func TestCopyJob_recordExpires(t *testing.T) {
	t.Parallel()
	env := world(t)
	point := backedUp(t, env, acctest.FilesARN, nil)
	env.AWS().ScriptCopies(acctest.FilesARN, emulator.CopyScript{Created: 10000 * time.Hour})
	c := env.Terraform(env.Config(job(point.ARN, offsite, `wait_for = "created"`)))
	apply(t, c)
	env.Emulator.Advance(40 * day)
	apply(t, c, "Copy Job Record Expired")
	wantNothing(t, c)
	wantCopyJobs(t, env, 1)
}

// TestCopyJobData: the data sources and the completion show copies.
func TestCopyJobData(t *testing.T) {
	t.Parallel()
	env := world(t)
	point := backedUp(t, env, acctest.FilesARN, nil)
	c := env.Terraform(env.Config(job(point.ARN, offsite, "") + `
data "awsbackup_copy_job" "one" {
  copy_job_id = awsbackup_copy_job.test.id
}

data "awsbackup_copy_jobs" "all" {
  resource_arn = awsbackup_copy_job.test.resource_arn
}

data "awsbackup_recovery_point" "copy" {
  recovery_point_arn = awsbackup_copy_job.test.destination_recovery_point_arn
  backup_vault_name  = "offsite"
  region             = "eu-west-1"
}

data "awsbackup_recovery_points" "copies" {
  backup_vault_name = "offsite"
  region            = awsbackup_copy_job.test.state == "COMPLETED" ? "eu-west-1" : "none"
}

resource "awsbackup_copy_job_completion" "all" {
  copy_job_ids = [awsbackup_copy_job.test.id]
}

output "one" { value = data.awsbackup_copy_job.one.destination_recovery_point_arn }
output "all" { value = data.awsbackup_copy_jobs.all.jobs[0].copy_job_id }
output "source" { value = data.awsbackup_recovery_point.copy.source_backup_vault_arn }
output "sources" { value = data.awsbackup_recovery_points.copies.recovery_points[0].source_backup_vault_arn }
output "completed" { value = awsbackup_copy_job_completion.all.jobs[awsbackup_copy_job.test.id].state }
`))
	apply(t, c)
	for name, want := range map[string]any{
		"one": copies(env, acctest.Account)[0].ARN, "all": env.AWS().CopyJobs()[0].ID, "completed": "COMPLETED",
		"source":  "arn:aws:backup:" + acctest.Region + ":" + acctest.Account + ":backup-vault:Default",
		"sources": "arn:aws:backup:" + acctest.Region + ":" + acctest.Account + ":backup-vault:Default",
	} {
		if got := c.Outputs()[name]; got != want {
			t.Errorf("output %s is %v, want %v", name, got, want)
		}
	}
}
