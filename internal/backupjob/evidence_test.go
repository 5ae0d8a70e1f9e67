// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob_test

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

const saysNotVisible = "Recovery Point Not Visible Yet"

// TestAccBackupJob_unseenAndExpired: a recovery point that AWS deleted as
// configured before anything could read it is no drift. It is looked for once,
// and no new backup is taken.
func TestAccBackupJob_unseenAndExpired(t *testing.T) {
	t.Parallel()
	running := func(_ *testing.T, env *acctest.Env) string {
		env.AWS().Script(acctest.FilesARN, hour)
		return ""
	}
	denied := func(_ *testing.T, env *acctest.Env) string {
		env.Emulator.Inject(emulator.Fault{Kind: emulator.AccessDenied, Match: readsPoint, Times: emulator.Always})
		return ""
	}
	oneDay := `recovery_point_lifecycle = { delete_after_days = 1 }`
	for _, test := range []struct {
		name   string
		config string
		// before happens before the first apply, or is the import.
		before  func(*testing.T, *acctest.Env) (importID string)
		later   time.Duration
		noFirst bool
		apply   []string
	}{
		{name: "not waited for", config: oneDay + "\n wait_for = \"created\"", later: 3 * day, before: running},
		{name: "not waited for, changed without a refresh", config: oneDay + "\n wait_for = \"created\"", later: 3 * day, before: running, apply: []string{"-refresh=false"}},
		{name: "denied when it was new", config: oneDay, later: 3 * day, before: denied},
		{name: "denied when it was new, record expired", config: oneDay, later: 40 * day, before: denied},
		{name: "imported", config: oneDay, noFirst: true, before: func(t *testing.T, env *acctest.Env) string {
			id := started(t, env, acctest.FilesARN, func(in *backup.StartBackupJobInput) { in.Lifecycle = &types.Lifecycle{DeleteAfterDays: new(int64(1))} })
			env.Emulator.Advance(3 * day)
			return id
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			id := test.before(t, env)
			config := env.Config(job(acctest.FilesARN, test.config))
			c := env.Terraform(config)
			if !test.noFirst {
				apply(t, c)
			}
			env.Emulator.ClearFaults()
			env.Emulator.Advance(test.later)
			env.Emulator.ResetRequests()
			if id != "" {
				c.Write(config + importBlock(`id = "`+id+`"`))
			} else if test.apply != nil {
				c.Write(env.Config(job(acctest.FilesARN, oneDay)))
			}
			wantSaid(t, apply(t, c, test.apply...), saysNotVisible)
			wantAttribute(t, c, "state", "COMPLETED")
			wantAttribute(t, c, "recovery_point_status", "DELETED")
			if n := env.Emulator.Count("DescribeRecoveryPoint"); n != 1 {
				t.Errorf("the recovery point was read %d times, want 1", n)
			}
			wantNoChanges(t, c)
			wantJobs(t, env, 1)
		})
	}
}

// TestAccBackupJob_retentionNotCalculated: a server that does not say when it
// deletes a point keeps the configured retention all the same.
func TestAccBackupJob_retentionNotCalculated(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.Emulator.Inject(emulator.Fault{Kind: emulator.Nulls, Match: readsPoint, Members: []string{"CalculatedLifecycle"}, Times: emulator.Always})
	c := env.Terraform(env.Config(job(acctest.FilesARN, `recovery_point_lifecycle = { delete_after_days = 7 }`)))
	apply(t, c)
	wantAttribute(t, c, "recovery_point_status", "COMPLETED")
	wantNoChanges(t, c)
	env.Emulator.Advance(8 * day)
	apply(t, c)
	wantAttribute(t, c, "recovery_point_status", "DELETED")
	wantNoChanges(t, c)
	wantJobs(t, env, 1)
}

// TestAccBackupJob_visibleLate: a recovery point that AWS does not show for ten
// minutes is not gone. It is checked once in each refresh, and there is one
// backup in the end.
func TestAccBackupJob_visibleLate(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, arn, extra string
		imported         bool
	}{
		{"snapshot", acctest.VolumeARN, "", false},
		{"with a retention", acctest.DBARN, `recovery_point_lifecycle = { delete_after_days = 1 }`, false},
		{"not waited for", acctest.FilesARN, `wait_for = "created"`, false},
		{"parent", acctest.StackARN, "", false},
		{"imported", acctest.FilesARN, `on_destroy = "delete"`, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			env.AWS().Script(test.arn, emulator.Script{VisibilityLag: acctest.TimeScale * 10 * time.Minute})
			config := env.Config(job(test.arn, test.extra))
			c := env.Terraform(config)
			if test.imported {
				id := started(t, env, test.arn, nil)
				env.Emulator.Advance(time.Minute)
				c.Write(config + importBlock(`id = "`+id+`"`))
			}
			apply(t, c)
			env.Emulator.Advance(time.Minute)
			for range 2 {
				env.Emulator.ResetRequests()
				wantNotVisible(t, apply(t, c))
				wantAttribute(t, c, "state", "COMPLETED")
				wantAttribute(t, c, "recovery_point_status", "")
				if n := env.Emulator.Count("DescribeRecoveryPoint"); n != 1 {
					t.Errorf("the recovery point was read %d times, want 1", n)
				}
			}

			env.Emulator.Advance(10 * time.Minute)
			apply(t, c)
			wantAttribute(t, c, "recovery_point_status", "COMPLETED")
			wantNoChanges(t, c)
			if n := len(parents(env)); n != 1 {
				t.Errorf("%d backups were started, want 1", n)
			}
		})
	}
}

// wantNotVisible asserts the one warning about a point that was never seen.
func wantNotVisible(t *testing.T, said []acctest.Diagnostic) {
	t.Helper()
	if len(said) != 1 || said[0].Severity != "warning" || said[0].Summary != saysNotVisible {
		t.Errorf("the apply reports %v, want the warning %q alone", said, saysNotVisible)
	}
}

// TestAccBackupJob_retentionRemoved: a date that AWS had calculated and
// calculates no more is drift, planned back in place. A server that never says
// one is tolerated.
func TestAccBackupJob_retentionRemoved(t *testing.T) {
	t.Parallel()
	const kept = `recovery_point_lifecycle = { delete_after_days = 365 }`
	never := types.Lifecycle{DeleteAfterDays: new(int64(-1))}
	for _, test := range []struct {
		name, arn, extra string
		removed          types.Lifecycle
		want             []string
	}{
		{"deletion", acctest.FilesARN, kept, never, []string{"UpdateRecoveryPointLifecycle"}},
		{"deletion of a snapshot", acctest.VolumeARN, kept, never, []string{"UpdateRecoveryPointLifecycle"}},
		{"cold storage", acctest.FilesARN, `recovery_point_lifecycle = {
    move_to_cold_storage_after_days = 60
    delete_after_days               = 365
  }`, types.Lifecycle{MoveToColdStorageAfterDays: new(int64(-1)), DeleteAfterDays: new(int64(365))}, []string{"UpdateRecoveryPointLifecycle"}},
		{"nothing was configured", acctest.FilesARN, "", never, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			c := env.Terraform(env.Config(job(test.arn, test.extra)))
			apply(t, c)
			point := env.AWS().RecoveryPoints()[0]
			if _, err := env.Client().UpdateRecoveryPointLifecycle(t.Context(), &backup.UpdateRecoveryPointLifecycleInput{
				BackupVaultName: &point.VaultName, RecoveryPointArn: &point.ARN, Lifecycle: &test.removed,
			}); err != nil {
				t.Fatal(err)
			}
			env.Emulator.ResetRequests()
			apply(t, c)
			wantWrites(t, env, test.want...)
			after := env.AWS().RecoveryPoints()[0]
			if !after.DeleteAt.Equal(point.DeleteAt) || !after.MoveToColdStorageAt.Equal(point.MoveToColdStorageAt) {
				t.Errorf("the point is kept until %s and moves at %s, want %s and %s", after.DeleteAt, after.MoveToColdStorageAt, point.DeleteAt, point.MoveToColdStorageAt)
			}
			wantNoChanges(t, c)
			wantJobs(t, env, 1)
		})
	}
}

// TestAccBackupJob_unreadablePoint: a server that cannot be asked about recovery
// points blocks neither a plan nor a destroy that retains the backup.
func TestAccBackupJob_unreadablePoint(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name  string
		fault emulator.Fault
	}{
		{"operation not known", emulator.Fault{Kind: emulator.Error, Code: "UnknownOperationException", Status: 404}},
		{"page not found", emulator.Fault{Kind: emulator.HTML, Status: 404}},
		{"method not allowed", emulator.Fault{Kind: emulator.HTML, Status: 405}},
		{"request not valid", emulator.Fault{Kind: emulator.Error, Code: "InvalidParameterValueException", Status: 400}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			c := env.Terraform(env.Config(job(acctest.FilesARN, "")))
			apply(t, c)
			test.fault.Match, test.fault.Times = readsPoint, emulator.Always
			env.Emulator.Inject(test.fault)
			wantSaid(t, apply(t, c), saysNotReadable, c.State()[0].Text("recovery_point_arn"))
			wantAttribute(t, c, "recovery_point_status", "COMPLETED")
			wantNoChanges(t, c)
			env.Emulator.ResetRequests()
			if said, failed := destroyed(c); failed {
				t.Errorf("the destroy fails: %v", said)
			}
			wantHeld(t, c)
			wantPoints(t, env, 1)
		})
	}
}

// TestAccBackupJob_vaultReportedLate: a job may report the requested vault first
// and the air-gapped one, which holds the point, later.
func TestAccBackupJob_vaultReportedLate(t *testing.T) {
	t.Parallel()
	for _, waitFor := range []string{"completed", "created"} {
		t.Run(waitFor, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			env.AWS().AddVault(emulator.Vault{Name: "isolated", AirGapped: true, Lock: &emulator.Lock{Min: 7, Max: 365}})
			env.AWS().Script(acctest.FilesARN, emulator.Script{VaultAtEnd: true})
			vault := "arn:aws:backup:" + acctest.Region + ":" + acctest.Account + ":backup-vault:isolated"
			config := func(waitFor string) string {
				return env.Config(job(acctest.FilesARN, `recovery_point_lifecycle = { delete_after_days = 35 }
  logically_air_gapped_backup_vault_arn = "`+vault+`"
  wait_for = "`+waitFor+`"`))
			}
			c := env.Terraform(config(waitFor))
			apply(t, c)
			c.Write(config("completed"))
			// The plan must not promise the vault that was reported first.
			apply(t, c, "-refresh=false")
			wantAttribute(t, c, "backup_vault_arn", vault)
			wantAttribute(t, c, "recovery_point_status", "COMPLETED")
			wantNoChanges(t, c)
			wantJobs(t, env, 1)
		})
	}
}
