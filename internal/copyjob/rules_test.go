// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package copyjob_test

import (
	"cmp"
	"fmt"
	"slices"
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
		"no such Region":          {managed, strings.Replace(offsite, away, "eu-wset-1", 1), "", "error: Region Cannot Be Used"},
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
	const brief = "recovery_point_lifecycle = { delete_after_days = 30 }"
	tooOld := func(env *acctest.Env) { env.Emulator.Advance(40 * day) }
	for name, test := range map[string]struct {
		arrange     func(*acctest.Env)
		source      string // default: files
		mode        string // preflight, default: enforce
		extra, want string
	}{
		"too old":               {arrange: tooOld, extra: brief, want: "error: The copy would be deleted immediately"},
		"too old, as a warning": {arrange: tooOld, mode: "warn", extra: brief, want: "The copy would be deleted immediately"},
		"no destination vault": {
			arrange: func(env *acctest.Env) { env.Emulator.Region(away).RemoveVault("offsite") }, want: "Backup vault not found",
		},
		"source gone": {
			arrange: func(env *acctest.Env) { env.AWS().RemoveRecoveryPoint(env.AWS().RecoveryPoints()[0].ARN) }, want: "Recovery point not found",
		},
		"source denied": {
			arrange: func(env *acctest.Env) { env.Refuse(denied, "DescribeRecoveryPoint") }, want: "Not checked at plan",
		},
		"destination denied": {
			arrange: func(env *acctest.Env) { env.Refuse(denied, "DescribeBackupVault") }, want: "Not checked at plan",
		},
		// Of a vault that is not readable, and of one where no other tells which key
		// is aws/backup, nothing is said about the key.
		"destination denied, of a volume": {
			arrange: func(env *acctest.Env) { env.Refuse(denied, "DescribeBackupVault") }, source: acctest.VolumeARN, want: "Not checked at plan",
		},
		"key not known": {
			arrange: func(env *acctest.Env) {
				env.Emulator.Region(away).RemoveVault("offsite")
				env.Emulator.Region(away).AddVault(emulator.Vault{Name: "offsite"})
				env.Emulator.Region(away).RemoveVault("Default")
			}, source: acctest.VolumeARN,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := world(t)
			point := backedUp(t, env, cmp.Or(test.source, acctest.FilesARN), nil)
			block := env.ProviderBlock(fmt.Sprintf("preflight = %q", cmp.Or(test.mode, "enforce")))
			test.arrange(env)
			var wanted []string
			if test.want != "" {
				wanted = append(wanted, test.want)
			}
			c := env.Terraform(block + job(point.ARN, offsite, test.extra))
			wantSummaries(t, c.Run("plan"), wanted...)
			wantCopyJobs(t, env, 0)
		})
	}
}

// TestCopyJob_preflightChange: a retention in a locked vault, which AWS does not
// change, is reported by the plan: with preflight = "warn" as a warning,
// and the apply fails for it.
func TestCopyJob_preflightChange(t *testing.T) {
	t.Parallel()
	const says = "Retention of a backup in a locked vault"
	for mode, want := range map[string][]string{"enforce": {"error: " + says}, "warn": {says}, "off": nil} {
		t.Run(mode, func(t *testing.T) {
			t.Parallel()
			env := world(t)
			point := backedUp(t, env, acctest.FilesARN, nil)
			config := func(extra string) string {
				return env.ProviderBlock(fmt.Sprintf("preflight = %q", mode)) + job(point.ARN, offsite, extra)
			}
			c := env.Terraform(config(""))
			apply(t, c)
			locked(acctest.Account)(env)
			c.Write(config("recovery_point_lifecycle = { delete_after_days = 30 }"))
			wantSummaries(t, c.Run("plan"), want...)
			if said := c.Run("apply", "-auto-approve"); !slices.ContainsFunc(said, func(d acctest.Diagnostic) bool { return d.Severity == "error" }) {
				t.Errorf("the apply reports %v, want an error", said)
			}
			if got := copies(env, acctest.Account)[0].Lifecycle.DeleteAfterDays; got != nil {
				t.Errorf("delete_after_days of the copy is %d, want none", *got)
			}
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
// those of all retries: the job is found in the list, and not started again. In
// doubt the apply fails, and the next one resumes the job by its token.
func TestCopyJob_lostAnswer(t *testing.T) {
	t.Parallel()
	const unavailable = "error: AWS Backup Unavailable"
	for name, test := range map[string]struct {
		arrange func(t *testing.T, env *acctest.Env, pointARN string)
		want    []string
		jobs    int
	}{
		"found":      {jobs: 1},
		"not listed": {arrange: func(_ *testing.T, env *acctest.Env, _ string) { env.Refuse(denied, "ListCopyJobs") }, want: []string{unavailable}, jobs: 1},
		"two alike": {
			arrange: func(t *testing.T, env *acctest.Env, pointARN string) {
				t.Helper()
				copied(t, env, pointARN, offsite)
				// However slow the test is, both are as young as the call by this clock.
				env.Emulator.Inject(emulator.Fault{Kind: emulator.ClockSkew, Operation: "ListCopyJobs", Skew: -time.Hour, Times: emulator.Always})
			},
			want: []string{unavailable}, jobs: 2,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := world(t)
			point := backedUp(t, env, acctest.FilesARN, nil)
			if test.arrange != nil {
				env.AWS().ScriptCopies("*", running)
				test.arrange(t, env, point.ARN)
			}
			env.Emulator.Inject(
				emulator.Fault{Kind: emulator.ServerError, Operation: "StartCopyJob", Accepted: true},
				emulator.Fault{Kind: emulator.ServerError, Operation: "StartCopyJob", Times: emulator.Always},
			)
			c := env.Terraform(env.ProviderBlock("max_retries = 2") + job(point.ARN, offsite, ""))
			apply(t, c, test.want...)
			wantCopyJobs(t, env, test.jobs)
			env.Emulator.ClearFaults()
			if test.want != nil {
				env.Emulator.Advance(time.Minute) // A job of the same moment counts as this apply's own.
				finishAfter(env, 4)
				apply(t, c, saysResumed)
			}
			wantCopyJobs(t, env, test.jobs)
			wantAttributes(t, c, map[string]string{"id": env.AWS().CopyJobs()[test.jobs-1].ID, "state": "COMPLETED"})
		})
	}
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
