// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package examples_test

import (
	"strings"
	"testing"
)

// treatment is what an example needs beyond what its files tell.
type treatment struct {
	part    func(*testing.T, example) // instead of the usual one
	prepare func(*world)              // before Terraform
	check   func(*world)              // after the apply or the test
}

// special are the examples that need it.
var special = map[string]treatment{
	"demo/bad":                           {part: refused("120")},
	"guides/retention-and-locks/refused": {part: refused("120")},
}

// scripts are shell scripts that no test runs, and why.
var scripts = map[string]string{}

// refused is for an example of what does not work: the plan has to fail, and
// to name what would.
func refused(says string) func(*testing.T, example) {
	return func(t *testing.T, e example) {
		t.Helper()
		w := newWorld(t, e, e.configuration())
		w.terraform("init", "-no-color")
		output, code := w.try("plan", "-no-color")
		if code == 0 || !strings.Contains(output, says) {
			t.Errorf("the plan ended with code %d and does not say %q:\n%s", code, says, output)
		}
	}
}
