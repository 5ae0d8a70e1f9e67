// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob_test

import (
	"slices"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

const listType = "awsbackup_backup_job"

// What a list shows of a job is what an import of it reads, or a generated
// configuration would plan a change. Terraform has no command that shows both.
func TestBackupJobList_sameAsImport(t *testing.T) {
	t.Parallel()
	env := acctest.NewWithoutTerraform(t)
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
	found := listedResources(t, server)
	if len(found) != len(env.AWS().Jobs()) {
		t.Fatalf("%d jobs listed, want %d", len(found), len(env.AWS().Jobs()))
	}
	for id, state := range found {
		read := importedResource(t, server, id)
		diffs, err := state.Diff(read)
		if err != nil {
			t.Fatal(err)
		}
		for _, diff := range diffs {
			t.Errorf("job %s: listed and imported differ: %s", id, diff)
		}
	}
}

// listedResources lists all jobs with their resources, by ID.
func listedResources(t *testing.T, server *acctest.Server) map[string]tftypes.Value {
	t.Helper()
	lists, ok := server.ProviderServer.(tfprotov6.ProviderServerWithListResource)
	if !ok {
		t.Fatal("the provider has no lists")
	}
	stream, err := lists.ListResource(acctest.Context(t), &tfprotov6.ListResourceRequest{
		TypeName: listType, Config: acctest.Dynamic(t, server.ListType(listType), map[string]any{}), IncludeResource: true, Limit: 100,
	})
	if err != nil {
		t.Fatal(err)
	}
	found := make(map[string]tftypes.Value)
	for result := range stream.Results {
		for _, d := range result.Diagnostics {
			t.Errorf("%s: %s: %s", result.DisplayName, d.Summary, d.Detail)
		}
		state, id := stateOf(t, server, result.Resource)
		found[id] = state
	}
	return found
}

// importedResource imports a job and reads it.
func importedResource(t *testing.T, server *acctest.Server, id string) tftypes.Value {
	t.Helper()
	imported, err := server.ImportResourceState(t.Context(), &tfprotov6.ImportResourceStateRequest{TypeName: listType, ID: id})
	if err != nil || len(imported.Diagnostics) > 0 {
		t.Fatalf("importing %s: %v %v", id, err, imported.Diagnostics)
	}
	one := imported.ImportedResources[0]
	read, err := server.ReadResource(acctest.Context(t), &tfprotov6.ReadResourceRequest{
		TypeName: listType, CurrentState: one.State, CurrentIdentity: one.Identity, Private: one.Private,
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range read.Diagnostics {
		t.Errorf("reading %s: %s: %s", id, d.Summary, d.Detail)
	}
	state, _ := stateOf(t, server, read.NewState)
	return state
}

func stateOf(t *testing.T, server *acctest.Server, dynamic *tfprotov6.DynamicValue) (state tftypes.Value, id string) {
	t.Helper()
	if dynamic == nil {
		t.Fatal("a result has no resource, which makes Terraform panic when it generates configuration")
	}
	state, err := dynamic.Unmarshal(server.ResourceType(listType))
	if err != nil {
		t.Fatal(err)
	}
	var members map[string]tftypes.Value
	if err := state.As(&members); err != nil {
		t.Fatal(err)
	}
	if err := members["id"].As(&id); err != nil {
		t.Fatal(err)
	}
	return state, id
}
