// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// guarded is a stand-in for a database, version v of it, and the action that is
// triggered by an event of it.
func guarded(events, v string, count int, more string) string {
	return fmt.Sprintf(`
resource "terraform_data" "database" {
  count = %[3]d
  input = %[2]q

  lifecycle {
    action_trigger {
      events  = [%[1]s]
      actions = [action.awsbackup_start_backup_job.database]
    }
  }
}

action "awsbackup_start_backup_job" "database" {
  config {
    backup_vault_name = "Default"
    resource_arn      = %[4]q
    iam_role_arn      = %[5]q
    %[6]s
  }
}
`, events, v, count, acctest.DBARN, acctest.RoleARN, more)
}

// Side effects are counted where they happen: each event is one backup, and a
// plan is none.
func TestAccStartAction_triggers(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	step := func(events, v string, count, want int) resource.TestStep {
		return resource.TestStep{
			Config: env.Config(guarded(events, v, count, "")),
			PostApplyFunc: func() {
				if n := len(env.AWS().Jobs()); n != want {
					t.Errorf("%d backups after %s at version %s with %d databases, want %d", n, events, v, count, want)
				}
			},
		}
	}
	env.RunTerraform(
		step("after_create", "1", 1, 1),
		step("before_update", "1", 1, 1),
		step("before_update", "2", 1, 2),
		step("before_update, before_destroy", "2", 1, 2),
		step("before_update, before_destroy", "3", 1, 3),
		step("before_destroy", "3", 0, 4),
	)
	for _, j := range env.AWS().Jobs() {
		if j.State != "COMPLETED" || j.ResourceARN != acctest.DBARN {
			t.Errorf("job %s of %s is %s", j.ID, j.ResourceARN, j.State)
		}
	}
}

// Terraform does not validate an action again once it knows its variables: the plan
// refuses what they are.
func TestAccStartAction_variables(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.RunTerraform(resource.TestStep{
		Config: env.Config(guarded("after_create", "1", 1, "on_issues = var.on_issues") + `
variable "on_issues" {
  default = "Error"
}
`),
		PlanOnly: true, ExpectError: regexp.MustCompile(`on_issues\s+value\s+must\s+be\s+one\s+of`),
	})
}

// A backup that fails holds the change back.
func TestAccStartAction_holdsBack(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	c := env.CLI(env.Config(guarded("before_update", "1", 1, "")))
	apply(t, c)
	env.AWS().Script(acctest.DBARN, emulator.Script{End: "FAILED", Message: "An internal error occurred."})
	c.Write(env.Config(guarded("before_update", "2", 1, "")))
	out, err := c.Terraform("apply", "-auto-approve", "-no-color")
	if err == nil || !strings.Contains(err.Error(), "Backup Job Failed") {
		t.Fatalf("the apply does not fail for the backup: %v\n%s", err, out)
	}
	if held := c.State(); len(held) != 1 || held[0].Text("output") != "1" || held[0].Tainted {
		t.Errorf("the change was made before the backup: %+v", held)
	}
	apply(t, c)
	if held := c.State(); held[0].Text("output") != "2" {
		t.Errorf("the second apply made no change: %+v", held)
	}
}

// By hand: what a person reads, and what it costs.
func TestAccStartAction_invoke(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	c := env.CLI(env.Config(guarded("before_update", "1", 1, `skip_if_newer_than = "1h"`)))
	out, err := c.Terraform("apply", "-auto-approve", "-no-color", "-invoke=action.awsbackup_start_backup_job.database")
	jobs := env.AWS().Jobs()
	if err != nil || len(jobs) != 1 {
		t.Fatalf("%d backups: %v\n%s", len(jobs), err, out)
	}
	for _, line := range []string{"started backup job " + jobs[0].ID, "recovery point " + jobs[0].RecoveryPointARN + " in vault Default"} {
		if !strings.Contains(string(out), line) {
			t.Errorf("the output does not say %q:\n%s", line, out)
		}
	}
	if len(c.State()) != 0 {
		t.Error("an action made resources")
	}
	out, err = c.Terraform("apply", "-auto-approve", "-no-color", "-invoke=action.awsbackup_start_backup_job.database")
	if err != nil || len(env.AWS().Jobs()) != 1 || !strings.Contains(string(out), "no backup needed: recovery point "+jobs[0].RecoveryPointARN) {
		t.Errorf("%d backups: %v\n%s", len(env.AWS().Jobs()), err, out)
	}
}

// Ctrl-C ends the action at once; the job continues, and what it was to precede is
// not done. Terraform would take a silent action for a successful one.
//
// Measured with Terraform 1.16.4: terraform destroy alone continues, as it does
// after any failed action. The guide says so; this test notices when it changes.
func TestAccStartAction_interrupt(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		events  string
		version string // that the interrupted command would make
		count   int
		args    []string
		lost    bool // done without the backup
	}{
		"invoke":                     {"before_update", "2", 1, []string{"apply", "-auto-approve", "-no-color", "-invoke=action.awsbackup_start_backup_job.database"}, false},
		"before_update":              {"before_update", "2", 1, []string{"apply", "-auto-approve", "-no-color"}, false},
		"before_destroy, replaced":   {"before_destroy", "1", 1, []string{"apply", "-auto-approve", "-no-color", "-replace=terraform_data.database[0]"}, false},
		"before_destroy, removed":    {"before_destroy", "1", 0, []string{"apply", "-auto-approve", "-no-color"}, false},
		"before_destroy, of one":     {"before_destroy", "1", 1, []string{"destroy", "-auto-approve", "-no-color", "-target=terraform_data.database"}, true},
		"before_destroy, everything": {"before_destroy", "1", 1, []string{"destroy", "-auto-approve", "-no-color"}, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			c := env.CLI(env.Config(guarded(test.events, "1", 1, "")))
			apply(t, c)
			env.AWS().Script(acctest.DBARN, emulator.Script{NeverEnds: true})
			c.Write(env.Config(guarded(test.events, test.version, test.count, "")))
			p := c.Start(test.args...)
			eventually(t, "the action waits for the job", func() bool {
				jobs := env.AWS().Jobs()
				return len(jobs) == 1 && jobs[0].State == "RUNNING" && len(requests(env, "DescribeBackupJob"))+len(requests(env, "ListBackupJobs")) > 2
			})
			p.Interrupt()
			out, code := p.Wait()
			job := env.AWS().Jobs()[0]
			if code != 1 || !(strings.Contains(out, "Stopped Waiting for the Backup Job") || crossed.MatchString(out)) || !strings.Contains(out, job.ID) {
				t.Errorf("exit code %d, want 1, an error and the ID %s in:\n%s", code, job.ID, out)
			}
			held := c.State()
			if lost := len(held) != 1 || held[0].Text("output") != "1"; lost != test.lost {
				t.Errorf("done without the backup: %t, want %t; there is %+v", lost, test.lost, held)
			}
			if job.State != "RUNNING" || env.Emulator.Count("StopBackupJob") != 0 {
				t.Errorf("the job is %s after %d stops", job.State, env.Emulator.Count("StopBackupJob"))
			}
		})
	}
}

// crossed finds a message of the action that Terraform received after the interrupt and before it stopped the provider: it answers
// such a message with an error and hears no more of the action. The first message has the job's ID.
var crossed = regexp.MustCompile(`(?s)Stopping operation.*Action action\..*execution halted`)

// A rule is broken at plan, not after the walk has begun, and with a variable
// too.
func TestAccStartAction_invalid(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	retention := `recovery_point_lifecycle = {
      move_to_cold_storage_after_days = 30
      delete_after_days               = %s
    }`
	hcl := env.Config(guarded("after_create", "1", 1, fmt.Sprintf(retention, "100")))
	c := env.CLI(hcl)
	for _, d := range c.Validate() {
		if d.Summary != "Deleted less than 90 days after the move to cold storage" || !strings.Contains(d.Detail, "120") {
			t.Errorf("validate says %s: %s", d, d.Detail)
		}
	}
	c.Write("variable \"days\" {\n  type    = number\n  default = 100\n}\n" + env.Config(guarded("after_create", "1", 1, fmt.Sprintf(retention, "var.days"))))
	said := c.Run("plan")
	if !slices.ContainsFunc(said, func(d acctest.Diagnostic) bool {
		return d.Severity == "error" && d.Summary == "Deleted less than 90 days after the move to cold storage"
	}) {
		t.Errorf("the plan says %v", said)
	}
	if n := env.Emulator.Count("StartBackupJob"); n != 0 {
		t.Errorf("%d backups were started", n)
	}
}
