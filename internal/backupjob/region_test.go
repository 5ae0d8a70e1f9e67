// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
)

// anyJob is the ID of a job that need not exist.
const anyJob = "1CDF6B45-0000-4000-8000-000000000000"

// A region that cannot be used is found by validate or by the plan, where it is
// corrected for nothing: said once, at the argument, and without a call.
func TestAccRegion_objects(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ block, arguments string }{
		"resource":        {`resource "awsbackup_backup_job"`, bucketRequest},
		"completion":      {`resource "awsbackup_backup_job_completion"`, fmt.Sprintf("backup_job_ids = [%q]", anyJob)},
		"job":             {`data "awsbackup_backup_job"`, fmt.Sprintf("backup_job_id = %q", anyJob)},
		"jobs":            {`data "awsbackup_backup_jobs"`, ``},
		"recovery point":  {`data "awsbackup_recovery_point"`, fmt.Sprintf("resource_arn = %q", acctest.BucketARN)},
		"recovery points": {`data "awsbackup_recovery_points"`, `backup_vault_name = "Default"`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			wantRegionChecked(t, func(region string) string {
				return fmt.Sprintf("%s \"test\" {\n%s\nregion = %s\n}\n", test.block, test.arguments, region)
			})
		})
	}
}

func TestAccStartAction_region(t *testing.T) {
	t.Parallel()
	wantRegionChecked(t, func(region string) string { return triggered(startAction, bucketRequest, region) })
}

func TestAccStopAction_region(t *testing.T) {
	t.Parallel()
	wantRegionChecked(t, func(region string) string {
		return triggered(stopAction, fmt.Sprintf("backup_job_id = %q", anyJob), region)
	})
}

// bucketRequest asks for a backup of a resource whose ARN has no region that
// could tell of a wrong one.
var bucketRequest = fmt.Sprintf("backup_vault_name = \"Default\"\nresource_arn = %q\niam_role_arn = %q", acctest.BucketARN, acctest.RoleARN)

// triggered is an action before a change.
func triggered(action, arguments, region string) string {
	return fmt.Sprintf(`
action %[1]q "test" {
  config {
    %[2]s
    region = %[3]s
  }
}

resource "terraform_data" "trigger" {
  lifecycle {
    action_trigger {
      events  = [before_create]
      actions = [action.%[1]s.test]
    }
  }
}
`, action, arguments, region)
}

// wantRegionChecked applies an object with regions that cannot be used: an
// empty one used to mean the provider's, and for the resource a new backup with
// every apply.
func wantRegionChecked(t *testing.T, object func(region string) string) {
	t.Helper()
	const empty, unusable = "Empty Region", "Region Cannot Be Used"
	variable := func(value string) string {
		return fmt.Sprintf("variable \"region\" {\n  type    = string\n  default = %q\n}\n", value) + object("var.region")
	}
	// made is known only to the apply.
	made := func(value string) string {
		return fmt.Sprintf("resource \"terraform_data\" \"made\" {\n  input = %q\n}\n", value) + object("terraform_data.made.output")
	}
	for name, test := range map[string]struct{ validate, plan, apply, want string }{
		"empty":           {validate: object(`""`), want: empty},
		"empty variable":  {plan: variable(""), want: empty},
		"empty, made":     {apply: made(""), want: empty},
		"misspelt":        {plan: object(`"eu-cental-1"`), want: unusable},
		"other partition": {plan: variable("cn-north-1"), want: unusable},
		"misspelt, made":  {apply: made("eu-cental-1"), want: unusable},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			var c acctest.Terraform
			if config := env.Config(test.validate + test.plan + test.apply); strings.Contains(config, "action_trigger") {
				c = env.CLI(config)
			} else {
				c = env.Terraform(config)
			}
			var said []acctest.Diagnostic
			switch {
			case test.validate != "":
				said = c.Validate()
			case test.plan != "":
				said = c.Run("plan")
			default:
				if said := c.Run("plan"); len(said) > 0 {
					t.Errorf("the plan says %v of what it cannot know", said)
				}
				env.Emulator.ResetRequests()
				said = c.Run("apply", "-auto-approve")
			}
			if len(said) != 1 || said[0].Severity != "error" || said[0].Summary != test.want || !strings.Contains(said[0].Snippet.Code, "region = ") {
				t.Errorf("it says %v, want %q once, at the argument region", said, test.want)
			}
			if calls := env.Emulator.Counts(); len(calls) > 0 {
				t.Errorf("it made the calls %v", calls)
			}
		})
	}
}

// A list has a configuration of its own.
func TestAccBackupJobList_region(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ region, want string }{
		"empty":    {`""`, "Empty Region"},
		"misspelt": {`"eu-cental-1"`, "Region Cannot Be Used"},
		"variable": {`var.region`, "Empty Region"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			c := env.CLI(env.ProviderBlock() + "variable \"region\" {\n  type    = string\n  default = \"\"\n}\n")
			c.WriteFile("jobs.tfquery.hcl", listBlock("region = "+test.region, ""))
			out, err := c.Terraform("query", "-no-color")
			if said := fmt.Sprint(string(out), err); err == nil || strings.Count(said, test.want) != 1 {
				t.Errorf("terraform query says %s, want %q once", said, test.want)
			}
			if calls := env.Emulator.Counts(); len(calls) > 0 {
				t.Errorf("it made the calls %v", calls)
			}
		})
	}
}
