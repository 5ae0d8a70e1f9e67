// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// wantTainted asserts that nothing was lost: each job is in state once, tainted
// where its create ended in an error.
func wantTainted(t *testing.T, env *acctest.Env, c acctest.Terraform, tainted func(emulator.Job) bool) {
	t.Helper()
	objects := map[string]acctest.Object{}
	for _, object := range c.State() {
		objects[object.Text("id")] = object
	}
	jobs := env.AWS().Jobs()
	for _, j := range jobs {
		if object, ok := objects[j.ID]; !ok || object.Tainted != tainted(j) {
			t.Errorf("job %s (%s): in state %t, tainted %t", j.ID, j.State, ok, object.Tainted)
		}
	}
	if len(objects) != len(jobs) {
		t.Errorf("%d objects in state for %d jobs", len(objects), len(jobs))
	}
}

// TestAccTimeout_atOnce: many creates run out of time at the same moment, which
// makes Terraform 1.16 panic if it hears of them at the same moment. Then they
// are all taken up again.
func TestAccTimeout_atOnce(t *testing.T) {
	t.Parallel()
	const n = 20
	env := inFlight(t)
	config := func(limit string) string {
		return env.Config(volumes(n, fmt.Sprintf("timeouts {\n    create = %q\n  }", limit)))
	}
	c := env.CLI(config("1s"))
	output, code := c.Begin("apply", "-auto-approve", "-no-color", fmt.Sprintf("-parallelism=%d", n)).Wait()
	if code != 1 || strings.Contains(output, "panic:") || strings.Count(output, saysTimedOut) != n {
		t.Fatalf("exit code %d, %d time-outs, want 1 and %d:\n%s", code, strings.Count(output, saysTimedOut), n, output)
	}
	wantTainted(t, env, c, func(emulator.Job) bool { return true })
	if n := len(env.AWS().Jobs()); n != 20 {
		t.Errorf("%d jobs were started, want 20", n)
	}

	env.Emulator.Advance(time.Minute)
	c.Write(config("5m"))
	// Without a refresh the first to check the jobs are the creates that continue
	// with them: no job is started, and a list shows all of them.
	finishAfterLooks(env, 3)
	jobs := startedJobs(env)
	wantSaid(t, apply(t, c, "-refresh=false", fmt.Sprintf("-parallelism=%d", n)), saysResumed, jobs...)
	wantHeld(t, c, jobs...)
	wantJobs(t, env, n)
	wantNoChanges(t, c)
}

// TestAccTimeout_mixed: a look at all jobs finds some failed and some completed,
// so that errors and successes are ready at the same moment.
func TestAccTimeout_mixed(t *testing.T) {
	t.Parallel()
	const n = 40
	env := acctest.New(t)
	for i := range n {
		script := hour
		if i%2 == 0 {
			script.End = "FAILED"
		}
		env.AWS().Script(fmt.Sprintf("arn:aws:ec2:%s:%s:volume/vol-%d", acctest.Region, acctest.Account, i), script)
	}
	c := env.CLI(env.Config(volumes(n, "")))
	onceAllSeen(env, n, func() { env.Emulator.Advance(2 * time.Hour) })
	output, code := c.Begin("apply", "-auto-approve", "-no-color", fmt.Sprintf("-parallelism=%d", n)).Wait()
	if code != 1 || strings.Contains(output, "panic:") || strings.Count(output, saysFailed) != n/2 {
		t.Fatalf("exit code %d and %d failures, want 1 and %d:\n%s", code, strings.Count(output, saysFailed), n/2, output)
	}
	wantTainted(t, env, c, func(j emulator.Job) bool { return j.State == "FAILED" })
}
