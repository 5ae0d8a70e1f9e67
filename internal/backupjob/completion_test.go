// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

const completion = "awsbackup_backup_job_completion.all"

// fleet is n volumes whose backups are started and then waited for together.
func fleet(n int, extra string) string {
	return job(acctest.VolumeARN+"${count.index}", fmt.Sprintf("count = %d\n wait_for = \"created\"", n)) + fmt.Sprintf(`
resource "awsbackup_backup_job_completion" "all" {
  backup_job_ids = %s[*].id
  %s
}
`, address, extra)
}

func TestAccCompletion_fleet(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.AWS().Script("*", emulator.Script{Bytes: 1 << 30})
	env.Run(
		resource.TestStep{
			Config: env.Config(fleet(20, "")),
			ConfigStateChecks: []statecheck.StateCheck{
				statecheck.ExpectKnownValue(completion, tfjsonpath.New("jobs"), knownvalue.MapSizeExact(20)),
				statecheck.ExpectKnownValue(completion, tfjsonpath.New("total_backup_size_in_bytes"), knownvalue.Int64Exact(20<<30)),
			},
		},
		resource.TestStep{
			// The records are gone, and two jobs are added: only those are
			// waited for.
			PreConfig: func() { env.Emulator.Advance(40 * day); env.Emulator.ResetRequests() },
			Config:    env.Config(fleet(22, "")),
			ConfigPlanChecks: planned(
				plancheck.ExpectResourceAction(completion, plancheck.ResourceActionUpdate),
			),
			ConfigStateChecks: []statecheck.StateCheck{
				statecheck.ExpectKnownValue(completion, tfjsonpath.New("jobs"), knownvalue.MapSizeExact(22)),
			},
		},
		resource.TestStep{Config: env.Config(fleet(22, "")), ConfigPlanChecks: planned(plancheck.ExpectEmptyPlan())},
		resource.TestStep{
			Config:           env.Config(fleet(22, `on_issues = "error"`)),
			ConfigPlanChecks: planned(plancheck.ExpectKnownValue(completion, tfjsonpath.New("jobs"), knownvalue.MapSizeExact(22))),
		},
	)
	wantJobs(t, env, 22)
}

// TestAccCompletion_verdict names every job without a backup, once.
func TestAccCompletion_verdict(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.AWS().Script(acctest.VolumeARN+"1", emulator.Script{Running: 48 * time.Hour, End: "FAILED", Message: "The specified volume was not found."})
	env.AWS().Script(acctest.VolumeARN+"3", emulator.Script{Running: 48 * time.Hour, End: "FAILED", Message: "An internal error occurred."})
	env.Run(
		resource.TestStep{
			Config:      env.Config(fleet(5, "")),
			ExpectError: regexp.MustCompile(`(?s)2\s+of\s+5\s+backup\s+jobs.*FAILED`),
		},
		// The failed jobs are taken again by themselves, and the rest is not.
		resource.TestStep{Config: env.Config(fleet(5, ""))},
	)
	wantJobs(t, env, 7)
}

// TestAccCompletion_why: each failed job is listed with its cause and fix, those
// of one cause together. A message that is not known leaves it to the category.
func TestAccCompletion_why(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	script := func(volume, category, message string) {
		env.AWS().Script(acctest.VolumeARN+volume, emulator.Script{Running: 2 * time.Second, End: "FAILED", Category: category, Message: message})
	}
	script("0", "", "Cannot create more than 100 manual snapshots")
	script("1", "AccessDenied", "Something that nobody has seen before")
	script("2", "AccessDenied", "Something else that nobody has seen before")
	var ids []string
	for _, volume := range []string{"0", "1", "2"} {
		ids = append(ids, started(t, env, acctest.VolumeARN+volume, nil))
	}
	c := env.Terraform(env.Config("resource \"awsbackup_backup_job_completion\" \"all\" {\n backup_job_ids = " + hclList(ids) + "\n}"))
	said := applyFails(t, c, "Backup Jobs Without a Backup")
	text := said[len(said)-1].Detail
	if fixes, causes := strings.Count(text, "Fix: "), strings.Count(text, "Likely cause: "); fixes != 2 || causes != 2 {
		t.Errorf("%d fixes and %d causes for three jobs with two causes:\n%s", fixes, causes, text)
	}
	for _, want := range []string{"quota", "The role of the job lacks a right"} {
		if !strings.Contains(text, want) {
			t.Errorf("nothing about %q in:\n%s", want, text)
		}
	}
}

// TestAccCompletion_timeout leaves the jobs running, and the next apply waits
// for what is left.
func TestAccCompletion_timeout(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.AWS().Script(acctest.VolumeARN+"2", emulator.Script{NeverEnds: true})
	env.Run(
		resource.TestStep{
			Config:      env.Config(fleet(3, "timeouts {\n create = \"300ms\"\n update = \"300ms\"\n }")),
			ExpectError: regexp.MustCompile(`(?s)1\s+of\s+3\s+backup\s+jobs`),
		},
	)
	wantJobs(t, env, 3)
}

// TestAccCompletion_unknownJob takes any job of the account, and says which it
// cannot find.
func TestAccCompletion_unknownJob(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	known := started(t, env, acctest.VolumeARN, nil)
	config := func(ids ...string) string {
		return env.Config(fmt.Sprintf(`resource "awsbackup_backup_job_completion" "all" { backup_job_ids = %s }`, hclList(ids)))
	}
	env.Run(
		resource.TestStep{Config: config(known)},
		resource.TestStep{
			Config:      config(known, "1CDF6B45-0000-4000-8000-000000000000"),
			ExpectError: regexp.MustCompile(`(?s)Records\s+Not\s+Found.*1CDF6B45-0000-4000-8000-000000000000.*recovery_point_arn`),
		},
		resource.TestStep{Config: config(""), ExpectError: regexp.MustCompile(`string length must be at least 1`)},
		resource.TestStep{Config: config(), ConfigStateChecks: []statecheck.StateCheck{
			statecheck.ExpectKnownValue(completion, tfjsonpath.New("total_backup_size_in_bytes"), knownvalue.Int64Exact(0)),
		}},
	)
}
