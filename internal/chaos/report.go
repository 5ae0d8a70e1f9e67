// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package chaos

import (
	"fmt"
	"strings"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// Least shares of all steps, in thousandths. A run that falls short of one has
// not tested what it says.
var (
	operationShares = map[string]int{
		"create": 100, "create, interrupted": 20, "create, killed": 20, "refresh": 80, "plan": 30, "apply again": 15,
		"apply again, interrupted": 3, "apply again, killed": 3, "replace": 15, "replace, interrupted": 3, "replace, killed": 3,
		"taint": 12, "state rm": 12, "delete by hand": 8, "destroy": 30, "destroy, interrupted": 8, "destroy, killed": 8,
		"import job": 8, "import point": 8,
	}
	editShare  = 8 // of each argument that changes in place
	faultShare = 4 // of steps in which a fault of each kind has hit a call
)

// Report counts what was done.
type Report struct {
	Steps int
	// Lost are the jobs that a kill, or an answer that never came, has hidden.
	Lost       int
	operations map[string]int
	planned    map[emulator.FaultKind]int
	hit        map[emulator.FaultKind]int
	clean      int
}

// NewReport is an empty report.
func NewReport() *Report {
	return &Report{operations: map[string]int{}, planned: map[emulator.FaultKind]int{}, hit: map[emulator.FaultKind]int{}}
}

func (r *Report) count(s *scene) {
	r.Steps++
	r.operations[s.operation]++
	for _, fault := range s.faults {
		r.planned[fault.Kind]++
	}
	for kind := range s.hits {
		r.hit[kind]++
	}
	if len(s.hits) == 0 {
		r.clean++
	}
}

// Shortfalls are the shares that were not reached, in words.
func (r *Report) Shortfalls() []string {
	var missing []string
	want := func(what string, count, share int) {
		if least := r.Steps * share / 1000; count < least {
			missing = append(missing, fmt.Sprintf("%s: %d steps of %d, at least %d are wanted", what, count, r.Steps, least))
		}
	}
	for _, operation := range sorted(operationShares) {
		want(operation, r.operations[operation], operationShares[operation])
	}
	for _, edit := range edits {
		want("update "+edit, r.operations["update "+edit], editShare)
	}
	for _, kind := range Kinds {
		want("fault "+string(kind), r.hit[kind], faultShare)
	}
	return missing
}

// String is the table of all that was done.
func (r *Report) String() string {
	var b strings.Builder
	row := func(what string, count, least int) {
		fmt.Fprintf(&b, "  %-28s %6d  %5.1f %%  at least %4.1f %%\n", what, count, 100*float64(count)/float64(max(r.Steps, 1)), float64(least)/10)
	}
	fmt.Fprintf(&b, "operation                       steps    share\n")
	for _, operation := range sorted(r.operations) {
		least := operationShares[operation]
		if strings.HasPrefix(operation, "update ") {
			least = editShare
		}
		row(operation, r.operations[operation], least)
	}
	fmt.Fprintf(&b, "fault that has hit a call       steps    share\n")
	for _, kind := range Kinds {
		row(string(kind), r.hit[kind], faultShare)
	}
	row("none", r.clean, 0)
	fmt.Fprintf(&b, "jobs that a kill or a lost answer has hidden for a while: %d\n", r.Lost)
	return b.String()
}
