// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package lifecyclevalidator_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// What a user of the real Terraform reads, when, and how often.

const (
	archive = "warning: Cold storage needs the archive opt-in for this resource type"
	windows = "warning: Complete window not longer than the start window"
	ninety  = "error: Deleted less than 90 days after the move to cold storage"
	address = "awsbackup_backup_job.test "
)

// job is a backup of a volume; lines in extra win.
func job(extra ...string) string {
	arguments := map[string]string{"backup_vault_name": `"Default"`, "resource_arn": fmt.Sprintf("%q", acctest.VolumeARN)}
	for _, line := range extra {
		name, value, _ := strings.Cut(line, " = ")
		arguments[name] = value
	}
	var b strings.Builder
	fmt.Fprintf(&b, "resource \"awsbackup_backup_job\" \"test\" {\n  iam_role_arn = %q\n", acctest.RoleARN)
	for name, value := range arguments {
		fmt.Fprintf(&b, "  %s = %s\n", name, value)
	}
	return b.String() + "}\n"
}

func retentionOf(members string) string { return "recovery_point_lifecycle = { " + members + " }" }

func reads(t *testing.T, when string, got []acctest.Diagnostic, want ...string) {
	t.Helper()
	var lines []string
	for _, d := range got {
		lines = append(lines, d.String())
	}
	slices.Sort(lines)
	slices.Sort(want)
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Errorf("%s: diagnostics (-want +got):\n%s", when, diff)
	}
}

func wantJobs(t *testing.T, env *acctest.Env, want int) {
	t.Helper()
	if got := len(env.AWS().Jobs()); got != want {
		t.Errorf("%d backup jobs were started, want %d", got, want)
	}
}

// An error is found by terraform validate, a warning by the first plan; each is shown once, and a settled backup brings
// nothing back.
func TestAccRules_shownOnce(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	cli := env.CLI(env.Config(job("complete_window_minutes = 60", retentionOf("move_to_cold_storage_after_days = 30\ndelete_after_days = 100"))))
	reads(t, "validate", cli.Validate(), address+ninety)
	reads(t, "plan", cli.Run("plan"), address+ninety)

	cli.Write(env.Config(job("complete_window_minutes = 60", retentionOf("move_to_cold_storage_after_days = 30\ndelete_after_days = 120"))))
	reads(t, "validate, fixed", cli.Validate())
	reads(t, "plan, fixed", cli.Run("plan", "-out=plan"), address+archive, address+windows)
	// Terraform plans once more while applying, with all values known.
	reads(t, "apply", cli.Run("apply", "plan"), address+archive, address+windows)
	reads(t, "second plan", cli.Run("plan", "-detailed-exitcode"))
	// An update says again only what it changes.
	cli.Write(env.Config(job("complete_window_minutes = 60\non_issues = \"error\"", retentionOf("move_to_cold_storage_after_days = 30\ndelete_after_days = 120"))))
	reads(t, "an update of something else", cli.Run("plan"))
	cli.Write(env.Config(job("complete_window_minutes = 61", retentionOf("move_to_cold_storage_after_days = 30\ndelete_after_days = 120"))))
	reads(t, "an update of the window", cli.Run("plan"), address+windows)
	wantJobs(t, env, 1)
}

// The vault name of a module's variable, the days of a variable: not known to validate, known to the plan.
func TestAccRules_variables(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	cli := env.CLI(env.Config(`
variable "days" {
  type    = number
  default = null
}
` + job(retentionOf("move_to_cold_storage_after_days = 30\ndelete_after_days = var.days\nopt_in_to_archive_for_supported_resources = true"))))
	reads(t, "validate", cli.Validate())
	reads(t, "plan with null", cli.Run("plan"))
	reads(t, "plan with 119", cli.Run("plan", "-var=days=119"), address+ninety)
	reads(t, "plan with 120", cli.Run("plan", "-var=days=120"))
}

// Values of resources that the same apply makes are known only when it reaches the backup: then the rule speaks, before
// a job is started.
func TestAccRules_unknownValues(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		input, use, want string
	}{
		"ARN": {
			`"arn:aws:ec2:eu-west-1:123456789012:volume/vol-1"`, "resource_arn = terraform_data.made.output",
			"error: ARN of another region: eu-west-1",
		},
		"ARN that is none":            {`"vol-1"`, "resource_arn = terraform_data.made.output", "error: Not the ARN of a resource"},
		"one member of the lifecycle": {`100`, retentionOf("move_to_cold_storage_after_days = 30\ndelete_after_days = terraform_data.made.output\nopt_in_to_archive_for_supported_resources = true"), ninety},
		"lifecycle":                   {`{ move_to_cold_storage_after_days = 30, delete_after_days = 100 }`, "recovery_point_lifecycle = terraform_data.made.output", ninety},
		"tags":                        {`{ "aws:x" = "y" }`, "tags = terraform_data.made.output", "error: Tag key reserved for AWS"},
		"tags, null":                  {`{ x = null }`, "tags = terraform_data.made.output", "error: Tag without a value"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			cli := env.Terraform(env.Config(fmt.Sprintf("resource \"terraform_data\" \"made\" {\n  input = %s\n}\n", test.input) + job(test.use)))
			reads(t, "validate", cli.Validate())
			reads(t, "plan", cli.Run("plan"))
			reads(t, "apply", cli.Run("apply", "-auto-approve"), address+test.want)
			wantJobs(t, env, 0)
		})
	}
}

// 50 backups of many types share one look at the vault and one at the region's settings; warnings come from the types
// concerned and no other; a plan without changes asks nothing.
func TestAccRules_fleet(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	cli := env.Terraform(env.Config(fmt.Sprintf(`
locals {
  files   = [for i in range(20) : "arn:aws:elasticfilesystem:%[1]s:%[2]s:file-system/fs-${i}"]
  tables  = [for i in range(20) : "arn:aws:dynamodb:%[1]s:%[2]s:table/t${i}"]
  servers = [for i in range(10) : "arn:aws:ec2:%[1]s:%[2]s:instance/i-${i}"]
}

resource "awsbackup_backup_job" "test" {
  for_each          = toset(concat(local.files, local.tables, local.servers))
  backup_vault_name = "Default"
  resource_arn      = each.key
  iam_role_arn      = %[3]q
  recovery_point_lifecycle = {
    move_to_cold_storage_after_days = 30
  }
}
`, acctest.Region, acctest.Account, acctest.RoleARN)))
	reads(t, "validate", cli.Validate())

	// How many of equal warnings Terraform shows is its own affair; but never two of one backup.
	ofTheServers := func(when string, got []acctest.Diagnostic) {
		seen := make(map[string]bool)
		for _, d := range got {
			if d.Summary != "Cold storage has no effect on this resource type" || !strings.Contains(d.Address, "instance/i-") || seen[d.Address] {
				t.Errorf("%s: %s", when, d)
			}
			seen[d.Address] = true
		}
		if len(seen) == 0 {
			t.Errorf("%s: no warning of the servers", when)
		}
	}
	ofTheServers("plan", cli.Run("plan", "-out=plan"))
	if got, want := env.Emulator.Counts(), map[string]int{"DescribeBackupVault": 1, "DescribeRegionSettings": 1}; !cmp.Equal(got, want) {
		t.Errorf("planning 50 backups cost %v, want %v", got, want)
	}
	ofTheServers("apply", cli.Run("apply", "plan"))
	wantJobs(t, env, 50)

	env.Emulator.ResetRequests()
	reads(t, "second plan", cli.Run("plan", "-detailed-exitcode"))
	for _, operation := range []string{"DescribeBackupVault", "DescribeRegionSettings"} {
		if n := env.Emulator.Count(operation); n > 0 {
			t.Errorf("a plan without changes made %d calls of %s", n, operation)
		}
	}
}

// A vault lock, in each of its ages and in each mode of preflight.
func TestAccRules_vaultLock(t *testing.T) {
	t.Parallel()
	const (
		below   = ": Retention below the minimum of the vault"
		above   = ": Retention above the maximum of the vault"
		forever = ": Kept indefinitely in a vault with a maximum retention"
	)
	final := emulator.Lock{Min: 7, Max: 365, Date: time.Now().Add(-time.Hour)}
	grace := emulator.Lock{Min: 7, Max: 365, Date: time.Now().Add(72 * time.Hour)}
	governance := emulator.Lock{Min: 7, Max: 365}
	for name, test := range map[string]struct {
		lock      emulator.Lock
		preflight string
		lifecycle string
		want      string
	}{
		"final, below":             {final, "", "delete_after_days = 6", "error" + below},
		"final, above":             {final, "enforce", "delete_after_days = 366", "error" + above},
		"final, no lifecycle":      {final, "", "", "error" + forever},
		"final, fits":              {final, "", "delete_after_days = 7", ""},
		"final, below, warn":       {final, "warn", "delete_after_days = 6", "warning" + below},
		"final, below, off":        {final, "off", "delete_after_days = 6", ""},
		"governance, below":        {governance, "", "delete_after_days = 6", "warning" + below},
		"governance, no lifecycle": {governance, "", "", "warning" + forever},
		"governance, off":          {governance, "off", "", ""},
		"grace, above":             {grace, "", "delete_after_days = 366", "warning" + above},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			env.AWS().AddVault(emulator.Vault{Name: "locked", Lock: &test.lock})
			block := env.ProviderBlock()
			if test.preflight != "" {
				block = env.ProviderBlock(fmt.Sprintf("preflight = %q", test.preflight))
			}
			cli := env.Terraform(block + job(`backup_vault_name = "locked"`, retentionOf(test.lifecycle)))
			var want []string
			if test.want != "" {
				want = []string{address + test.want}
			}
			reads(t, "plan", cli.Run("plan", "-out=plan"), want...)
			if strings.HasPrefix(test.want, "error") {
				return
			}
			// What was only a warning, or not checked, fails when AWS applies the lock, and says why.
			fits := strings.Contains(name, "fits")
			var why string
			for _, d := range cli.Run("apply", "plan") {
				if d.Severity == "error" {
					why = d.Summary + " " + d.Detail
				}
			}
			if fits != (why == "") || !fits && !strings.Contains(why, "lifecycle is outside the valid range") {
				t.Errorf("apply failed with %q", why)
			}
		})
	}
}

// A vault that the same apply makes is not there at plan. Planning may also run with a role that may ask nothing. Neither
// stops a plan, and each says the check.
func TestAccRules_preflightThatSeesNothing(t *testing.T) {
	t.Parallel()
	const (
		noVault     = "warning: Backup vault not found"
		noVaultCall = "warning: Not checked at plan: DescribeBackupVault failed"
		noSettings  = "warning: Not checked at plan: DescribeRegionSettings failed"
	)
	for name, test := range map[string]struct {
		vault  string
		faults []emulator.Fault
		want   []string
	}{
		"vault of the same apply": {vault: "new", want: []string{address + noVault}},
		"vault denied": {
			"Default",
			[]emulator.Fault{{Kind: emulator.AccessDenied, Operation: "DescribeBackupVault", Times: emulator.Always}},
			[]string{address + noVault},
		},
		"settings denied": {
			"Default",
			[]emulator.Fault{{Kind: emulator.AccessDenied, Operation: "DescribeRegionSettings", Times: emulator.Always}},
			[]string{address + noSettings},
		},
		"all throttled": {
			"Default",
			[]emulator.Fault{{Kind: emulator.Throttle, Times: emulator.Always}},
			[]string{address + noVaultCall, address + noSettings},
		},
		"all cut off": {
			"Default",
			[]emulator.Fault{{Kind: emulator.ResetBefore, Times: emulator.Always}},
			[]string{address + noVaultCall, address + noSettings},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			env.Emulator.Inject(test.faults...)
			cli := env.Terraform(env.ProviderBlock("max_retries = 1") + job(fmt.Sprintf("backup_vault_name = %q", test.vault)))
			reads(t, "plan", cli.Run("plan"), test.want...)
			off := env.ProviderBlock("max_retries = 1", `preflight = "off"`) + job(fmt.Sprintf("backup_vault_name = %q", test.vault))
			cli.Write(off)
			env.Emulator.ResetRequests()
			reads(t, "plan without preflight", cli.Run("plan"))
			if calls := env.Emulator.Counts(); len(calls) > 0 {
				t.Errorf("preflight = off made the calls %v", calls)
			}
		})
	}
}
