// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
)

// has is a check of one attribute of the test's resource in state.
func has(name string, value knownvalue.Check) statecheck.StateCheck {
	return statecheck.ExpectKnownValue(address, tfjsonpath.New(name), value)
}

// inJob checks a member of the attribute job.
func inJob(name string, value knownvalue.Check) statecheck.StateCheck {
	return statecheck.ExpectKnownValue(address, tfjsonpath.New("job").AtMapKey(name), value)
}

func is(name, value string) statecheck.StateCheck {
	return has(name, knownvalue.StringExact(value))
}

func states(checks ...statecheck.StateCheck) []statecheck.StateCheck { return checks }

// planned are checks of the plan before it is applied.
func planned(checks ...plancheck.PlanCheck) resource.ConfigPlanChecks {
	return resource.ConfigPlanChecks{PreApply: checks}
}

func action(a plancheck.ResourceActionType) plancheck.PlanCheck {
	return plancheck.ExpectResourceAction(address, a)
}

// pointKnown asserts that the plan leaves the recovery point's ARN known:
// whatever restores from it is not replaced.
func pointKnown(value knownvalue.Check) plancheck.PlanCheck {
	return plancheck.ExpectKnownValue(address, tfjsonpath.New("recovery_point_arn"), value)
}

// wantJobs asserts how many jobs the emulator has really started so far.
func wantJobs(t *testing.T, env *acctest.Env, want int) {
	t.Helper()
	if got := len(env.AWS().Jobs()); got != want {
		t.Errorf("%d backup jobs were started, want %d", got, want)
	}
}

func wantPoints(t *testing.T, env *acctest.Env, want int) {
	t.Helper()
	if got := len(env.AWS().RecoveryPoints()); got != want {
		t.Errorf("%d recovery points are held, want %d", got, want)
	}
}

// wantCalls asserts the exact API calls since the last reset, each operation
// with its count.
func wantCalls(t *testing.T, env *acctest.Env, want map[string]int) {
	t.Helper()
	if got := env.Emulator.Counts(); !maps.Equal(got, want) {
		t.Errorf("API calls were %v, want %v", got, want)
	}
}

// writes are the calls since the last reset that change something in AWS.
func writes(env *acctest.Env) []string {
	var found []string
	for operation := range env.Emulator.Counts() {
		if !strings.HasPrefix(operation, "Describe") && !strings.HasPrefix(operation, "List") && !strings.HasPrefix(operation, "Get") {
			found = append(found, operation)
		}
	}
	slices.Sort(found)
	return found
}

func wantWrites(t *testing.T, env *acctest.Env, want ...string) {
	t.Helper()
	slices.Sort(want)
	if got := writes(env); !slices.Equal(got, want) {
		t.Errorf("writing API calls were %v, want %v", got, want)
	}
}
