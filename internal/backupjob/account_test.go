// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// The summaries of what is said about points that this account does not show.
const (
	saysOtherAccount = "Recovery Point of Another Account"
	saysNotReadable  = "Recovery Point Not Readable"
	saysDeletedEarly = "Recovery Point Deleted Early"
	saysVaultGone    = "Backup Gone With Its Vault"
	saysNotRefreshed = "Backup Not Refreshed"
	saysDenied       = "Backup Vault Missing or Access Denied"
)

// stranger is an account that has never had the tests' backups. The emulator
// takes it from the access key.
const stranger = "999999999999"

func asStranger(config string) string {
	return strings.Replace(config, `access_key = "test"`, `access_key = "`+stranger+`"`, 1)
}

// inVault is a backup job resource in another vault than Default.
func inVault(vault, extra string) string {
	return strings.Replace(job(acctest.FilesARN, extra), `"Default"`, fmt.Sprintf("%q", vault), 1)
}

// TestAccAccount_refresh: credentials of another account do not see the backup,
// which is no reason to drop it and take another one.
func TestAccAccount_refresh(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, vault string
		arn         string
		denied      bool // that the vault is described
		want        string
		names       []string
	}{
		{"ARN that names the account", "Default", acctest.FilesARN, false, saysNotReadable, []string{acctest.Account, stranger}},
		{"vault of the same name", "Default", acctest.VolumeARN, false, saysOtherAccount, []string{acctest.Account, stranger}},
		{"vault that may not be described", "Default", acctest.VolumeARN, true, saysOtherAccount, []string{acctest.Account, "backup:DescribeBackupVault"}},
		{"no such vault", "nightly", acctest.VolumeARN, false, saysNotReadable, []string{acctest.Account, stranger}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			env.AWS().AddVault(emulator.Vault{Name: "nightly"})
			// A snapshot's ARN names no account, so AWS looks it up; an ARN of another account is denied.
			config := env.Config(strings.Replace(inVault(test.vault, ""), acctest.FilesARN, test.arn, 1))
			c := env.Terraform(config)
			apply(t, c)
			if test.denied {
				env.Emulator.Inject(emulator.Fault{Kind: emulator.AccessDenied, Operation: "DescribeBackupVault", Times: emulator.Always})
			}
			c.Write(asStranger(config))
			said := apply(t, c)
			wantSaid(t, said, saysDeletedEarly)
			for _, name := range test.names {
				wantSaid(t, said, test.want, name)
			}
			wantHeld(t, c, startedJobs(env)...)
			if n := len(env.Emulator.Account(stranger).Region(acctest.Region).Jobs()); n != 0 {
				t.Errorf("%d jobs were started in the other account, want 0", n)
			}

			env.Emulator.ClearFaults()
			c.Write(config)
			wantNoChanges(t, c)
			wantJobs(t, env, 1)
		})
	}
}

// TestAccAccount_destroy: what is not in this account is not deleted in it, and
// so the resource stays in state.
func TestAccAccount_destroy(t *testing.T) {
	t.Parallel()
	// AWS denies an ARN that names another account, and does not find a snapshot.
	for _, arn := range []string{acctest.FilesARN, acctest.VolumeARN} {
		t.Run(arn, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			config := env.Config(job(arn, `on_destroy = "delete"`))
			c := env.Terraform(config)
			apply(t, c)
			c.Write(asStranger(config))
			said := c.Run("destroy", "-auto-approve", "-refresh=false")
			wantSaid(t, said, saysOtherAccount, stranger)
			wantHeld(t, c, startedJobs(env)...)

			c.Write(config)
			wantSaid(t, c.Run("destroy", "-auto-approve"), saysOtherAccount)
			wantPoints(t, env, 0)
		})
	}
}

// TestAccBackupJob_destroyWithoutVault: AWS deletes no vault that has a recovery
// point, so there is nothing left to delete, and the destroy is not in the way.
func TestAccBackupJob_destroyWithoutVault(t *testing.T) {
	t.Parallel()
	for _, mode := range []emulator.MissingVault{emulator.MissingVaultDenied, emulator.MissingVaultNotFound} {
		for _, arn := range []string{acctest.FilesARN, acctest.StackARN} {
			t.Run(fmt.Sprint(mode, " ", arn), func(t *testing.T) {
				t.Parallel()
				env := acctest.New(t, emulator.WithMissingVault(mode))
				env.AWS().AddVault(emulator.Vault{Name: "nightly"})
				c := env.Terraform(env.Config(strings.Replace(inVault("nightly", `on_destroy = "delete"`), acctest.FilesARN, arn, 1)))
				apply(t, c)
				env.AWS().RemoveVault("nightly")
				if mode == emulator.MissingVaultDenied {
					// A denial alone does not tell whether the vault is gone.
					env.Refuse("AccessDeniedException", "ListBackupVaults")
					wantSummary(t, c.Run("destroy", "-auto-approve", "-refresh=false"), "error", saysDenied)
					wantAttribute(t, c, "state", "COMPLETED")
					env.Emulator.ClearFaults()
				}
				said := c.Run("destroy", "-auto-approve", "-refresh=false")
				if mode == emulator.MissingVaultDenied {
					wantSaid(t, said, saysVaultGone, startedJobs(env)[0])
				}
				wantHeld(t, c)
			})
		}
	}
}

// TestAccBackupJob_unknownProvider: a provider block that is fed from a resource
// of the same apply leaves the backup as it is in state.
func TestAccBackupJob_unknownProvider(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	config := func(version, extra string) string {
		return env.UnknownProvider(version) + job(acctest.FilesARN, extra)
	}
	c := env.CLI(config("1", ""))
	apply(t, c)
	c.Write(config("2", ""))
	wantSaid(t, apply(t, c), saysNotRefreshed, startedJobs(env)[0])
	wantSaid(t, apply(t, c), saysNotRefreshed)

	// A change is planned and made without the refresh.
	c.Write(config("3", `tags = { team = "db" }`))
	wantSaid(t, apply(t, c), saysNotRefreshed, startedJobs(env)[0])
	if got := env.AWS().RecoveryPoints()[0].Tags["team"]; got != "db" {
		t.Errorf("the point has the tag team = %q, want db", got)
	}
	wantNoChanges(t, c)

	// A data source has no state to fall back on: its error names the way out.
	c.Write(config("4", "") + "data \"awsbackup_backup_job\" \"test\" {\n backup_job_id = \"" + startedJobs(env)[0] + "\"\n}\n")
	wantSaid(t, c.Run("plan"), "Provider Configuration Cannot Be Used", "-target")
	wantJobs(t, env, 1)
}
