// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// What preflight asks AWS about it can also take back; what state alone tells
// stays an error, which no other permission and no other order would change.
func TestAccBackupJob_retentionRefused(t *testing.T) {
	t.Parallel()
	// The plan goes by this machine's clock, so the backup is taken five days
	// ago.
	past := emulator.WithNow(func() time.Time { return time.Now().Add(-5 * day) })
	retention := func(cold int) string {
		return fmt.Sprintf("recovery_point_lifecycle = {\n move_to_cold_storage_after_days = %d\n delete_after_days = 400\n }", cold)
	}
	t.Run("in cold storage", func(t *testing.T) {
		t.Parallel()
		const refused = address + " error: Backup already in cold storage"
		env := acctest.New(t, past)
		c := env.Terraform(env.Config(job(acctest.FilesARN, retention(1))))
		apply(t, c)
		env.Emulator.Advance(5 * day)
		wantPlanByPreflight(t, env, c, job(acctest.FilesARN, retention(50)), refused, refused, refused)
	})
	t.Run("in a locked vault", func(t *testing.T) {
		t.Parallel()
		const refused = ": Retention of a backup in a locked vault"
		env := acctest.New(t)
		env.AWS().AddVault(emulator.Vault{Name: "Default", Lock: &emulator.Lock{Min: 1}})
		c := env.Terraform(env.Config(job(acctest.FilesARN, retention(1))))
		apply(t, c)
		wantPlanByPreflight(t, env, c, job(acctest.FilesARN, retention(50)), address+" error"+refused, address+" warning"+refused, "")
	})
}

// A vault whose name is known only at apply is not asked about, which is no reason
// to warn.
func TestAccBackupJob_vaultUnknown(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	c := env.Terraform(env.Config("resource \"terraform_data\" \"vault\" {\n input = \"Default\"\n}\n" +
		strings.Replace(job(acctest.FilesARN, ""), `"Default"`, "terraform_data.vault.output", 1)))
	if said := c.Run("plan"); len(said) > 0 {
		t.Errorf("the plan says %v", said)
	}
	apply(t, c)
	wantPoints(t, env, 1)
}

// wantPlanByPreflight asserts the one thing that a plan says, "" for nothing, in
// each mode of preflight.
func wantPlanByPreflight(t *testing.T, env *acctest.Env, c acctest.Terraform, hcl, enforce, warn, off string) {
	t.Helper()
	for mode, want := range map[string]string{"enforce": enforce, "warn": warn, "off": off} {
		c.Write(env.ProviderBlock(fmt.Sprintf("preflight = %q", mode)) + hcl)
		said := c.Run("plan")
		if want == "" && len(said) == 0 || len(said) == 1 && said[0].String() == want {
			continue
		}
		t.Errorf("with preflight = %q the plan says %v, want %q", mode, said, want)
	}
}
