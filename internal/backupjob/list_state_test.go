// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob_test

import (
	"slices"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/zclconf/go-cty/cty"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/inprocess"
)

const listType = "awsbackup_backup_job"

// What a list shows of a job is what an import of it reads, or a generated
// configuration would plan a change. Terraform has no command that shows both.
func TestBackupJobList_sameAsImport(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.AWS().AddVault(emulator.Vault{Name: "gapped", AirGapped: true, Lock: &emulator.Lock{Min: 1, Max: 100}})
	env.AWS().Script(acctest.TableARN, emulator.Script{End: "FAILED", Message: "Table not found."})
	for arn, change := range map[string]func(*backup.StartBackupJobInput){
		acctest.VolumeARN: func(in *backup.StartBackupJobInput) {
			in.Lifecycle = &types.Lifecycle{DeleteAfterDays: new(int64(30))}
			in.LogicallyAirGappedBackupVaultArn = new("arn:aws:backup:" + acctest.Region + ":" + acctest.Account + ":backup-vault:gapped")
		},
		acctest.FilesARN: func(in *backup.StartBackupJobInput) {
			in.Lifecycle = &types.Lifecycle{MoveToColdStorageAfterDays: new(int64(30)), DeleteAfterDays: new(int64(120))}
			in.RecoveryPointTags = map[string]string{"team": "files"}
		},
		acctest.BucketARN: func(in *backup.StartBackupJobInput) {
			in.Index = types.IndexEnabled
			in.BackupOptions = map[string]string{"BackupACLs": "enabled"}
		},
		acctest.TableARN: nil,
		acctest.StackARN: nil,
	} {
		backedUp(t, env, arn, change)
	}
	eventually(t, "the air-gapped copy is made", func() bool {
		return slices.ContainsFunc(env.AWS().RecoveryPoints(), func(p emulator.RecoveryPoint) bool {
			return p.VaultName == "gapped" && p.Status == "COMPLETED"
		}) && !slices.ContainsFunc(env.AWS().RecoveryPoints(), func(p emulator.RecoveryPoint) bool { return p.Lifecycle.DeleteAfterEvent != "" })
	})

	server := env.Server(nil)
	found, diagnostics := server.List(listType, nil, 100)
	wantDiagnostics(t, diagnostics, nil)
	if len(found) != len(env.AWS().Jobs()) {
		t.Fatalf("%d jobs listed, want %d", len(found), len(env.AWS().Jobs()))
	}
	for _, listed := range found {
		read, diagnostics := server.Import(acctest.Context(t), listType, listed.ID(), cty.NilVal)
		wantDiagnostics(t, diagnostics, nil)
		for name, value := range listed.Value.AsValueMap() {
			if imported := inprocess.Member(read.Value, name); !value.RawEquals(imported) {
				t.Errorf("job %s: %s is listed as %#v, imported as %#v", listed.ID(), name, value, imported)
			}
		}
	}
}

// A list shows of a job what AWS reports of it, and a job whose details may not
// be read as well.
func TestBackupJobList_scarce(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	backedUp(t, env, acctest.StackARN, nil)
	env.Refuse("AccessDeniedException", "DescribeBackupJob")
	env.Emulator.Inject(emulator.Fault{Kind: emulator.Nulls, Operation: "ListBackupJobs", Members: []string{"ResourceArn", "ResourceName", "ResourceType", "CreationDate"}, Times: emulator.Always})
	found, diagnostics := env.Server(nil).List(listType, nil, 100)
	wantDiagnostics(t, diagnostics, []string{"WARNING: Access Denied by AWS Backup"}, "backup:DescribeBackupJob")
	if len(found) != len(env.AWS().Jobs()) {
		t.Fatalf("%d jobs listed, want %d", len(found), len(env.AWS().Jobs()))
	}
	for _, listed := range found {
		if want := listed.ID() + ", COMPLETED"; listed.DisplayName != want {
			t.Errorf("the list calls a job %q, want %q", listed.DisplayName, want)
		}
	}
}
