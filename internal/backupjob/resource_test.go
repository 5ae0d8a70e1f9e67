// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob_test

import (
	"fmt"
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
)

const address = "awsbackup_backup_job.test"

// anyError matches every error: what matters is what is lost, which is nothing.
var anyError = regexp.MustCompile(`(?s).+`)

// job is a backup job resource with extra lines of configuration.
func job(resourceARN, extra string) string {
	return fmt.Sprintf(`
resource "awsbackup_backup_job" "test" {
  backup_vault_name = "Default"
  resource_arn      = %q
  iam_role_arn      = %q
  %s
}
`, resourceARN, acctest.RoleARN, extra)
}

func TestAccBackupJob_basic(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.RunTerraform(
		resource.TestStep{
			Config: env.Config(job(acctest.VolumeARN, "")),
			ConfigStateChecks: []statecheck.StateCheck{
				statecheck.ExpectKnownValue(address, tfjsonpath.New("state"), knownvalue.StringExact("COMPLETED")),
				statecheck.ExpectKnownValue(address, tfjsonpath.New("id"), knownvalue.StringRegexp(regexp.MustCompile(`^[0-9A-F-]{36}$`))),
				statecheck.ExpectKnownValue(address, tfjsonpath.New("recovery_point_arn"), knownvalue.StringRegexp(regexp.MustCompile(`^arn:aws:ec2:eu-central-1::snapshot/snap-`))),
				statecheck.ExpectKnownValue(address, tfjsonpath.New("recovery_point_status"), knownvalue.StringExact("COMPLETED")),
				statecheck.ExpectKnownValue(address, tfjsonpath.New("account_id"), knownvalue.StringExact(acctest.Account)),
				statecheck.ExpectKnownValue(address, tfjsonpath.New("region"), knownvalue.StringExact(acctest.Region)),
				statecheck.ExpectKnownValue(address, tfjsonpath.New("resource_type"), knownvalue.StringExact("EBS")),
				statecheck.ExpectKnownValue(address, tfjsonpath.New("recovery_point_lifecycle"), knownvalue.Null()),
				statecheck.ExpectKnownValue(address, tfjsonpath.New("calculated_lifecycle"), knownvalue.Null()),
				statecheck.ExpectIdentity(address, map[string]knownvalue.Check{
					"account_id":         knownvalue.StringExact(acctest.Account),
					"region":             knownvalue.StringExact(acctest.Region),
					"backup_job_id":      knownvalue.StringRegexp(regexp.MustCompile(`^[0-9A-F-]{36}$`)),
					"backup_vault_name":  knownvalue.Null(),
					"recovery_point_arn": knownvalue.Null(),
				}),
			},
		},
		resource.TestStep{
			Config:           env.Config(job(acctest.VolumeARN, "")),
			ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectEmptyPlan()}},
		},
		resource.TestStep{
			ResourceName: address, ImportState: true, ImportStateVerify: true,
			ImportStateVerifyIgnore: []string{"idempotency_token"},
		},
	)
	if n := len(env.AWS().Jobs()); n != 1 {
		t.Errorf("%d jobs were started, want 1", n)
	}
	if n := len(env.AWS().RecoveryPoints()); n != 1 {
		t.Errorf("%d recovery points are there after destroy, want 1: on_destroy is retain", n)
	}
}
