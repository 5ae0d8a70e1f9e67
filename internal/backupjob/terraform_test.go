// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob_test

import (
	"strings"
	"testing"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
)

// interruptApply interrupts an apply once its only job is waited for. The job
// keeps running.
func interruptApply(t *testing.T, env *acctest.Env, c acctest.Terraform) {
	t.Helper()
	interruptWhen(t, c, func(now func()) { onceAllSeen(env, 1, now) })
	env.Emulator.ClearFaults()
	wantHeld(t, c, startedJobs(env)...)
}

// interruptWhen interrupts an apply when the function that is given to when is
// called, and returns what it printed.
func interruptWhen(t *testing.T, c acctest.Terraform, when func(now func())) string {
	t.Helper()
	waiting := make(chan struct{})
	when(func() { close(waiting) })
	p := c.Begin("apply", "-auto-approve", "-no-color")
	select {
	case <-waiting:
	case <-acctest.Context(t).Done():
		t.Error("the jobs were never checked")
	}
	p.Interrupt()
	output, code := p.Wait()
	if code != 1 || strings.Contains(output, "panic:") {
		t.Fatalf("exit code %d, want 1:\n%s", code, output)
	}
	return output
}

// wantAttribute asserts a string attribute of the one object in state.
func wantAttribute(t *testing.T, c acctest.Terraform, attribute, want string) {
	t.Helper()
	objects := c.State()
	if len(objects) != 1 {
		t.Fatalf("%d objects in state, want 1", len(objects))
	}
	if got := objects[0].Text(attribute); got != want {
		t.Errorf("%s is %q, want %q", attribute, got, want)
	}
}
