// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// Apply applies, which must go well, and returns the warnings.
func Apply(t *testing.T, c Terraform, args ...string) []Diagnostic {
	t.Helper()
	said := c.Run(append([]string{"apply", "-auto-approve"}, args...)...)
	for _, d := range said {
		if d.Severity == "error" {
			t.Fatalf("apply failed: %s\n%s", d, d.Detail)
		}
	}
	return said
}

// WantNoChanges asserts that a plan has nothing to do.
func WantNoChanges(t *testing.T, c Terraform) {
	t.Helper()
	if out, err := c.Terraform("plan", "-detailed-exitcode"); err != nil {
		t.Errorf("the plan is not empty: %v\n%s", err, out)
	}
}

// Eventually looks until something is so, which is a matter of milliseconds.
func Eventually(t *testing.T, what string, is func() bool) {
	t.Helper()
	ctx := Context(t)
	look := time.NewTicker(5 * time.Millisecond)
	defer look.Stop()
	for !is() {
		select {
		case <-look.C:
		case <-ctx.Done():
			t.Fatalf("waited in vain until %s", what)
		}
	}
}

// OnCall does something when AWS gets the nth call of some operations from now
// on, before it is answered.
func (e *Env) OnCall(n int, do func(), operations ...string) {
	var calls atomic.Int64
	e.Emulator.Inject(emulator.Fault{Kind: emulator.Slow, Match: func(r emulator.Request) bool {
		if slices.Contains(operations, r.Operation) && int(calls.Add(1)) == n {
			do()
		}
		return false
	}})
}

// Refuse makes AWS answer every call of the operations with an error of this code
// until ClearFaults.
func (e *Env) Refuse(code string, operations ...string) {
	for _, operation := range operations {
		e.Emulator.Inject(emulator.Fault{
			Kind: emulator.Error, Operation: operation, Code: code, Message: "Not now: backup:" + operation, Times: emulator.Always,
		})
	}
}
