// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
)

// outcome is what a case showed.
type outcome struct {
	kill
	killed     bool // the apply was still running
	jobs       int  // started in both applies
	resumed    int  // left in flight by the kill and adopted
	superseded int  // left finished by the kill, replaced and named
	violations []string
}

// judge compares the jobs that the killed apply left with those that there are
// after the next one, which printed output and holds these jobs.
func (o *outcome) judge(left, all []job, held map[string]string, output string) {
	o.jobs = len(all)
	complain := func(format string, args ...any) {
		o.violations = append(o.violations, fmt.Sprintf(format, args...))
	}
	if len(held) != o.resources {
		complain("%d of %d resources are in state", len(held), o.resources)
	}
	now := map[string][]string{}
	for _, j := range all {
		now[j.of] = append(now[j.of], j.id)
	}
	was := map[string]int{}
	for _, j := range left {
		was[j.of]++
		kept := held[j.of] == j.id
		switch {
		case inFlight(j.state) && (!kept || len(now[j.of]) != 1):
			complain("job %s of %s was in flight, and after the next apply there are %v, of which %s is held", j.id, j.of, now[j.of], held[j.of])
		case inFlight(j.state):
			o.resumed++
		case kept:
		case !strings.Contains(output, j.id):
			complain("job %s of %s had ended and was superseded without a word:\n%s", j.id, j.of, output)
		default:
			o.superseded++
		}
	}
	for arn, jobs := range now {
		if was[arn] > 1 || len(jobs) > was[arn]+1 {
			complain("%s has jobs %v, %d of them before the next apply", arn, jobs, was[arn])
		}
		if held[arn] != jobs[len(jobs)-1] {
			complain("%s holds %s, want the last of %v", arn, held[arn], jobs)
		}
	}
}

func inFlight(state string) bool {
	switch state {
	case "CREATED", "PENDING", "RUNNING", "ABORTING":
		return true
	}
	return false
}

type results []outcome

// print writes a row for each point and every violation, and counts those.
func (r results) print(w io.Writer) (violations int) {
	type row struct{ runs, killed, jobs, resumed, superseded, violations int }
	rows := map[string]*row{}
	var order []string
	for _, o := range r {
		name := o.kind.name + "\t" + o.point + "\t" + o.target
		if rows[name] == nil {
			rows[name] = &row{}
			order = append(order, name)
		}
		sum := rows[name]
		sum.runs++
		if o.killed {
			sum.killed++
		}
		sum.jobs += o.jobs
		sum.resumed += o.resumed
		sum.superseded += o.superseded
		sum.violations += len(o.violations)
		violations += len(o.violations)
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "KIND\tPOINT\tKILLED\tRUNS\tKILLS\tJOBS\tRESUMED\tSUPERSEDED, NAMED\tVIOLATIONS")
	for _, name := range order {
		s := rows[name]
		fmt.Fprintf(table, "%s\t%d\t%d\t%d\t%d\t%d\t%d\n", name, s.runs, s.killed, s.jobs, s.resumed, s.superseded, s.violations)
	}
	if err := table.Flush(); err != nil {
		violations++
	}
	for i, o := range r {
		for _, v := range o.violations {
			fmt.Fprintf(w, "case %d (%s, %s, %s, call %d, %s later, %d resources, replace %t, finishing %t, late %t): %s\n",
				i, o.kind.name, o.point, o.target, o.nth, o.delay, o.resources, o.replace, o.finishing, o.late, v)
		}
	}
	return violations
}
