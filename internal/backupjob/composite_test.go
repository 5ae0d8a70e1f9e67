// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob_test

import (
	"regexp"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// TestAccBackupJob_composite: the parent tells of its children, and only its
// own description has their counts.
func TestAccBackupJob_composite(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.AWS().Script(acctest.StackARN, emulator.Script{Children: []emulator.Child{
		{Identifier: "Data", ResourceARN: acctest.VolumeARN},
		{Identifier: "Files", ResourceARN: acctest.FilesARN},
	}})
	config := env.Config(job(acctest.StackARN, ""))
	env.Run(
		resource.TestStep{
			Config: config,
			ConfigStateChecks: states(
				is("state", "COMPLETED"), inJob("is_parent", knownvalue.Bool(true)), inJob("number_of_child_jobs", knownvalue.Int64Exact(2)),
				inJob("child_jobs_in_state", knownvalue.MapExact(map[string]knownvalue.Check{"COMPLETED": knownvalue.Int64Exact(2)})),
			),
		},
		resource.TestStep{Config: config, ConfigPlanChecks: planned(plancheck.ExpectEmptyPlan())},
	)
}

// TestAccBackupJob_issues: completed with issues is a warning. It is an error
// where the configuration wants one, also for what AWS does not call an issue.
func TestAccBackupJob_issues(t *testing.T) {
	t.Parallel()
	script := emulator.Script{Category: "MISCELLANEOUS", Message: "We are unable to copy resource tags to your backup because of the Internal Failure."}
	t.Run("warn", func(t *testing.T) {
		t.Parallel()
		env := acctest.New(t)
		env.AWS().Script(acctest.VolumeARN, script)
		config := env.Config(job(acctest.VolumeARN, ""))
		env.Run(
			resource.TestStep{Config: config, ConfigStateChecks: states(is("state", "COMPLETED"), is("message_category", "MISCELLANEOUS"))},
			resource.TestStep{Config: config, ConfigPlanChecks: planned(plancheck.ExpectEmptyPlan())},
		)
	})
	t.Run("VSS that did not happen", func(t *testing.T) {
		t.Parallel()
		env := acctest.New(t)
		env.AWS().Script(acctest.HostARN, emulator.Script{BackupType: "-"})
		env.Run(resource.TestStep{
			Config:      env.Config(job(acctest.HostARN, "on_issues = \"error\"\n backup_options = { WindowsVSS = \"enabled\" }")),
			ExpectError: regexp.MustCompile(`(?s)WindowsVSS.*crash-consistent`),
		})
	})
}

// TestAccBackupJob_airGapped follows every way a backup takes to an air-gapped
// vault, and stays quiet when its temporary point goes.
func TestAccBackupJob_airGapped(t *testing.T) {
	t.Parallel()
	inTarget := regexp.MustCompile(`:backup-vault:gapped$`)
	inDefault := regexp.MustCompile(`:backup-vault:Default$`)
	lasting := regexp.MustCompile(`^arn:aws:backup:[^:]+:[0-9]+:recovery-point:`)
	for _, test := range []struct {
		name, arn string
		script    emulator.Script
		vault     *regexp.Regexp
		temporary bool
	}{
		{"fully managed", acctest.FilesARN, emulator.Script{}, inTarget, false},
		{"by a temporary point", acctest.VolumeARN, emulator.Script{CopyTakes: time.Minute}, inDefault, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			env.AWS().AddVault(emulator.Vault{Name: "gapped", AirGapped: true, Lock: &emulator.Lock{Min: 7, Max: 400}})
			env.AWS().Script(test.arn, test.script)
			config := env.Config(job(test.arn, toGapped))
			quiet := resource.TestStep{
				PreConfig: func() { env.Emulator.Advance(day) }, Config: config, ConfigPlanChecks: planned(plancheck.ExpectEmptyPlan()),
				ConfigStateChecks: states(is("backup_vault_name", "Default"), has("logically_air_gapped_recovery_point_arn", knownvalue.StringRegexp(lasting))),
			}
			steps := []resource.TestStep{{Config: config, ConfigStateChecks: states(is("state", "COMPLETED"), has("backup_vault_arn", knownvalue.StringRegexp(test.vault)))}, quiet}
			if test.temporary {
				gone := quiet
				gone.ConfigStateChecks = append(gone.ConfigStateChecks, is("recovery_point_status", "DELETED"), inJob("delete_after_event", knownvalue.StringExact("DELETE_AFTER_COPY")))
				steps = append(steps, gone)
			}
			env.Run(append(steps, quiet)...)
			wantJobs(t, env, 1)
		})
	}
}
