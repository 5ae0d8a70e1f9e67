// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob_test

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/backup"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// The summaries of how a job ended.
const (
	saysAborted   = "Backup Job Aborted"
	saysJobIssues = "Backup Completed With Issues"
)

// TestAccLeftover_endsByItself: a job that ends between two applies has met its
// wait, so that on_destroy counts.
func TestAccLeftover_endsByItself(t *testing.T) {
	t.Parallel()
	leave := map[string]func(*testing.T, *acctest.Env, acctest.Terraform){
		"interrupted": interruptApply,
		"timed out and untainted": func(t *testing.T, _ *acctest.Env, c acctest.Terraform) {
			t.Helper()
			applyFails(t, c, saysTimedOut)
			if out, err := c.Terraform("untaint", address); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
		},
	}
	for name, leave := range leave {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := inFlight(t)
			c := env.Terraform(env.Config(job(acctest.FilesARN, "on_destroy = \"delete\"\n timeouts {\n create = \"2s\"\n }")))
			leave(t, env, c)
			env.Emulator.Advance(2 * time.Hour)
			apply(t, c)
			wantAttribute(t, c, "state", "COMPLETED")
			wantPoints(t, env, 1)
			wantSaid(t, c.Run("destroy", "-auto-approve"), saysForgotten)
			wantPoints(t, env, 0)
		})
	}
}

// TestAccLeftover_verdict: how a job ended that an apply was to wait for is said
// by the next one, which fails where the first would have failed. What depends
// on the backup runs only after that.
func TestAccLeftover_verdict(t *testing.T) {
	t.Parallel()
	issues := emulator.Script{Running: hour.Running, Category: "MISCELLANEOUS", Message: "We are unable to copy resource tags to your backup because of the Internal Failure."}
	for name, test := range map[string]struct {
		extra   string
		script  emulator.Script
		stop    bool
		summary string // of an error
		warning string
		after   string // a warning of every later apply
	}{
		"issues as error":   {extra: `on_issues = "error"`, script: issues, summary: saysJobIssues, warning: saysJobIssues},
		"issues as warning": {script: issues, warning: saysJobIssues},
		"aborted":           {script: hour, stop: true, summary: saysAborted, after: "Backup Was Stopped"},
		"completed":         {script: hour},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			env.AWS().Script("*", test.script)
			config := env.Config(job(acctest.VolumeARN, test.extra))
			c := env.Terraform(config)
			interruptApply(t, env, c)
			first := startedJobs(env)[0]
			if test.stop {
				if _, err := env.Client().StopBackupJob(t.Context(), &backup.StopBackupJobInput{BackupJobId: &first}); err != nil {
					t.Fatal(err)
				}
			}
			env.Emulator.Advance(2 * time.Hour)
			c.Write(config + "resource \"terraform_data\" \"after\" {\n depends_on = [" + address + "]\n}\n")

			if test.summary != "" {
				said := applyFails(t, c, test.summary)
				if test.stop {
					wantSaid(t, said, test.summary, "starts no new job") // as the object stays
				}
				if test.warning != "" {
					wantSaid(t, said, test.warning, first, first) // as a warning of the refresh, then as the error
				}
				if objects := c.State(); len(objects) != 1 || objects[0].Tainted {
					t.Errorf("state has %+v, want the backup alone and untainted", objects)
				}
			} else if test.warning != "" {
				wantSaid(t, apply(t, c), test.warning, first)
			}
			// Said once, and the decision is the person's.
			said := apply(t, c)
			wantSaid(t, said, saysJobIssues)
			wantSaid(t, said, saysAborted)
			if test.after != "" {
				wantSaid(t, said, test.after, first)
			}
			if n := len(c.State()); n != 2 {
				t.Errorf("%d objects in state, want the backup and what depends on it", n)
			}
			wantNoChanges(t, c)
			wantJobs(t, env, 1)
		})
	}
}

// TestAccLeftover_issuesLater: nobody waits for the end of this job; what AWS
// then says of it is a warning of the refresh that sees it first.
func TestAccLeftover_issuesLater(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.AWS().Script("*", emulator.Script{Running: hour.Running, Category: "MISCELLANEOUS", Message: "tags were not copied"})
	c := env.Terraform(env.Config(job(acctest.VolumeARN, "wait_for = \"created\"\n on_issues = \"error\"")))
	apply(t, c)
	env.Emulator.Advance(2 * time.Hour)
	wantSaid(t, apply(t, c), saysJobIssues, startedJobs(env)[0])
	wantSaid(t, apply(t, c), saysJobIssues)
}
