// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package functions_test

import (
	"os"
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfversion"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
)

// checks refuse a Terraform without provider functions: these tests must not pass by being skipped.
var checks = []tfversion.TerraformVersionCheck{tfversion.RequireAbove(tfversion.Version1_8_0)}

func TestAccParseRecoveryPointARN_example(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	example, err := os.ReadFile("../../examples/functions/parse_recovery_point_arn/function.tf")
	if err != nil {
		t.Fatal(err)
	}
	cli := env.CLI(string(example))
	if diagnostics := cli.Run("apply", "-auto-approve"); len(diagnostics) > 0 {
		t.Fatal(diagnostics)
	}
	want := map[string]any{
		"snapshot_id": "snap-0123456789abcdef0",
		"snapshot": map[string]any{
			"partition": "aws", "service": "rds", "region": "eu-central-1", "account_id": "111122223333",
			"resource_type": "RDS", "id": "awsbackup:job-0f35b5c0-5b09-4d31-9e6f-8ad1ffc1f2f1",
		},
	}
	if diff := cmp.Diff(want, cli.Outputs()); diff != "" {
		t.Errorf("outputs (-want +got):\n%s", diff)
	}
}

// The error names the argument, and the function needs no provider block and no credentials.
func TestAccParseRecoveryPointARN_wrong(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.RunCase(resource.TestCase{TerraformVersionChecks: checks, Steps: []resource.TestStep{{
		Config:      `output "x" { value = provider::awsbackup::parse_recovery_point_arn("snap-1") }`,
		ExpectError: regexp.MustCompile(`(?s)Invalid value for "arn" parameter:\s+"snap-1"\s+is\s+not\s+the\s+ARN\s+of\s+a\s+recovery\s+point`),
	}}})
	if calls := env.Emulator.Counts(); len(calls) > 0 {
		t.Errorf("a function made the calls %v", calls)
	}
}

// A backup's ARN is not known before it is taken; the function waits for it.
func TestAccParseRecoveryPointARN_unknown(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.RunCase(resource.TestCase{TerraformVersionChecks: checks, Steps: []resource.TestStep{{
		Config: env.Config(`
resource "awsbackup_backup_job" "test" {
  backup_vault_name = "Default"
  resource_arn      = "` + acctest.VolumeARN + `"
  iam_role_arn      = "` + acctest.RoleARN + `"
}

output "id" {
  value = provider::awsbackup::parse_recovery_point_arn(awsbackup_backup_job.test.recovery_point_arn).id
}
`),
		ConfigStateChecks: []statecheck.StateCheck{
			statecheck.ExpectKnownOutputValue("id", knownvalue.StringRegexp(regexp.MustCompile(`^snap-[0-9a-f]{17}$`))),
		},
	}}})
}
