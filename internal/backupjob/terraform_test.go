// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob_test

import (
	"testing"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
)

// interruptApply interrupts an apply once its only job is waited for.
func interruptApply(t *testing.T, env *acctest.Env, c acctest.Terraform) {
	t.Helper()
	waiting := looked(env, 1)
	p := c.Begin("apply", "-auto-approve", "-no-color")
	select {
	case <-waiting:
	case <-acctest.Context(t).Done():
		t.Error("the job was never looked at")
	}
	p.Interrupt()
	if output, code := p.Wait(); code != 1 {
		t.Fatalf("exit code %d, want 1:\n%s", code, output)
	}
	env.Emulator.ClearFaults()
	wantHeld(t, c, startedJobs(env)...)
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
