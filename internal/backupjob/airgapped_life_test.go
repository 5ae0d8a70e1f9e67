// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob_test

import (
	"testing"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

const gappedARN = "arn:aws:backup:" + acctest.Region + ":" + acctest.Account + ":backup-vault:gapped"

// gapped is a world with an air-gapped vault and a backup of a volume that goes
// there by a temporary point.
func gapped(t *testing.T, script emulator.Script, extra string) (*acctest.Env, acctest.Terraform) {
	t.Helper()
	env := acctest.New(t)
	env.AWS().AddVault(emulator.Vault{Name: "gapped", AirGapped: true, Lock: &emulator.Lock{Min: 7, Max: 400}})
	env.AWS().Script(acctest.VolumeARN, script)
	return env, env.Terraform(env.Config(job(acctest.VolumeARN, "recovery_point_lifecycle = { delete_after_days = 30 }\n logically_air_gapped_backup_vault_arn = \""+gappedARN+"\"\n"+extra)))
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
				t.Errorf("a denial is taken for an absence: the status is %s", got)
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
