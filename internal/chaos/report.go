// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package chaos

import (
	"fmt"
	"math"
	"strings"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// Least shares of all steps, in thousandths. A run that falls short of one has
// not tested what it says.
var (
	operationShares = map[string]int{
		"create": 85, "create, interrupted": 20, "create, killed": 20, "refresh": 68, "plan": 25, "apply again": 15,
		"apply again, interrupted": 3, "apply again, killed": 3, "replace": 12, "replace, interrupted": 3, "replace, killed": 3,
		"taint": 9, "state rm": 9, "delete by hand": 8, "destroy": 25, "destroy, interrupted": 8, "destroy, killed": 8,
		"import job": 6, "import point": 4,
		"create together": 10, "create together, interrupted": 3, "create together, killed": 3,
		"create first": 6, "create first by force": 3, "create first, interrupted": 1, "create first, killed": 1,
		"start action": 10, "start action, interrupted": 3, "start action, killed": 3, "stop action": 6, "stop action, interrupted": 2,
		"rename": 10, "copy create": 5, "copy refresh": 2, "copy apply again": 3, "copy replace": 3, "copy destroy": 2,
		"restore create": 5, "restore refresh": 2, "restore apply again": 3, "restore replace": 3, "restore destroy": 2,
		"completion": 8, "completion, interrupted": 2, "completion, killed": 2,
	}
	editShare  = 8 // of each argument that changes in place
	faultShare = 4 // of steps in which a fault of each kind has hit a call
)

// Report counts what was done.
type Report struct {
	Steps int
	// Lost are the jobs that a kill, or an answer that never came, has hidden.
	Lost int
	// Operations and Faults count steps, by what was done and by what hit it.
	Operations map[string]int
	Faults     map[emulator.FaultKind]int
	// Clean are the steps that no fault has hit.
	Clean int
}

// NewReport is an empty report.
func NewReport() *Report {
	return &Report{Operations: map[string]int{}, Faults: map[emulator.FaultKind]int{}}
}

func (r *Report) count(s *scene) {
	r.Steps++
	r.Operations[s.operation]++
	for kind := range s.hits {
		r.Faults[kind]++
	}
	if len(s.hits) == 0 {
		r.Clean++
	}
}

// Add adds what another run has done.
func (r *Report) Add(other *Report) {
	r.Steps += other.Steps
	r.Lost += other.Lost
	r.Clean += other.Clean
	for operation, n := range other.Operations {
		r.Operations[operation] += n
	}
	for kind, n := range other.Faults {
		r.Faults[kind] += n
	}
}

// leastCount is what a share must come to in so many steps. Chance may take two
// standard deviations off, which is everything in a short run and little in a
// long one.
func leastCount(steps, share int) int {
	wanted := float64(steps) * float64(share) / 1000
	return max(0, int(math.Ceil(wanted-2*math.Sqrt(wanted))))
}

// Shortfalls are the shares that were not reached, in words.
func (r *Report) Shortfalls() []string {
	var missing []string
	want := func(what string, count, share int) {
		if least := leastCount(r.Steps, share); count < least {
			missing = append(missing, fmt.Sprintf("%s: %d steps of %d, at least %d are wanted", what, count, r.Steps, least))
		}
	}
	for _, operation := range sorted(operationShares) {
		want(operation, r.Operations[operation], operationShares[operation])
	}
	for _, edit := range edits {
		want("update "+edit, r.Operations["update "+edit], editShare)
	}
	for _, kind := range Kinds {
		want("fault "+string(kind), r.Faults[kind], faultShare)
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
	for _, operation := range sorted(r.Operations) {
		least := operationShares[operation]
		if strings.HasPrefix(operation, "update ") {
			least = editShare
		}
		row(operation, r.Operations[operation], least)
	}
	fmt.Fprintf(&b, "fault that has hit a call       steps    share\n")
	for _, kind := range Kinds {
		row(string(kind), r.Faults[kind], faultShare)
	}
	row("none", r.Clean, 0)
	fmt.Fprintf(&b, "jobs that a kill or a lost answer has hidden for a while: %d\n", r.Lost)
	return b.String()
}
