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

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
)

const address = "awsbackup_backup_job.test"

// anyError matches every error: what matters is what is lost, which is nothing.
var anyError = regexp.MustCompile(`(?s).+`)

// job is a backup job resource with extra lines of configuration. The ARN may
// have expressions in it.
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
				is("state", "COMPLETED"),
				has("id", knownvalue.StringRegexp(regexp.MustCompile(`^[0-9A-F-]{36}$`))),
				has("recovery_point_arn", knownvalue.StringRegexp(regexp.MustCompile(`^arn:aws:ec2:eu-central-1::snapshot/snap-`))),
				is("recovery_point_status", "COMPLETED"),
				is("account_id", acctest.Account),
				is("region", acctest.Region),
				is("resource_type", "EBS"),
				has("recovery_point_lifecycle", knownvalue.Null()),
				has("calculated_lifecycle", knownvalue.Null()),
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
			ConfigPlanChecks: planned(plancheck.ExpectEmptyPlan()),
		},
		resource.TestStep{
			ResourceName: address, ImportState: true, ImportStateVerify: true,
			ImportStateVerifyIgnore: []string{"idempotency_token"},
		},
	)
	wantJobs(t, env, 1)
	wantPoints(t, env, 1) // after the destroy, as on_destroy is retain
}
