// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package copyjob_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

const (
	saysLeftover = "Copy Job Left by a Failed Apply"
	saysResumed  = "Resumed an Earlier Copy Job"
	saysKept     = "Copy Job Kept for the Replacement"
)

// running is a copy that is in flight until the test advances the calendar.
var running = emulator.CopyScript{Running: 10000 * time.Hour}

// wantSaid wants a message whose text includes all of these.
func wantSaid(t *testing.T, got []acctest.Diagnostic, summary string, texts ...string) {
	t.Helper()
	for _, d := range got {
		if !strings.HasPrefix(d.Summary, summary) {
			continue
		}
		for _, text := range texts {
			if !strings.Contains(d.Summary+d.Detail, text) {
				t.Errorf("%q does not include %q:\n%s", d.Summary, text, d.Detail)
			}
		}
		return
	}
	t.Errorf("no message is called %q:\n%s", summary, details(got))
}

// wantUnsaid wants no message of this name.
func wantUnsaid(t *testing.T, got []acctest.Diagnostic, summary string) {
	t.Helper()
	for _, d := range got {
		if strings.HasPrefix(d.Summary, summary) {
			t.Errorf("there is a message %q:\n%s", d.Summary, d.Detail)
		}
	}
}

// interrupted begins an apply, interrupts it once its copy runs, and returns what
// it printed.
func interrupted(t *testing.T, env *acctest.Env, c acctest.Terraform) string {
	t.Helper()
	command := c.Begin("apply", "-auto-approve")
	acctest.Eventually(t, "the copy runs and was checked", func() bool {
		jobs := env.AWS().CopyJobs()
		return len(jobs) == 1 && jobs[0].State == "RUNNING" && looks(env) > 3
	})
	command.Interrupt()
	out, _ := command.Wait()
	return out
}

// finishAfter lets all jobs end with the nth look at copy jobs from now on.
func finishAfter(env *acctest.Env, n int) {
	env.OnCall(n, func() { env.Emulator.Advance(day) }, "DescribeCopyJob", "ListCopyJobs")
}

// looks is how often copy jobs were checked.
func looks(env *acctest.Env) int {
	return env.Emulator.Count("DescribeCopyJob") + env.Emulator.Count("ListCopyJobs")
}

// TestCopyJob_leftover: timeouts.create runs out and the job ends before the next
// apply, or during it: it gets what the first one has started, also in another
// account. Of a job that has failed it gets a new one.
func TestCopyJob_leftover(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		destination, onDestroy, end string
		noRefresh, inFlight         bool
		jobs                        int
	}{
		"retained":              {destination: offsite, onDestroy: "retain", end: "COMPLETED", jobs: 1},
		"deletable":             {destination: offsite, onDestroy: "delete", end: "COMPLETED", jobs: 1},
		"deletable, no refresh": {destination: offsite, onDestroy: "delete", end: "COMPLETED", noRefresh: true, jobs: 1},
		"in flight":             {destination: offsite, onDestroy: "retain", end: "COMPLETED", inFlight: true, jobs: 1},
		"other account":         {destination: foreign, onDestroy: "retain", end: "COMPLETED", jobs: 1},
		"failed":                {destination: offsite, onDestroy: "delete", end: "FAILED", jobs: 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := world(t)
			admit(t, env)
			point := backedUp(t, env, acctest.FilesARN, nil)
			script := running
			script.End = test.end
			env.AWS().ScriptCopies(acctest.FilesARN, script)
			config := func(limit string) string {
				return env.Config(job(point.ARN, test.destination, fmt.Sprintf("on_destroy = %q\n timeouts {\n create = %q\n }", test.onDestroy, limit)))
			}
			c := env.Terraform(config("1s"))
			wantSummaries(t, c.Run("apply", "-auto-approve"), "error: Timed Out Waiting for the Copy Job")
			first := env.AWS().CopyJobs()[0].ID
			if !test.inFlight {
				env.Emulator.Advance(day)
			}
			c.Write(config("1m"))
			if !test.noRefresh {
				wantSaid(t, c.Run("plan"), saysLeftover, first)
			}
			if test.inFlight {
				finishAfter(env, 5)
			}
			said := c.Run("apply", "-auto-approve", fmt.Sprintf("-refresh=%t", !test.noRefresh))
			wantCopyJobs(t, env, test.jobs)
			if test.jobs == 1 {
				wantSaid(t, said, saysResumed, first)
				wantUnsaid(t, said, "Started a New Copy")
				wantAttributes(t, c, map[string]string{"id": first})
			}
			wantAttributes(t, c, map[string]string{"state": "COMPLETED"})
			wantNothing(t, c)
			if test.destination == foreign {
				return
			}
			wantUnsaid(t, c.Run("destroy", "-auto-approve"), saysKept)
			if left := len(copies(env, acctest.Account)); (left == 0) != (test.onDestroy == "delete") {
				t.Errorf("after the destroy with on_destroy %q, %d copies are left", test.onDestroy, left)
			}
		})
	}
}

// TestCopyJob_leftoverDestroy: a destroy does what on_destroy says, also where an
// apply was interrupted before the job had ended. Where an apply has failed before,
// a replacement may have continued with the job, so the object is only forgotten.
func TestCopyJob_leftoverDestroy(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		interrupt bool
		onDestroy string
		says      []string
		left      int
	}{
		"interrupted, retained": {interrupt: true, onDestroy: "retain", left: 1},
		"interrupted, deleted":  {interrupt: true, onDestroy: "delete", left: 0},
		"timed out, retained":   {onDestroy: "retain", left: 1},
		"timed out, deletable":  {onDestroy: "delete", says: []string{"Destroy Leaves the Job of a Tainted Resource", saysKept}, left: 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := world(t)
			point := backedUp(t, env, acctest.FilesARN, nil)
			env.AWS().ScriptCopies(acctest.FilesARN, running)
			c := env.Terraform(env.Config(job(point.ARN, offsite, fmt.Sprintf("on_destroy = %q\n timeouts {\n create = \"2s\"\n }", test.onDestroy))))
			if test.interrupt {
				interrupted(t, env, c)
			} else {
				wantSummaries(t, c.Run("apply", "-auto-approve"), "error: Timed Out Waiting for the Copy Job")
			}
			finishAfter(env, 5)
			said := c.Run("destroy", "-auto-approve")
			for _, summary := range test.says {
				wantSaid(t, said, summary, env.AWS().CopyJobs()[0].ID)
			}
			if len(test.says) == 0 {
				wantUnsaid(t, said, saysKept)
			}
			if objects := c.State(); len(objects) > 0 {
				t.Errorf("%d objects are left in state", len(objects))
			}
			env.Emulator.Advance(day)
			if got := len(copies(env, acctest.Account)); got != test.left {
				t.Errorf("%d copies are left, want %d", got, test.left)
			}
		})
	}
}

// TestCopyJob_interrupt: an interrupt leaves the job running and in state,
// untainted, and the next apply waits for it in place.
func TestCopyJob_interrupt(t *testing.T) {
	t.Parallel()
	env := world(t)
	point := backedUp(t, env, acctest.FilesARN, nil)
	env.AWS().ScriptCopies(acctest.FilesARN, running)
	c := env.Terraform(env.Config(job(point.ARN, offsite, "")))
	if out := interrupted(t, env, c); !strings.Contains(out, "Stopped Waiting for the Copy Job") || strings.Contains(out, "Error: Copy") {
		t.Errorf("the interrupted apply reports\n%s", out)
	}
	first := env.AWS().CopyJobs()[0]
	wantAttributes(t, c, map[string]string{"id": first.ID, "state": "RUNNING"})
	if c.State()[0].Tainted {
		t.Error("the resource is tainted")
	}
	finishAfter(env, 5)
	apply(t, c)
	wantCopyJobs(t, env, 1)
	wantAttributes(t, c, map[string]string{"id": first.ID, "state": "COMPLETED"})
	wantNothing(t, c)
}

// TestCopyJob_endsBetweenApplies: a copy that has issues after its apply was
// interrupted is what on_issues says: an error fails the next apply, once, and a
// change that this apply was to make is made by the one after it.
func TestCopyJob_endsBetweenApplies(t *testing.T) {
	t.Parallel()
	const says, life = "Copy Completed With Issues", "recovery_point_lifecycle = { delete_after_days = 90 }"
	for name, test := range map[string]struct {
		then string // of the next apply
		want []string
		days bool // that the next apply changes
	}{
		"error":           {then: `on_issues = "error"`, want: []string{says, "error: " + says}},
		"error, a change": {then: "on_issues = \"error\"\n" + life, want: []string{says, "error: " + says}},
		"only a warning":  {then: "on_issues = \"warn\"\n" + life, want: []string{says, says}, days: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := world(t)
			point := backedUp(t, env, acctest.FilesARN, nil)
			env.AWS().ScriptCopies(acctest.FilesARN, emulator.CopyScript{Running: running.Running, Category: "ACCESS_DENIED", Message: "Access denied exception while trying to list tags"})
			c := env.Terraform(env.Config(job(point.ARN, offsite, `on_issues = "error"`)))
			interrupted(t, env, c)
			env.Emulator.Advance(day)
			c.Write(env.Config(job(point.ARN, offsite, test.then)))
			wantSummaries(t, c.Run("apply", "-auto-approve"), test.want...)
			if got := copies(env, acctest.Account)[0].Lifecycle.DeleteAfterDays; (got != nil) != test.days {
				t.Errorf("after the next apply delete_after_days of the copy is %v", got)
			}
			apply(t, c)
			if got := copies(env, acctest.Account)[0].Lifecycle.DeleteAfterDays; (got != nil) != strings.Contains(test.then, life) {
				t.Errorf("after the last apply delete_after_days of the copy is %v", got)
			}
			wantNothing(t, c)
			wantCopyJobs(t, env, 1)
		})
	}
}

// TestCopyJob_unread: a job that could not be read once has AWS's date all the
// same, so that a single not-found is not taken for an expired record.
func TestCopyJob_unread(t *testing.T) {
	t.Parallel()
	env := world(t)
	point := backedUp(t, env, acctest.FilesARN, nil)
	env.AWS().ScriptCopies(acctest.FilesARN, running)
	for _, operation := range []string{"DescribeCopyJob", "ListCopyJobs"} {
		env.Emulator.Inject(emulator.Fault{Kind: emulator.ServerError, Operation: operation, Times: emulator.Always})
	}
	c := env.Terraform(env.ProviderBlock("max_retries = 1") + job(point.ARN, offsite, "timeouts {\n create = \"2s\"\n }"))
	if said := c.Run("apply", "-auto-approve"); len(said) != 1 || said[0].Severity != "error" {
		t.Fatalf("the apply reports %v, want one error", said)
	}
	first := env.AWS().CopyJobs()[0]
	wantAttributes(t, c, map[string]string{"id": first.ID, "state": "", "creation_date": first.Created.UTC().Format(time.RFC3339)})

	env.Emulator.ClearFaults()
	if _, err := c.Terraform("untaint", "awsbackup_copy_job.test"); err != nil {
		t.Fatal(err)
	}
	// Not once only: a look that the timeout cut off may reach the emulator as late as now.
	env.Refuse(notFound, "DescribeCopyJob")
	wantSummaries(t, c.Run("apply", "-auto-approve", "-refresh-only"), "Copy Job Not Found")
	env.Emulator.ClearFaults()
	finishAfter(env, 3)
	c.Run("apply", "-auto-approve")
	wantCopyJobs(t, env, 1)
	wantAttributes(t, c, map[string]string{"id": first.ID, "state": "COMPLETED"})
}

// TestCopyJob_rename: a new address without a moved block. Terraform creates the
// new one and deletes the old one at the same time; the copy survives, and one
// address has it.
func TestCopyJob_rename(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		script   emulator.CopyScript
		extra    string
		inFlight bool
	}{
		"in flight":                              {script: running, extra: `wait_for = "created"`, inFlight: true},
		"finished, of a token of the user's own": {extra: `idempotency_token = "release-7"`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := world(t)
			point := backedUp(t, env, acctest.FilesARN, nil)
			env.AWS().ScriptCopies(acctest.FilesARN, test.script)
			config := env.Config(job(point.ARN, offsite, test.extra+"\n on_destroy = \"delete\""))
			c := env.Terraform(config)
			apply(t, c)
			if test.inFlight {
				finishAfter(env, 8)
			}
			c.Write(strings.Replace(config, `"awsbackup_copy_job" "test"`, `"awsbackup_copy_job" "renamed"`, 1))
			wantSaid(t, c.Run("apply", "-auto-approve"), "Copy Job Managed by Another Resource", env.AWS().CopyJobs()[0].ID)
			env.Emulator.Advance(day)
			apply(t, c)
			wantCopyJobs(t, env, 1)
			if got := len(copies(env, acctest.Account)); got != 1 {
				t.Errorf("%d copies are left, want 1", got)
			}
			wantAttributes(t, c, map[string]string{"id": env.AWS().CopyJobs()[0].ID, "state": "COMPLETED"})
		})
	}
}
