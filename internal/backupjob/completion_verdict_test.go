// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/backup"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/jobwatch"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/provider"
)

// waitedFor is a completion of some jobs, and a user who depends on it.
func waitedFor(env *acctest.Env, arguments string, ids ...string) string {
	return env.Config(fmt.Sprintf(`
resource "awsbackup_backup_job_completion" "all" {
  backup_job_ids = %s
  %s
}

resource "terraform_data" "after" {
  input = keys(awsbackup_backup_job_completion.all.jobs)
}
`, hclList(ids), arguments))
}

const (
	saysNoBackup = "Backup Jobs Without a Backup"
	saysIssues   = "Backups Completed With Issues"
)

// TestAccCompletion_recordExpired: jobs of more than 30 days ago are one error at
// once, without polling for them. Their recovery points do instead.
func TestAccCompletion_recordExpired(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.Option(provider.WithWatch(jobwatch.Config{MinInterval: 5 * time.Millisecond, MaxInterval: 50 * time.Millisecond, Patience: time.Hour}))
	var ids, arns []string
	for n := range 6 {
		j := backedUp(t, env, fmt.Sprintf("%s%d", acctest.VolumeARN, n), nil)
		ids, arns = append(ids, j.ID), append(arns, j.RecoveryPointARN)
	}
	env.Emulator.Advance(40 * day)
	env.Emulator.ResetRequests()
	c := env.Terraform(waitedFor(env, "", ids...))
	wantSaid(t, applyFails(t, c, "Backup Job Records Not Found"), "Backup Job Records Not Found", ids[5])
	if n := env.Emulator.Count("DescribeBackupJob"); n > 2*len(ids) {
		t.Errorf("%d jobs were described %d times", len(ids), n)
	}
	c.Write(waitedFor(env, "", arns...))
	apply(t, c)
	wantNoChanges(t, c)
}

// A verdict holds until its reason is gone: an update that failed once must not
// be green the next time, when nothing has changed. AWS has forgotten the job
// by then.
func TestAccCompletion_verdictStays(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		arn       string
		script    emulator.Script
		change    func(*backup.StartBackupJobInput)
		arguments string
		verdict   string
	}{
		"aborted": {arn: acctest.DBARN, script: emulator.Script{End: "ABORTED"}, verdict: saysNoBackup},
		"no VSS": {
			arn: acctest.HostARN, script: emulator.Script{BackupType: "-"}, arguments: `on_issues = "error"`, verdict: saysIssues,
			change: func(in *backup.StartBackupJobInput) { in.BackupOptions = map[string]string{"WindowsVSS": "enabled"} },
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			env.AWS().Script(test.arn, test.script)
			good := backedUp(t, env, acctest.FilesARN, nil)
			bad := backedUp(t, env, test.arn, test.change)
			c := env.Terraform(waitedFor(env, test.arguments, good.ID))
			apply(t, c)
			c.Write(waitedFor(env, test.arguments, good.ID, bad.ID))
			wantSaid(t, applyFails(t, c, test.verdict), test.verdict, bad.ID)
			env.Emulator.Advance(40 * day)
			env.Emulator.ResetRequests()
			wantSaid(t, applyFails(t, c, test.verdict), test.verdict, bad.ID)
			if calls := env.Emulator.Counts(); len(calls) > 0 {
				t.Errorf("the end of known jobs was asked for again: %v", calls)
			}
			c.Write(waitedFor(env, test.arguments, good.ID))
			apply(t, c)
			wantNoChanges(t, c)
		})
	}
}

// Issues that only warn are said when the job is first seen to have them, and
// judged again where the configuration begins to mind.
func TestAccCompletion_issuesBecomeErrors(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.AWS().Script(acctest.DBARN, emulator.Script{Category: "MISCELLANEOUS", Message: "We are unable to copy resource tags to your backup because of the Internal Failure."})
	files, db := backedUp(t, env, acctest.FilesARN, nil), backedUp(t, env, acctest.DBARN, nil)
	c := env.Terraform(waitedFor(env, "", db.ID))
	wantSaid(t, apply(t, c), saysIssues, db.ID)
	wantNoChanges(t, c)
	c.Write(waitedFor(env, "", db.ID, files.ID))
	wantSaid(t, apply(t, c), saysIssues)
	c.Write(waitedFor(env, `on_issues = "error"`, db.ID, files.ID))
	for range 2 {
		wantSaid(t, applyFails(t, c, saysIssues), saysIssues, db.ID)
	}
	c.Write(waitedFor(env, "", db.ID, files.ID))
	apply(t, c)
	wantNoChanges(t, c)
}

// A resource that was imported by its recovery point has that ARN as its ID, and
// its job ended long ago.
func TestAccCompletion_importedByPoint(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.AWS().AddVault(emulator.Vault{Name: "another"})
	backedUp(t, env, acctest.FilesARN, nil)
	env.Emulator.Advance(40 * day)
	point := env.AWS().RecoveryPoints()[0]
	c := env.Terraform(env.Config(job(acctest.FilesARN, "") + importBlock(`id = "Default,`+point.ARN+`"`) + `
resource "awsbackup_backup_job_completion" "all" {
  backup_job_ids = [awsbackup_backup_job.test.id]
}

output "job" {
  value = awsbackup_backup_job_completion.all.jobs[awsbackup_backup_job.test.id]
}
`))
	apply(t, c)
	wantNoChanges(t, c)
	got, _ := c.Outputs()["job"].(map[string]any)
	for name, want := range map[string]any{"state": "COMPLETED", "recovery_point_arn": point.ARN, "resource_arn": acctest.FilesARN, "has_issues": false} {
		if got[name] != want {
			t.Errorf("%s is %v, want %v", name, got[name], want)
		}
	}
}

// A point that cannot be restored from is no backup, and one that is not there
// is said to be so.
func TestAccCompletion_pointsWithoutBackup(t *testing.T) {
	t.Parallel()
	const gone = "arn:aws:backup:" + acctest.Region + ":" + acctest.Account + ":recovery-point:1eb3b5e7-9eb0-435a-a80b-108b488b0d45"
	env := acctest.New(t)
	env.AWS().Script(acctest.FilesARN, emulator.Script{DeleteEnds: "EXPIRED"})
	backedUp(t, env, acctest.FilesARN, nil)
	remove(t, env, env.AWS().RecoveryPoints()[0])
	eventually(t, "the deletion fails", func() bool { return env.AWS().RecoveryPoints()[0].Status == "EXPIRED" })
	expired := env.AWS().RecoveryPoints()[0]
	c := env.Terraform(waitedFor(env, "", expired.ARN, gone))
	said := applyFails(t, c, "Backup Jobs Not Found or Not Readable")
	wantSaid(t, said, "Backup Jobs Not Found or Not Readable", expired.ARN+": the recovery point is EXPIRED")
	wantSaid(t, said, "Backup Jobs Not Found or Not Readable", gone+": no backup vault of this account and Region holds")
}
