// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob_test

import (
	"testing"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

func retention(cold, remove any) map[string]any {
	return map[string]any{"recovery_point_lifecycle": map[string]any{"move_to_cold_storage_after_days": cold, "delete_after_days": remove}}
}

// Actions are validated before variables are known, and planned before some are:
// what AWS would refuse never reaches it all the same.
func TestStartAction_rules(t *testing.T) {
	t.Parallel()
	const ninety = "ERROR: Deleted less than 90 days after the move to cold storage"
	env := acctest.New(t)
	server := env.Server(nil)

	known := asked(acctest.FilesARN, retention(30, 100))
	wantDiagnostics(t, server.Plan(startAction, known), []string{ninety}, "120")
	unknown := asked(acctest.FilesARN, retention(30, acctest.Unknown))
	wantDiagnostics(t, server.Plan(startAction, unknown), nil)
	said := server.Invoke(acctest.Context(t), startAction, known, nil)
	wantDiagnostics(t, said.Diagnostics, []string{ninety}, "120")

	elsewhere := asked("arn:aws:elasticfilesystem:us-west-2:"+acctest.Account+":file-system/fs-0123456789abcdef0", nil)
	wantDiagnostics(t, server.Plan(startAction, elsewhere), []string{"ERROR: ARN of another region: us-west-2"})
	elsewhere["region"] = acctest.Unknown
	wantDiagnostics(t, server.Plan(startAction, elsewhere), nil)

	for name, test := range map[string]struct {
		value  any
		wanted string
	}{
		"on_issues":          {"Error", "ERROR: Invalid Attribute Value Match"},
		"wait_for":           {"complete", "ERROR: Invalid Attribute Value Match"},
		"skip_if_newer_than": {"1d", "ERROR: Not a duration"},
		"timeouts":           {map[string]any{"invoke": "-1h"}, "ERROR: Not a positive duration"},
	} {
		said := server.Invoke(acctest.Context(t), startAction, asked(acctest.FilesARN, map[string]any{name: test.value}), nil)
		wantDiagnostics(t, said.Diagnostics, []string{test.wanted}, name)
	}

	if n := env.Emulator.Count("StartBackupJob"); n != 0 {
		t.Errorf("%d backups were started", n)
	}
}

// A lock that cannot change any more is an error before the job is started; a
// warning is the plan's to give, and the invocation does not repeat it.
func TestStartAction_preflight(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.AWS().AddVault(emulator.Vault{Name: "locked", Lock: &emulator.Lock{Min: 30, Date: time.Now().Add(-time.Hour)}})
	server := env.Server(nil)
	config := asked(acctest.FilesARN, retention(nil, 7))
	config["backup_vault_name"] = "locked"
	planned := server.Plan(startAction, config)
	if len(planned) != 1 || planned[0].Severity.String() != "ERROR" {
		t.Fatalf("the plan says %v", planned)
	}
	said := server.Invoke(acctest.Context(t), startAction, config, nil)
	wantDiagnostics(t, said.Diagnostics, []string{"ERROR: " + planned[0].Summary}, "30")
	if n := env.Emulator.Count("StartBackupJob"); n != 0 {
		t.Errorf("%d backups were started", n)
	}
	if n := env.Emulator.Count("DescribeBackupVault"); n != 1 {
		t.Errorf("the vault was asked for %d times, want once in a process", n)
	}

	missing := asked(acctest.FilesARN, nil)
	missing["backup_vault_name"] = "nowhere"
	planned = server.Plan(startAction, missing)
	if len(planned) != 1 || planned[0].Severity.String() != "WARNING" {
		t.Errorf("the plan says %v of a vault that the same apply may make", planned)
	}
	env.AWS().AddVault(emulator.Vault{Name: "nowhere"})
	said = server.Invoke(acctest.Context(t), startAction, missing, nil)
	wantDiagnostics(t, said.Diagnostics, nil)
}
