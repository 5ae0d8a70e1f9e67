// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// The summaries of what is said about jobs that were there before.
const (
	saysResumed    = "Resumed an Earlier Backup Job"
	saysSuperseded = "Started a New Backup Beside Job "
	saysAdopted    = "No New Backup: the Token Stands for an Earlier One"
	saysKept       = "Backup Job Kept for the Replacement"
	saysLeftover   = "Backup Job Left by a Failed Apply"
	saysForgotten  = "Backup Job Forgotten"
	saysRestarted  = "Backup Started Once More After Job "
	saysFailed     = "Error: Backup Job Failed"
	saysTimedOut   = "Timed Out Waiting for the Backup Job"
)

// hour keeps a job in flight until the calendar is moved by an hour.
var hour = emulator.Script{Running: acctest.TimeScale * time.Hour}

// inFlight is a world whose jobs stay in flight until the calendar is moved.
func inFlight(t *testing.T, options ...emulator.Option) *acctest.Env {
	t.Helper()
	env := acctest.New(t, options...)
	env.AWS().Script("*", hour)
	return env
}

// looks are the calls that tell of a job.
var looks = []string{"DescribeBackupJob", "ListBackupJobs"}

// finishAfterLooks moves the calendar so that all jobs end, once they have been
// checked n more times.
func finishAfterLooks(env *acctest.Env, n int) {
	env.OnCall(n, func() { env.Emulator.Advance(2 * time.Hour) }, looks...)
}

// onceAllSeen does something once n jobs have been started, or found, and each
// was checked twice after that.
func onceAllSeen(env *acctest.Env, n int, do func()) {
	var mu sync.Mutex
	started, checked := 0, 0
	env.Emulator.Inject(emulator.Fault{Kind: emulator.Slow, Match: func(r emulator.Request) bool {
		mu.Lock()
		defer mu.Unlock()
		if r.Operation == "StartBackupJob" {
			started++
		} else if slices.Contains(looks, r.Operation) && started >= n {
			if checked++; checked == 2*n {
				do()
			}
		}
		return false
	}})
}

// applyFails applies, which must fail with exactly the errors that are given by
// the beginning of their summaries, and returns everything that was said.
func applyFails(t *testing.T, c acctest.Terraform, summaries ...string) []acctest.Diagnostic {
	t.Helper()
	said := c.Run("apply", "-auto-approve")
	var got []string
	for _, d := range said {
		if d.Severity == "error" {
			got = append(got, d.Summary)
		}
	}
	if !slices.EqualFunc(got, summaries, strings.HasPrefix) {
		t.Fatalf("apply failed with %q, want %q:\n%v", got, summaries, said)
	}
	return said
}

// wantSaid asserts which jobs are named under a summary, one diagnostic each. The
// summary is given by its beginning.
func wantSaid(t *testing.T, said []acctest.Diagnostic, summary string, jobs ...string) {
	t.Helper()
	var details []string
	for _, d := range said {
		if strings.HasPrefix(d.Summary, summary) {
			details = append(details, d.Detail)
		}
	}
	if len(details) != len(jobs) {
		t.Errorf("%q was said %d times, want %d:\n%s", summary, len(details), len(jobs), strings.Join(details, "\n"))
		return
	}
	for _, job := range jobs {
		if !slices.ContainsFunc(details, func(detail string) bool { return strings.Contains(detail, job) }) {
			t.Errorf("%q does not name job %s:\n%s", summary, job, strings.Join(details, "\n"))
		}
	}
}

// held are the job IDs in state, sorted.
func held(c acctest.Terraform) []string {
	var ids []string
	for _, object := range c.State() {
		ids = append(ids, object.Text("id"))
	}
	slices.Sort(ids)
	return ids
}

// started are the jobs that AWS has really started, in order.
func startedJobs(env *acctest.Env) []string {
	var ids []string
	for _, j := range env.AWS().Jobs() {
		ids = append(ids, j.ID)
	}
	return ids
}

// wantHeld asserts that state holds these jobs and no others, untainted.
func wantHeld(t *testing.T, c acctest.Terraform, jobs ...string) {
	t.Helper()
	jobs = slices.Clone(jobs)
	slices.Sort(jobs)
	if got := held(c); !slices.Equal(got, jobs) {
		t.Errorf("state holds jobs %v, want %v", got, jobs)
	}
	for _, object := range c.State() {
		if object.Tainted || object.DeposedKey != "" {
			t.Errorf("%s is tainted (%t) or deposed (%q)", object.Address, object.Tainted, object.DeposedKey)
		}
	}
}

// wantStates asserts what became of all jobs, in the order of their start.
func wantStates(t *testing.T, env *acctest.Env, want ...string) {
	t.Helper()
	var got []string
	for _, j := range env.AWS().Jobs() {
		got = append(got, j.State)
	}
	if !slices.Equal(got, want) {
		t.Errorf("the jobs that were started are %v, want %v", got, want)
	}
}
