// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package restorejob_test

import (
	"strings"
	"testing"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

const (
	resumed   = "warning: Resumed an Earlier Restore Job"
	continues = "warning: Restore Continues: "
	timedOut  = "error: Timed Out Waiting for the Restore Job"
	kept      = "warning: Restored Resource Is Kept: arn:aws:"
	leftover  = "warning: Restore Job Left by a Failed Apply"
	expired   = "warning: Restore Job Record Expired"
	justMade  = "error: Restore Has Just Been Made"
	equal     = "error: Equal Restore in Flight"
	adopted   = "warning: Imported Restore Takes Over the Configuration"
)

// finishAfterLooks moves the calendar by a day with the n-th look at a job.
func finishAfterLooks(env *acctest.Env, n int) {
	env.OnCall(n, func() { env.Emulator.Advance(24 * time.Hour) }, "DescribeRestoreJob", "ListRestoreJobs")
}

// cutOff is an apply that stops waiting while the restore is in flight.
func cutOff(t *testing.T, hoursLong int, options ...emulator.Option) (*acctest.Env, acctest.Terraform, string) {
	t.Helper()
	env := acctest.New(t, options...)
	arn := point(t, env, acctest.VolumeARN)
	env.AWS().ScriptRestores("*", hours(hoursLong))
	c := env.Terraform(env.Config(volume(arn, `timeouts { create = "1s" }`)))
	wantSummaries(t, "the first apply", c.Run("apply", "-auto-approve"), timedOut)
	wantRestores(t, env, 1)
	if !object(t, c).Tainted {
		t.Error("the object is not tainted after a timeout")
	}
	c.Write(env.Config(volume(arn)))
	return env, c, arn
}

// A restore that outlives an apply is resumed by the next one, whatever has
// happened to its token, its state or its answer: never a second restore.
func TestRestore_resumed(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		between func(*acctest.Env, acctest.Terraform)
		want    []string
	}{
		"timeout": {func(*acctest.Env, acctest.Terraform) {}, []string{leftover, continues, resumed}},
		"timeout, after the life of the token": {func(env *acctest.Env, _ acctest.Terraform) {
			env.Emulator.Advance(2 * time.Hour)
		}, []string{leftover, continues, resumed}},
		"timeout, after the end of the job": {func(env *acctest.Env, _ acctest.Terraform) {
			env.Emulator.Advance(30 * time.Hour)
		}, []string{leftover, continues, resumed}},
		"timeout, after the end of the job and of its source": {func(env *acctest.Env, _ acctest.Terraform) {
			env.Emulator.Advance(30 * time.Hour)
			env.AWS().RemoveRecoveryPoint(env.AWS().RecoveryPoints()[0].ARN)
		}, []string{leftover, continues, resumed}},
		"killed before state was stored": {func(env *acctest.Env, c acctest.Terraform) {
			_, _ = c.Terraform("state", "rm", "awsbackup_restore_job.test")
			env.Emulator.Advance(time.Minute) // A job of the same moment counts as this apply's own.
		}, []string{resumed}},
		"killed, after the life of the token": {func(env *acctest.Env, c acctest.Terraform) {
			_, _ = c.Terraform("state", "rm", "awsbackup_restore_job.test")
			env.Emulator.Advance(2 * time.Hour)
		}, []string{resumed}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env, c, _ := cutOff(t, 20)
			test.between(env, c)
			finishAfterLooks(env, 8)
			wantSummaries(t, "the second apply", apply(t, c), test.want...)
			jobs := wantRestores(t, env, 1)
			if o := object(t, c); o.Text("id") != jobs[0].ID || o.Text("created_resource_arn") != jobs[0].CreatedResourceARN || o.Tainted {
				t.Errorf("state has job %s, tainted %t, want %s", o.Text("id"), o.Tainted, jobs[0].ID)
			}
			wantNoChanges(t, c)
		})
	}
}

// Another trigger is another restore, also while the first one is in flight and
// its token is forgotten.
func TestRestore_anotherByTriggers(t *testing.T) {
	t.Parallel()
	env, c, arn := cutOff(t, 20)
	env.Emulator.Advance(2 * time.Hour)
	c.Write(env.Config(volume(arn, `triggers = { run = "2" }`)))
	finishAfterLooks(env, 12)
	wantSummaries(t, "the apply", apply(t, c), leftover, continues)
	wantRestores(t, env, 2)
}

// Equal restores of one apply are as many restores.
func TestRestore_equalOnes(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	c := env.Terraform(env.Config(volume(point(t, env, acctest.VolumeARN), "count = 3")))
	apply(t, c)
	ids := map[string]bool{}
	for _, o := range c.State() {
		ids[o.Text("id")] = true
	}
	if jobs := wantRestores(t, env, 3); len(ids) != len(jobs) {
		t.Errorf("%d jobs in state", len(ids))
	}
}

// An answer that is lost is asked for again with the same token.
func TestRestore_lostAnswer(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	c := env.Terraform(env.Config(volume(point(t, env, acctest.VolumeARN))))
	env.Emulator.Inject(emulator.Fault{Kind: emulator.ResetAfter, Operation: "StartRestoreJob", Times: 1})
	apply(t, c)
	if n := env.Emulator.Count("StartRestoreJob"); n < 2 {
		t.Errorf("StartRestoreJob was sent %d times, want again after the lost answer", n)
	}
	wantRestores(t, env, 1)
}

// Neither an expired record nor a restored resource that is gone restores again.
func TestRestore_neverRepeated(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	c := env.Terraform(env.Config(volume(point(t, env, acctest.VolumeARN))))
	apply(t, c)
	made := object(t, c).Text("created_resource_arn")
	env.AWS().RemoveResources(made)
	wantNoChanges(t, c)
	env.Emulator.Advance(31 * 24 * time.Hour)
	wantNoChanges(t, c)
	apply(t, c)
	wantRestores(t, env, 1)
	if got := object(t, c).Text("created_resource_arn"); got != made || made == "" {
		t.Errorf("created_resource_arn is %q, want %q", got, made)
	}
}

// A restore that is found failed is started again, once; an aborted one is not.
// Where the apply has waited for it, either is.
func TestRestore_ended(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		end, extra string
		script     emulator.RestoreScript
		first      []string
		want       []string
		restores   int
	}{
		"found failed":  {"FAILED", `wait_for = "created"`, hours(1), nil, []string{"warning: Failed Restore Will Be Replaced"}, 2},
		"found aborted": {"ABORTED", `wait_for = "created"`, hours(1), nil, []string{"warning: Restore Was Aborted"}, 1},
		"failed":        {end: "FAILED", first: []string{"error: Restore Job Failed"}, restores: 2},
		"aborted":       {end: "ABORTED", first: []string{"error: Restore Job Aborted"}, restores: 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			test.script.End = test.end
			env.AWS().ScriptRestores("*", test.script, emulator.RestoreScript{})
			c := env.Terraform(env.Config(volume(point(t, env, acctest.VolumeARN), test.extra)))
			wantSummaries(t, "the first apply", c.Run("apply", "-auto-approve"), test.first...)
			wantRestores(t, env, 1)
			env.Emulator.Advance(2 * time.Hour)
			wantSummaries(t, "the second apply", apply(t, c), test.want...)
			wantRestores(t, env, test.restores)
			wantNoChanges(t, c)
		})
	}
}

// Objects that were not restored are a warning or an error, by on_issues.
func TestRestore_issues(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ extra, want string }{
		"warn":  {``, "warning: Restore Completed With Issues"},
		"error": {`on_issues = "error"`, "error: Restore Completed With Issues"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			env.AWS().ScriptRestores("*", emulator.RestoreScript{Losses: true})
			c := env.Terraform(env.Config(restore(point(t, env, acctest.BucketARN), `{ DestinationBucketName = "drill" }`, test.extra)))
			wantSummaries(t, "the apply", c.Run("apply", "-auto-approve"), test.want)
			if o := object(t, c); o.Text("created_resource_arn") != "arn:aws:s3:::drill" || o.Tainted != (name == "error") {
				t.Errorf("state has %q, tainted %t", o.Text("created_resource_arn"), o.Tainted)
			}
		})
	}
}

// interruptApply interrupts an apply that has looked at its job twice.
func interruptApply(t *testing.T, env *acctest.Env, c acctest.Terraform) {
	t.Helper()
	looked := make(chan struct{})
	env.OnCall(2, func() { close(looked) }, "DescribeRestoreJob")
	p := c.Begin("apply", "-auto-approve")
	select {
	case <-looked:
	case <-acctest.Context(t).Done():
		t.Fatal("the job was never checked twice")
	}
	p.Interrupt()
	if output, code := p.Wait(); code != 1 || !strings.Contains(output, "Stopped Waiting for the Restore Job") {
		t.Fatalf("exit code %d:\n%s", code, output)
	}
	env.Emulator.ClearFaults()
}

// An interrupt leaves the job running and in state, untainted; the next apply
// waits for it in place.
func TestRestore_interrupted(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.AWS().ScriptRestores("*", hours(20))
	c := env.Terraform(env.Config(volume(point(t, env, acctest.VolumeARN))))
	interruptApply(t, env, c)
	if o := object(t, c); o.Tainted || o.Text("status") != "RUNNING" {
		t.Errorf("the object is %s, tainted %t", o.Text("status"), o.Tainted)
	}
	finishAfterLooks(env, 6)
	wantSummaries(t, "the second apply", apply(t, c))
	wantRestores(t, env, 1)
	if status := object(t, c).Text("status"); status != "COMPLETED" {
		t.Errorf("the status is %s", status)
	}
	wantNoChanges(t, c)
}

// A restore that has issues after its apply was interrupted is what on_issues
// says: an error fails the next apply, once.
func TestRestore_endsBetweenApplies(t *testing.T) {
	t.Parallel()
	for then, severity := range map[string]string{"error": "error: ", "warn": "warning: "} {
		t.Run(then, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			script := hours(20)
			script.Losses = true
			env.AWS().ScriptRestores("*", script)
			config := func(onIssues string) string {
				return env.Config(restore(env.AWS().RecoveryPoints()[0].ARN, `{ DestinationBucketName = "drill" }`, `on_issues = "`+onIssues+`"`))
			}
			point(t, env, acctest.BucketARN)
			c := env.Terraform(config("error"))
			interruptApply(t, env, c)
			env.Emulator.Advance(30 * time.Hour)
			c.Write(config(then))
			const says = "Restore Completed With Issues"
			wantSummaries(t, "the next apply", c.Run("apply", "-auto-approve"), "warning: "+says, severity+says)
			wantNoChanges(t, c)
			wantSummaries(t, "a later apply", apply(t, c))
			wantRestores(t, env, 1)
		})
	}
}

// An apply that was interrupted before AWS showed the job has not learnt the type
// of the resource. The next one learns it, without a refresh as well.
func TestRestore_interruptedUnseen(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	script := hours(20)
	script.RecordLag = acctest.TimeScale * 10 * time.Hour
	env.AWS().ScriptRestores("*", script)
	c := env.Terraform(env.Config(volume(point(t, env, acctest.VolumeARN), `wait_for = "created"`)))
	interruptApply(t, env, c)
	env.Emulator.Advance(12 * time.Hour)
	wantSummaries(t, "the second apply", apply(t, c, "-refresh=false"))
	if o := object(t, c); o.Text("resource_type") != "EBS" || o.Text("status") != "RUNNING" {
		t.Errorf("state has %q, %s", o.Text("resource_type"), o.Text("status"))
	}
}

// Destroying forgets: the plan and the apply name what stays, and nothing is
// called.
func TestRestore_destroyed(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	c := env.Terraform(env.Config(volume(point(t, env, acctest.VolumeARN))))
	apply(t, c)
	made := object(t, c).Text("created_resource_arn")
	env.Emulator.ResetRequests()
	found := c.Run("destroy", "-auto-approve")
	for _, d := range found {
		if d.Severity != "warning" || d.Summary != "Restored Resource Is Kept: "+made || !strings.Contains(d.Detail, made) {
			t.Errorf("the destroy reports %s: %s", d, d.Detail)
		}
	}
	if len(found) != 2 || len(c.State()) != 0 {
		t.Errorf("%d warnings and %d objects, want one of the plan, one of the apply, and none", len(found), len(c.State()))
	}
	for operation, n := range env.Emulator.Counts() {
		if !strings.HasPrefix(operation, "Describe") {
			t.Errorf("the destroy sent %s %d times", operation, n)
		}
	}
}

// An edit of what is not sent neither restores again nor makes the result
// unknown; an edit of what is sent does both.
func TestRestore_changed(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	arn := point(t, env, acctest.VolumeARN)
	dependent := `
resource "terraform_data" "uses" {
  triggers_replace = awsbackup_restore_job.test.created_resource_arn
}
`
	c := env.Terraform(env.Config(volume(arn) + dependent))
	apply(t, c)
	used := func() string {
		for _, o := range c.State() {
			if o.Address == "terraform_data.uses" {
				return o.Text("id")
			}
		}
		return ""
	}
	before := used()
	c.Write(env.Config(volume(arn, `on_issues = "error"`, `allow_overwrite = true`, `copy_source_tags_to_restored_resource = false`, `timeouts { create = "9h" }`) + dependent))
	wantSummaries(t, "the edit", apply(t, c))
	wantRestores(t, env, 1)
	if used() != before {
		t.Error("the edit replaced what uses created_resource_arn")
	}
	c.Write(env.Config(restore(arn, `{ availabilityZone = "eu-central-1b" }`) + dependent))
	wantSummaries(t, "the other metadata", apply(t, c), kept, kept)
	wantRestores(t, env, 2)
	if used() == before {
		t.Error("the other restore did not reach what uses created_resource_arn")
	}
	wantNoChanges(t, c)
}
