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
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// TestAccBackupJob_changesInPlace changes one thing after another: each costs
// exactly the calls that it needs, none a new backup, and the recovery point's
// ARN stays known in every plan.
func TestAccBackupJob_changesInPlace(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, arn     string
		before, after string
		writes        []string
	}{
		{"retention", acctest.FilesARN, `recovery_point_lifecycle = { delete_after_days = 35 }`, `recovery_point_lifecycle = { delete_after_days = 70 }`, []string{"UpdateRecoveryPointLifecycle"}},
		{"retention added", acctest.DBARN, "", `recovery_point_lifecycle = { delete_after_days = 35 }`, []string{"UpdateRecoveryPointLifecycle"}},
		{"retention removed", acctest.FilesARN, `recovery_point_lifecycle = { delete_after_days = 35 }`, "", []string{"UpdateRecoveryPointLifecycle"}},
		{"cold storage added", acctest.FilesARN, `recovery_point_lifecycle = { delete_after_days = 120 }`, `recovery_point_lifecycle = { move_to_cold_storage_after_days = 30, delete_after_days = 120 }`, []string{"UpdateRecoveryPointLifecycle"}},
		{"archiving removed", acctest.VolumeARN, archived(true), archived(false), []string{"UpdateRecoveryPointLifecycle"}},
		{"archiving removed with the retention", acctest.VolumeARN, archived(true), "", []string{"UpdateRecoveryPointLifecycle"}},
		{"shape of retention only", acctest.FilesARN, "", `recovery_point_lifecycle = { delete_after_days = -1 }`, nil},
		{"tags", acctest.FilesARN, `tags = { a = "1", b = "2" }`, `tags = { a = "1", c = "3" }`, []string{"TagResource", "UntagResource"}},
		{"tags added", acctest.FilesARN, "", `tags = { a = "1" }`, []string{"TagResource"}},
		{"tags removed", acctest.FilesARN, `tags = { a = "1" }`, "", []string{"UntagResource"}},
		{"tags of a point that cannot be tagged", acctest.VolumeARN, `tags = { a = "1" }`, `tags = { a = "2" }`, nil},
		{"index on", acctest.BucketARN, "", `index = "ENABLED"`, []string{"UpdateRecoveryPointIndexSettings"}},
		{"index off", acctest.BucketARN, `index = "ENABLED"`, `index = "DISABLED"`, []string{"UpdateRecoveryPointIndexSettings"}},
		{"index off, left out", acctest.BucketARN, `index = "DISABLED"`, "", nil},
		{"wait_for", acctest.FilesARN, "", `wait_for = "created"`, nil},
		{"on_issues", acctest.FilesARN, "", `on_issues = "error"`, nil},
		{"on_destroy", acctest.FilesARN, "", `on_destroy = "stop"`, nil},
		{"start window", acctest.FilesARN, "", "start_window_minutes = 60\n complete_window_minutes = 600", nil},
		{"timeouts", acctest.FilesARN, "", "timeouts {\n create = \"2h\"\n }", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			before, after := env.Config(job(test.arn, test.before)), env.Config(job(test.arn, test.after))
			env.Run(
				resource.TestStep{Config: before},
				resource.TestStep{
					PreConfig: env.Emulator.ResetRequests, Config: after,
					ConfigPlanChecks: planned(action(plancheck.ResourceActionUpdate), pointKnown(knownvalue.NotNull())),
				},
				resource.TestStep{
					PreConfig: func() { wantWrites(t, env, test.writes...) },
					Config:    after, ConfigPlanChecks: planned(plancheck.ExpectEmptyPlan()),
				},
			)
			wantJobs(t, env, 1)
		})
	}
}

// TestAccBackupJob_typeReportedDifferently: a resource type that AWS reports in
// another way in the middle of an apply is shown by the next refresh; the apply
// keeps what its plan has promised.
func TestAccBackupJob_typeReportedDifferently(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.AWS().Script(acctest.VolumeARN, emulator.Script{Running: time.Hour})
	first := env.Config(job(acctest.VolumeARN, `wait_for = "created"`))
	other := emulator.Fault{Kind: emulator.UnknownEnums, Operation: "DescribeBackupJob", Members: []string{"ResourceType"}, Value: "Block Storage", After: 1, Times: emulator.Always}
	env.Run(
		resource.TestStep{Config: first},
		resource.TestStep{
			PreConfig: func() { env.Emulator.Inject(other) },
			Config:    env.Config(job(acctest.VolumeARN, `wait_for = "completed"`)),
		},
	)
}

// TestAccBackupJob_roleChangesInPlace: a role that was made anew must not
// retake a fleet of backups.
func TestAccBackupJob_roleChangesInPlace(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	other := regexp.MustCompile(regexp.QuoteMeta(acctest.RoleARN)).ReplaceAllString(job(acctest.VolumeARN, ""), "arn:aws:iam::"+acctest.Account+":role/other")
	env.Run(
		resource.TestStep{Config: env.Config(job(acctest.VolumeARN, ""))},
		resource.TestStep{
			PreConfig: env.Emulator.ResetRequests, Config: env.Config(other),
			ConfigPlanChecks: planned(action(plancheck.ResourceActionUpdate), pointKnown(knownvalue.NotNull())),
		},
	)
	wantWrites(t, env)
	wantJobs(t, env, 1)
}

// TestAccBackupJob_newBackup changes what makes another backup.
func TestAccBackupJob_newBackup(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, before, after string }{
		{"triggers", `triggers = { release = "1" }`, `triggers = { release = "2" }`},
		{"triggers added", "", `triggers = { release = "2" }`},
		{"backup options", "", `backup_options = { WindowsVSS = "disabled" }`},
		{"token", `idempotency_token = "one"`, `idempotency_token = "two"`},
		{"region", "", `region = "eu-west-1"`},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			arn := "arn:aws:ec2:${local.region}:" + acctest.Account + ":instance/i-0123456789abcdef0"
			region := `locals { region = "eu-central-1" }`
			after := region
			if test.name == "region" {
				after = `locals { region = "eu-west-1" }`
			}
			env.Run(
				resource.TestStep{Config: env.Config(region + job(arn, test.before))},
				resource.TestStep{
					Config:           env.Config(after + job(arn, test.after)),
					ConfigPlanChecks: planned(action(plancheck.ResourceActionReplace), plancheck.ExpectUnknownValue(address, tfjsonpath.New("recovery_point_arn"))),
				},
			)
			if got := len(env.AWS().Jobs()) + len(env.Emulator.Region("eu-west-1").Jobs()); got != 2 {
				t.Errorf("%d backup jobs were started, want 2", got)
			}
		})
	}
}

// TestAccBackupJob_defaultTags: a change of default_tags touches tags and
// nothing else, and never where AWS Backup cannot tag.
func TestAccBackupJob_defaultTags(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, arn string
		plan      plancheck.PlanCheck
		writes    []string
	}{
		{"taggable", acctest.FilesARN, action(plancheck.ResourceActionUpdate), []string{"TagResource"}},
		{"not taggable", acctest.VolumeARN, plancheck.ExpectEmptyPlan(), nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			config := func(cost string) string {
				return env.ProviderBlock(`default_tags { tags = { cost = "`+cost+`", team = "overridden" } }`) + job(test.arn, `tags = { team = "db" }`)
			}
			env.AWS().SetSourceTags(test.arn, map[string]string{"from": "source"})
			env.Run(
				resource.TestStep{
					Config: config("1"),
					ConfigStateChecks: states(
						has("tags", knownvalue.MapExact(map[string]knownvalue.Check{"team": knownvalue.StringExact("db")})),
						has("tags_all", knownvalue.MapExact(map[string]knownvalue.Check{"team": knownvalue.StringExact("db"), "cost": knownvalue.StringExact("1")})),
					),
				},
				resource.TestStep{Config: config("1"), ConfigPlanChecks: planned(plancheck.ExpectEmptyPlan())},
				resource.TestStep{
					PreConfig: env.Emulator.ResetRequests, Config: config("2"),
					ConfigPlanChecks: planned(test.plan, pointKnown(knownvalue.NotNull())),
				},
			)
			wantWrites(t, env, test.writes...)
			wantJobs(t, env, 1)
			if got := env.AWS().RecoveryPoints()[0].Tags["from"]; got != "source" {
				t.Errorf("the source's tag on the point is %q, want it left alone", got)
			}
		})
	}
}

// TestAccBackupJob_unknownDefaultTag: a tag value that is known only at apply
// makes tags_all unknown, and the result consistent.
func TestAccBackupJob_unknownTag(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	config := env.Config(`
resource "terraform_data" "later" { input = "x" }
` + job(acctest.FilesARN, `tags = { at = terraform_data.later.output }`))
	env.Run(
		resource.TestStep{
			Config:            config,
			ConfigPlanChecks:  planned(plancheck.ExpectUnknownValue(address, tfjsonpath.New("tags_all"))),
			ConfigStateChecks: states(has("tags_all", knownvalue.MapExact(map[string]knownvalue.Check{"at": knownvalue.StringExact("x")}))),
		},
		resource.TestStep{Config: config, ConfigPlanChecks: planned(plancheck.ExpectEmptyPlan())},
	)
}

// TestAccBackupJob_unknownRetention: a retention that is known only at apply, as a
// whole, is a change in place.
func TestAccBackupJob_unknownRetention(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	later := env.Config(`
resource "terraform_data" "later" { input = { delete_after_days = 35 } }
` + job(acctest.FilesARN, `recovery_point_lifecycle = terraform_data.later.output`))
	env.Run(
		resource.TestStep{Config: env.Config(job(acctest.FilesARN, ""))},
		resource.TestStep{
			Config: later, ConfigPlanChecks: planned(action(plancheck.ResourceActionUpdate), plancheck.ExpectUnknownValue(address, tfjsonpath.New("calculated_lifecycle"))),
			ConfigStateChecks: states(has("recovery_point_lifecycle", knownvalue.ObjectPartial(map[string]knownvalue.Check{"delete_after_days": knownvalue.Int64Exact(35)}))),
		},
		resource.TestStep{Config: later, ConfigPlanChecks: planned(plancheck.ExpectEmptyPlan())},
	)
	wantWrites(t, env, "StartBackupJob", "UpdateRecoveryPointLifecycle")
}

// TestAccBackupJob_drift shows what others changed, and puts it right in place.
func TestAccBackupJob_drift(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	config := env.Config(job(acctest.FilesARN, `
  recovery_point_lifecycle = { delete_after_days = 35 }
  tags                     = { team = "db", keep = "me" }`))
	env.Run(
		resource.TestStep{Config: config},
		resource.TestStep{
			PreConfig: func() {
				point := env.AWS().RecoveryPoints()[0]
				retain(t, env, point, 400)
				retag(t, env, point, map[string]string{"team": "other", "foreign": "1"})
				env.Emulator.ResetRequests()
			},
			Config: config, ConfigPlanChecks: planned(action(plancheck.ResourceActionUpdate), pointKnown(knownvalue.NotNull())),
			ConfigStateChecks: states(
				has("recovery_point_lifecycle", knownvalue.ObjectPartial(map[string]knownvalue.Check{"delete_after_days": knownvalue.Int64Exact(35)})),
				has("tags", knownvalue.MapExact(map[string]knownvalue.Check{"team": knownvalue.StringExact("db"), "keep": knownvalue.StringExact("me")})),
			),
		},
	)
	wantWrites(t, env, "TagResource", "UpdateRecoveryPointLifecycle")
	if got := env.AWS().RecoveryPoints()[0].Tags["foreign"]; got != "1" {
		t.Errorf("a tag that is not the configuration's was touched: %q", got)
	}
	wantJobs(t, env, 1)
}

// TestAccBackupJob_selfHealing: a job that failed after the apply that did not
// wait for it is taken again, and the plan says why.
func TestAccBackupJob_selfHealing(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		end  string
		plan plancheck.PlanCheck
		jobs int
	}{
		{"FAILED", action(plancheck.ResourceActionReplace), 2},
		{"EXPIRED", action(plancheck.ResourceActionReplace), 2},
		{"ABORTED", plancheck.ExpectEmptyPlan(), 1},
	} {
		t.Run(test.end, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			env.AWS().Script(acctest.FilesARN, emulator.Script{Running: 48 * time.Hour, End: test.end, Message: "An internal error occurred."})
			config := env.Config(job(acctest.FilesARN, `wait_for = "created"`))
			env.Run(
				resource.TestStep{Config: config},
				resource.TestStep{PreConfig: func() { env.Emulator.Advance(day) }, Config: config, ConfigPlanChecks: planned(test.plan)},
			)
			wantJobs(t, env, test.jobs)
		})
	}
}
