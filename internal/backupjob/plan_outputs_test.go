// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// TestAccBackupJob_plannedOutputs: what is certain before the apply is known in
// the plan, of a new backup and of one that replaces another.
func TestAccBackupJob_plannedOutputs(t *testing.T) {
	t.Parallel()
	const (
		vaultARN = "arn:aws:backup:" + acctest.Region + ":" + acctest.Account + ":backup-vault:Default"
		cluster  = "arn:aws:rds:" + acctest.Region + ":" + acctest.Account + ":cluster:orders"
	)
	known := func(name, value string) plancheck.PlanCheck {
		return plancheck.ExpectKnownValue(address, tfjsonpath.New(name), knownvalue.StringExact(value))
	}
	unknown := func(name string) plancheck.PlanCheck {
		return plancheck.ExpectUnknownValue(address, tfjsonpath.New(name))
	}
	for name, test := range map[string]struct {
		resource, arguments string
		want                []plancheck.PlanCheck
	}{
		"a volume": {acctest.VolumeARN, "", []plancheck.PlanCheck{
			known("account_id", acctest.Account), known("resource_type", "EBS"), known("backup_vault_arn", vaultARN),
		}},
		"a database cluster, which may be of four types": {cluster, "", []plancheck.PlanCheck{
			known("account_id", acctest.Account), unknown("resource_type"), known("backup_vault_arn", vaultARN),
		}},
		"an air-gapped target, where AWS chooses the vault": {
			acctest.FilesARN, fmt.Sprintf("logically_air_gapped_backup_vault_arn = %q\n recovery_point_lifecycle = { delete_after_days = 30 }", gappedARN), []plancheck.PlanCheck{
				known("account_id", acctest.Account), known("resource_type", "EFS"), unknown("backup_vault_arn"),
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			env.AWS().AddVault(emulator.Vault{Name: "gapped", AirGapped: true, Lock: &emulator.Lock{Min: 7, Max: 400}})
			step := func(release string) resource.TestStep {
				return resource.TestStep{
					Config:           env.Config(job(test.resource, test.arguments+fmt.Sprintf("\n triggers = { release = %q }", release))),
					ConfigPlanChecks: planned(append([]plancheck.PlanCheck{unknown("state"), unknown("job")}, test.want...)...),
				}
			}
			env.Run(step("1"), step("2"))
		})
	}
}

// TestAccBackupJob_replacementSaysWhatBecomesOfTheOld: a replacement reports what
// happens to the backup that is there, by the on_destroy in state.
func TestAccBackupJob_replacementSaysWhatBecomesOfTheOld(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		arguments string
		unended   bool
		summary   string
		detail    []string
	}{
		"kept":                    {"", false, "Old Backup Is Kept", []string{`on_destroy is "retain"`, "stays in vault Default", "kept indefinitely"}},
		"kept for a time":         {"recovery_point_lifecycle = { delete_after_days = 7 }", false, "Old Backup Is Kept", []string{"AWS Backup deletes it on"}},
		"deleted":                 {`on_destroy = "delete"`, false, "Replacement Deletes the Old Backup First", []string{"is deleted"}},
		"in flight and kept":      {`wait_for = "created"`, true, "Old Backup Is Kept", []string{"continues"}},
		"in flight and stopped":   {"wait_for = \"created\"\n on_destroy = \"stop\"", true, "Replacement Ends the Old Job", []string{"stop job"}},
		"in flight, then deleted": {"wait_for = \"created\"\n on_destroy = \"delete\"", true, "Replacement Deletes the Old Backup First", []string{"is deleted"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			if test.unended {
				env.AWS().Script(acctest.FilesARN, emulator.Script{NeverEnds: true})
			}
			config := func(release string) string {
				return env.Config(job(acctest.FilesARN, test.arguments+fmt.Sprintf("\n triggers = { release = %q }", release)))
			}
			c := env.Terraform(config("1"))
			apply(t, c)
			c.Write(config("2"))
			said := c.Run("plan")
			if len(said) != 1 || said[0].Severity != "warning" || said[0].Summary != test.summary {
				t.Fatalf("said %q, want the warning %q alone", summaries(said), test.summary)
			}
			for _, part := range append(test.detail, acctest.FilesARN) {
				if !strings.Contains(said[0].Detail, part) {
					t.Errorf("%q lacks %q", said[0].Detail, part)
				}
			}
		})
	}
}
