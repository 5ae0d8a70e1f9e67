// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package copyjob_test

import (
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/backup"

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
		"classic DynamoDB":        {"arn:aws:dynamodb:eu-central-1:123456789012:table/orders/backup/01547087347000-c8b6kdk3", offsite, "", "error: Recovery points of this type cannot be copied"},
		"Redshift":                {"arn:aws:redshift:eu-central-1:123456789012:snapshot:cluster/awsbackup:job-1", offsite, "", "error: Recovery points of this type cannot be copied"},
		"continuous":              {"arn:aws:backup:eu-central-1:123456789012:recovery-point:continuous:db-ABC", offsite, "", "error: Copy of a continuous backup"},
		"other partition":         {managed, "arn:aws-cn:backup:cn-north-1:123456789012:backup-vault:offsite", "", "error: ARN of another partition"},
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
		source  string
		backup  func(*backup.StartBackupJobInput)
		arrange func(*acctest.Env)
		extra   string
		want    string
	}{
		"too old": {
			acctest.FilesARN, nil, func(env *acctest.Env) { env.Emulator.Advance(40 * day) },
			"recovery_point_lifecycle = { delete_after_days = 30 }", "error: The copy would be deleted immediately",
		},
		"no destination vault": {
			acctest.FilesARN, nil, func(env *acctest.Env) { env.Emulator.Region(away).RemoveVault("offsite") }, "", "Backup vault not found",
		},
		"source gone": {
			acctest.FilesARN, nil, func(env *acctest.Env) { env.AWS().RemoveRecoveryPoint(env.AWS().RecoveryPoints()[0].ARN) }, "", "Recovery point not found",
		},
		"destination denied": {
			acctest.FilesARN, nil, func(env *acctest.Env) {
				env.Emulator.Inject(emulator.Fault{
					Kind: emulator.Error, Code: "AccessDeniedException", Message: "User is not authorized to perform: backup:DescribeBackupVault", Operation: "DescribeBackupVault", Times: emulator.Always,
				})
			}, "", "Not checked at plan",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := world(t)
			point := backedUp(t, env, test.source, test.backup)
			test.arrange(env)
			c := env.Terraform(env.Config(job(point.ARN, offsite, test.extra)))
			wantSummaries(t, c.Run("plan"), test.want)
			wantCopyJobs(t, env, 0)
		})
	}
}

// TestCopyJob_refused: what AWS refuses or fails is an error that says why.
func TestCopyJob_refused(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		destination, want string
		script            emulator.CopyScript
		arrange           func(*acctest.Env)
	}{
		"policy missing": {destination: foreign, want: "error: Copy Job Failed"},
		"organization dissolved": {destination: foreign, want: "error: Copy Job Failed", arrange: func(env *acctest.Env) {
			env.Emulator.SetOrganization(emulator.Organization{})
		}},
		"partial": {destination: offsite, want: "error: Copy Job Completed Only in Part", script: emulator.CopyScript{End: "PARTIAL"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := world(t)
			point := backedUp(t, env, acctest.FilesARN, nil)
			env.AWS().ScriptCopies(acctest.FilesARN, test.script)
			if test.arrange != nil {
				test.arrange(env)
			}
			c := env.Terraform(env.ProviderBlock(`preflight = "off"`) + job(point.ARN, test.destination, ""))
			said := c.Run("apply", "-auto-approve")
			if last := said[len(said)-1]; last.Severity != "error" || !strings.HasPrefix("error: "+last.Summary, test.want) {
				t.Errorf("the apply reports %q, want %q:\n%s", summaries(said), test.want, details(said))
			}
			wantCopyJobs(t, env, 1)
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
			env.AWS().ScriptCopies(acctest.FilesARN, emulator.CopyScript{Running: 10000 * time.Hour})
			c := env.Terraform(env.Config(job(point.ARN, offsite, "")))
			command := c.Begin("apply", "-auto-approve")
			eventually(t, "the copy runs", func() bool {
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

// TestCopyJob_timeout: the job continues after a timeout, the message says so,
// and the next apply resumes it.
func TestCopyJob_timeout(t *testing.T) {
	t.Parallel()
	env := world(t)
	point := backedUp(t, env, acctest.FilesARN, nil)
	env.AWS().ScriptCopies(acctest.FilesARN, emulator.CopyScript{Running: 60 * time.Hour})
	config := func(timeout string) string {
		return env.Config(job(point.ARN, offsite, "timeouts {\n create = \""+timeout+"\"\n }"))
	}
	c := env.Terraform(config("2s"))
	said := c.Run("apply", "-auto-approve")
	wantSummaries(t, said, "error: Timed Out Waiting for the Copy Job")
	if text := details(said); !strings.Contains(text, "The job was not stopped") {
		t.Errorf("the message does not say that the job continues:\n%s", text)
	}
	c.Write(config("1h"))
	c.Run("apply", "-auto-approve")
	wantCopyJobs(t, env, 1)
	wantAttributes(t, c, map[string]string{"state": "COMPLETED"})
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

// eventually waits until the condition holds.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	ctx := acctest.Context(t)
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for !holds() {
		select {
		case <-tick.C:
		case <-ctx.Done():
			t.Fatalf("in time, it is not so that %s", what)
		}
	}
}
