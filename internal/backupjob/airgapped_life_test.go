// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

const (
	gappedARN = "arn:aws:backup:" + acctest.Region + ":" + acctest.Account + ":backup-vault:gapped"

	// toGapped are the arguments of a backup for that vault.
	toGapped = "recovery_point_lifecycle = { delete_after_days = 30 }\n logically_air_gapped_backup_vault_arn = \"" + gappedARN + "\"\n"
)

// gapped is a world with an air-gapped vault and a backup of a volume that goes
// there by a temporary point.
func gapped(t *testing.T, script emulator.Script, extra string) (*acctest.Env, acctest.Terraform) {
	t.Helper()
	env := acctest.New(t)
	env.AWS().AddVault(emulator.Vault{Name: "gapped", AirGapped: true, Lock: &emulator.Lock{Min: 7, Max: 400}})
	env.AWS().Script(acctest.VolumeARN, script)
	return env, env.Terraform(env.Config(job(acctest.VolumeARN, toGapped+extra)))
}

// TestAccBackupJob_temporaryDenied: a denial says nothing about a temporary
// point, and the lasting copy is looked for until it is found.
func TestAccBackupJob_temporaryDenied(t *testing.T) {
	t.Parallel()
	for _, operation := range []string{"DescribeRecoveryPoint", "ListCopyJobs"} {
		t.Run(operation, func(t *testing.T) {
			t.Parallel()
			env, c := gapped(t, emulator.Script{CopyTakes: time.Hour * acctest.TimeScale}, "")
			apply(t, c)
			env.Emulator.Advance(2 * time.Hour)
			env.Emulator.Inject(emulator.Fault{Kind: emulator.AccessDenied, Operation: operation, Times: emulator.Always})
			apply(t, c)
			if got := c.State()[0].Text("recovery_point_status"); operation == "DescribeRecoveryPoint" && got == "DELETED" {
				t.Errorf("a denial is treated as an absence: the status is %s", got)
			}
			env.Emulator.ClearFaults()
			apply(t, c)
			object := c.State()[0]
			if object.Text("recovery_point_status") != "DELETED" || object.Text("logically_air_gapped_recovery_point_arn") == "" {
				t.Errorf("the status is %q, the lasting copy %q", object.Text("recovery_point_status"), object.Text("logically_air_gapped_recovery_point_arn"))
			}
			env.Emulator.ResetRequests()
			wantNoChanges(t, c)
			wantCalls(t, env, map[string]int{})
		})
	}
}

// TestAccBackupJob_removeIndex: the advice to remove an index that a type does
// not have can be followed.
func TestAccBackupJob_removeIndex(t *testing.T) {
	t.Parallel()
	for _, after := range []string{"", `index = "DISABLED"`} {
		t.Run(after, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			c := env.Terraform(env.Config(job(acctest.DBARN, `index = "ENABLED"`)))
			apply(t, c)
			c.Write(env.Config(job(acctest.DBARN, after)))
			apply(t, c)
			wantNoChanges(t, c)
		})
	}
}

// TestStartAction_skipTemporary: a temporary point is no backup, whether its copy
// is still to come or has failed; the lasting copy is one.
func TestStartAction_skipTemporary(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name    string
		script  emulator.Script
		started int
	}{
		{name: "copy failed", script: emulator.Script{CopyEnds: "FAILED"}, started: 1},
		{name: "copied", script: emulator.Script{}, started: 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			env, c := gapped(t, test.script, "")
			apply(t, c)
			env.Emulator.Advance(time.Hour)
			before := len(env.AWS().Jobs())
			config := asked(acctest.VolumeARN, map[string]any{
				"skip_if_newer_than": "4h", "logically_air_gapped_backup_vault_arn": gappedARN,
				"recovery_point_lifecycle": map[string]any{"delete_after_days": 30},
			})
			said := env.Server(nil).Invoke(acctest.Context(t), startAction, config, nil)
			wantDiagnostics(t, said.Diagnostics, nil)
			if started := len(env.AWS().Jobs()) - before; started != test.started {
				t.Errorf("%d jobs were started, want %d", started, test.started)
			}
		})
	}
}

const (
	saysCopyFailed  = "Copy to the Air-Gapped Vault Failed"
	saysIndexFailed = "Index of the Backup Failed"
	saysCopyStays   = "Air-Gapped Copy Stays"
)

// TestAccBackupJob_lateIssues: AWS copies and indexes a backup after its job. A
// failure is reported once: as a warning, or by on_issues as an error of the next
// apply.
func TestAccBackupJob_lateIssues(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, extra, summary, reason string
		script                       emulator.Script
	}{
		{name: "copy", extra: toGapped, summary: saysCopyFailed, reason: "no room", script: emulator.Script{CopyTakes: time.Hour * acctest.TimeScale, CopyEnds: "FAILED", CopyMessage: "no room"}},
		{name: "copy of a job that is not waited for", extra: toGapped + `wait_for = "created"`, summary: saysCopyFailed, reason: "no room", script: emulator.Script{CopyTakes: time.Hour * acctest.TimeScale, CopyEnds: "FAILED", CopyMessage: "no room"}},
		{name: "index", extra: `index = "ENABLED"`, summary: saysIndexFailed, reason: "vol-", script: emulator.Script{IndexTakes: time.Hour * acctest.TimeScale, IndexEnds: "FAILED"}},
	} {
		for _, onIssues := range []string{"warn", "error"} {
			t.Run(test.name+" "+onIssues, func(t *testing.T) {
				t.Parallel()
				env := acctest.New(t)
				env.AWS().AddVault(emulator.Vault{Name: "gapped", AirGapped: true, Lock: &emulator.Lock{Min: 7, Max: 400}})
				env.AWS().Script(acctest.VolumeARN, test.script)
				c := env.Terraform(env.Config(job(acctest.VolumeARN, fmt.Sprintf("%s\n on_issues = %q", test.extra, onIssues))))
				wantSaid(t, apply(t, c), test.summary)
				env.Emulator.Advance(2 * time.Hour)

				wantSaid(t, c.Run("plan"), test.summary, test.reason)
				if onIssues == "error" {
					said := applyFails(t, c, test.summary)
					wantSaid(t, said, test.summary, test.reason, test.reason) // the refresh's warning, and the error
				} else {
					wantSaid(t, apply(t, c), test.summary, test.reason)
				}
				wantSaid(t, apply(t, c), test.summary)
				wantNoChanges(t, c)
				wantHeld(t, c, startedJobs(env)...)
				wantJobs(t, env, 1)
			})
		}
	}
}

// TestAccBackupJob_lateIssueAtCreate: a copy that has failed by the time at which
// the create reads the recovery point is judged there.
func TestAccBackupJob_lateIssueAtCreate(t *testing.T) {
	t.Parallel()
	for _, onIssues := range []string{"warn", "error"} {
		t.Run(onIssues, func(t *testing.T) {
			t.Parallel()
			env, c := gapped(t, emulator.Script{CopyTakes: emulator.Skip, CopyEnds: "FAILED", CopyMessage: "no room"}, fmt.Sprintf("on_issues = %q", onIssues))
			if onIssues == "error" {
				wantSaid(t, applyFails(t, c, saysCopyFailed), saysCopyFailed, "no room")
				return
			}
			wantSaid(t, apply(t, c), saysCopyFailed, "no room")
			wantSaid(t, apply(t, c), saysCopyFailed)
			wantNoChanges(t, c)
			wantJobs(t, env, 1)
		})
	}
}

// TestAccBackupJob_otherCopy: a copy of the temporary point to another vault is
// not its lasting copy.
func TestAccBackupJob_otherCopy(t *testing.T) {
	t.Parallel()
	env, c := gapped(t, emulator.Script{CopyTakes: 10 * time.Hour * acctest.TimeScale}, "")
	env.AWS().AddVault(emulator.Vault{Name: "other"})
	apply(t, c)
	point := env.AWS().RecoveryPoints()[0]
	_, err := env.Client().StartCopyJob(t.Context(), &backup.StartCopyJobInput{
		RecoveryPointArn: &point.ARN, SourceBackupVaultName: &point.VaultName, IamRoleArn: new(acctest.RoleARN),
		DestinationBackupVaultArn: new(strings.Replace(gappedARN, "gapped", "other", 1)),
	})
	if err != nil {
		t.Fatal(err)
	}
	env.Emulator.Advance(time.Hour)
	refresh(t, c)
	wantAttribute(t, c, "logically_air_gapped_recovery_point_arn", "")
	env.Emulator.Advance(11 * time.Hour)
	refresh(t, c)
	if got := c.State()[0].Text("logically_air_gapped_recovery_point_arn"); got == "" {
		t.Error("the lasting copy is not found")
	}
}

// TestAccBackupJob_deleteTemporary: the lasting copy in the air-gapped vault stays
// when its backup is deleted, which the plan and the destroy say.
func TestAccBackupJob_deleteTemporary(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name    string
		advance time.Duration // after the apply
		ends    string        // of the copy
		before  func(env *acctest.Env, copied string)
		args    []string
		kept    string // by the destroy
		points  int
		failed  string
	}{
		{name: "copied", advance: 2 * time.Hour, kept: saysHeldBack, points: 1},
		{name: "copied, and not refreshed", advance: 2 * time.Hour, args: []string{"-refresh=false"}, kept: saysHeldBack, points: 1},
		{name: "being copied", kept: saysCopyStays},
		{name: "copy failed", advance: 2 * time.Hour, ends: "FAILED"},
		{name: "copy deleted", advance: 2 * time.Hour, before: func(env *acctest.Env, copied string) { env.AWS().RemoveRecoveryPoint(copied) }},
		{
			name: "copy not readable", advance: 2 * time.Hour, points: 1, failed: saysDenied,
			before: func(env *acctest.Env, copied string) {
				env.Emulator.Inject(emulator.Fault{Kind: emulator.AccessDenied, Operation: "DescribeRecoveryPoint", Resource: copied, Times: emulator.Always})
			},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			env, c := gapped(t, emulator.Script{CopyTakes: time.Hour * acctest.TimeScale, CopyEnds: test.ends}, `on_destroy = "delete"`)
			apply(t, c)
			env.Emulator.Advance(test.advance)
			wantSaid(t, c.Run("plan", "-destroy"), saysCopyStays, gappedARN)
			if test.before != nil {
				refresh(t, c)
				copied := c.State()[0].Text("logically_air_gapped_recovery_point_arn")
				test.before(env, copied)
				test.args = []string{"-refresh=false"}
			}
			said, failed := destroyed(c, test.args...)
			wantPoints(t, env, test.points)
			if test.failed != "" {
				wantSaid(t, said, test.failed, env.AWS().RecoveryPoints()[0].ARN)
				wantHeld(t, c, startedJobs(env)...)
				return
			}
			if failed {
				t.Errorf("the destroy fails: %v", said)
			}
			wantHeld(t, c)
			switch test.kept {
			case saysHeldBack:
				wantSaid(t, said, saysHeldBack, env.AWS().RecoveryPoints()[0].DeleteAt.Format(time.RFC3339))
			case saysCopyStays:
				wantSaid(t, said, saysCopyStays, gappedARN, gappedARN) // by the plan and by the delete
			default:
				wantSaid(t, said, saysCopyStays, gappedARN) // by the plan
			}
		})
	}
}

// TestAccBackupJob_replaceTemporary: a replacement says the same.
func TestAccBackupJob_replaceTemporary(t *testing.T) {
	t.Parallel()
	backup := func(run int) string {
		return fmt.Sprintf("%s on_destroy = \"delete\"\n triggers = { run = %d }", toGapped, run)
	}
	env, _ := gapped(t, emulator.Script{}, "")
	c := env.Terraform(env.Config(job(acctest.VolumeARN, backup(1))))
	apply(t, c)
	env.Emulator.Advance(time.Hour)
	c.Write(env.Config(job(acctest.VolumeARN, backup(2))))
	wantSaid(t, c.Run("plan"), saysCopyStays, gappedARN)
}

// TestAccBackupJob_importAirGapped: the job of a backup that went to an air-gapped
// vault names the vault that it went to. Under a configuration that names another
// it is imported, not taken again.
func TestAccBackupJob_importAirGapped(t *testing.T) {
	t.Parallel()
	for _, arn := range []string{acctest.FilesARN, acctest.VolumeARN} {
		t.Run(arn, func(t *testing.T) {
			t.Parallel()
			env, _ := gapped(t, emulator.Script{}, "")
			retention := &types.Lifecycle{DeleteAfterDays: new(int64(30))}
			id := started(t, env, arn, func(in *backup.StartBackupJobInput) {
				in.LogicallyAirGappedBackupVaultArn, in.Lifecycle = new(gappedARN), retention
			})
			env.Emulator.Advance(day)
			config := env.Config(job(arn, toGapped))
			c := env.Terraform(config + importBlock(`id = "`+id+`"`))
			apply(t, c)
			wantHeld(t, c, id)
			wantNoChanges(t, c)
			wantJobs(t, env, 1)
		})
	}
}
