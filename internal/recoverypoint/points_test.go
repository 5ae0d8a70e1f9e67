// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package recoverypoint_test

import (
	"fmt"
	"regexp"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

func TestAccRecoveryPoints_filters(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.AWS().AddVault(emulator.Vault{Name: "other"})
	first := backedUp(t, env, acctest.DBARN, "Default", nil)
	env.Emulator.Advance(time.Hour)
	second := backedUp(t, env, acctest.FilesARN, "Default", nil)
	env.Emulator.Advance(time.Hour)
	third := backedUp(t, env, acctest.DBARN, "other", nil)
	env.Emulator.Advance(time.Hour)
	fourth := backedUp(t, env, acctest.DBARN, "Default", nil)

	config := func(arguments string) string {
		return env.Config(fmt.Sprintf("data \"awsbackup_recovery_points\" \"test\" {\n  %s\n}\n", arguments))
	}
	step := func(arguments string, want ...emulator.RecoveryPoint) resource.TestStep {
		checks := make([]knownvalue.Check, 0, len(want))
		for _, p := range want {
			checks = append(checks, knownvalue.ObjectPartial(map[string]knownvalue.Check{
				"recovery_point_arn": knownvalue.StringExact(p.ARN), "resource_arn": knownvalue.StringExact(p.ResourceARN),
				"status": knownvalue.StringExact("COMPLETED"),
			}))
		}
		return resource.TestStep{
			Config: config(arguments),
			ConfigStateChecks: []statecheck.StateCheck{
				statecheck.ExpectKnownValue("data.awsbackup_recovery_points.test", tfjsonpath.New("recovery_points"), knownvalue.ListExact(checks)),
			},
		}
	}
	fails := func(arguments, message string) resource.TestStep {
		return resource.TestStep{Config: config(arguments), ExpectError: regexp.MustCompile(message)}
	}
	inDefault, ofDB := "backup_vault_name = \"Default\"\n", fmt.Sprintf("resource_arn = %q\n", acctest.DBARN)
	after := func(p emulator.RecoveryPoint) string {
		return p.Created.Add(30 * time.Minute).UTC().Format(time.RFC3339)
	}
	env.Run(
		step(inDefault, fourth, second, first),
		step(ofDB, fourth, third, first),
		step(inDefault+ofDB, fourth, first),
		step(inDefault+`resource_type = "EFS"`, second),
		step(inDefault+`status = "EXPIRED"`),
		step(inDefault+fmt.Sprintf("created_after = %q", after(first)), fourth, second),
		step(inDefault+fmt.Sprintf("created_before = %q", after(third)), second, first),
		step(ofDB+fmt.Sprintf("created_after = %q\ncreated_before = %q", after(first), after(third)), third),
		fails(``, `(?s)At least one of these attributes must be\s+configured`),
		fails(ofDB+`resource_type = "RDS"`, `(?s)backup_vault_name`),
		fails(`backup_vault_name = "nowhere"`, `(?s)nowhere`),
		step(`backup_vault_name = "other"`, third),
	)
}

// The members of a composite backup are found by their parent.
func TestAccRecoveryPoints_members(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	parent := backedUp(t, env, acctest.StackARN, "Default", nil)
	members := 0
	for _, p := range env.AWS().RecoveryPoints() {
		if p.ParentARN == parent.ARN {
			members++
		}
	}
	if members == 0 {
		t.Fatal("the emulator's stack has no members")
	}
	env.Run(resource.TestStep{
		Config: env.Config(fmt.Sprintf(`
data "awsbackup_recovery_points" "test" {
  backup_vault_name         = "Default"
  parent_recovery_point_arn = %q
}
`, parent.ARN)),
		ConfigStateChecks: []statecheck.StateCheck{
			statecheck.ExpectKnownValue("data.awsbackup_recovery_points.test", tfjsonpath.New("recovery_points"), knownvalue.ListSizeExact(members)),
			statecheck.ExpectKnownValue("data.awsbackup_recovery_points.test", tfjsonpath.New("recovery_points").AtSliceIndex(0).AtMapKey("composite_member_identifier"), knownvalue.NotNull()),
		},
	})
}
