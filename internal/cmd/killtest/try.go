// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// randomRunning is how long a job runs where the moment is random: some kills
// then find it in flight, some ended.
const randomRunning = 2 * time.Second

// try kills one apply at the point, applies again and judges.
func (t *tally) try(ctx context.Context, terraform, program string, p point, v victim) (err error) {
	running := p.running
	if running == 0 {
		running = randomRunning
	}
	w, err := newWorld(terraform, program, running)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.close()) }()

	extra, wanted := "", 1
	if p.replace {
		extra, wanted = "on_destroy = \"delete\"\n lifecycle { create_before_destroy = true }", 2
		if err := w.configure(1, extra); err != nil {
			return err
		}
		if _, err := w.run(ctx, "apply", "-auto-approve"); err != nil {
			return err
		}
	}
	if err := w.configure(2, extra); err != nil {
		return err
	}
	killed, err := w.applyKilled(ctx, p, v)
	if err != nil {
		return err
	}
	if !killed && p.fault.Kind != "" {
		return errors.New("the apply ended before it came to the point")
	}
	before := w.aws.Region(region).Jobs()
	if p.running == time.Minute {
		w.aws.Region(region).Script("*", emulator.Script{Created: emulator.Skip, Pending: emulator.Skip, Running: 100 * time.Millisecond})
	}
	var second string
	if len(before) > 0 && inFlight(before[len(before)-1]) {
		second, err = w.applyWhileRunning(ctx)
	} else {
		second, err = w.run(ctx, "apply", "-auto-approve")
	}
	if err != nil {
		return err
	}
	t.judge(w, wanted, before, second)
	if out, err := w.run(ctx, "plan", "-detailed-exitcode"); err != nil {
		t.violate("the plan after the second apply is not empty: %s", out)
	}
	return nil
}

// applyWhileRunning applies again and lets the calendar run on once the job has
// been asked for anew, so that a job which is in flight now still is when
// Terraform gets to it.
func (w *world) applyWhileRunning(ctx context.Context) (string, error) {
	w.aws.Inject(at(emulator.Fault{Kind: emulator.Slow, Operation: "DescribeBackupJob", After: 1}, func() { w.aws.Advance(time.Hour) }))
	return w.run(ctx, "apply", "-auto-approve")
}

func inFlight(j emulator.Job) bool {
	return j.State == "CREATED" || j.State == "PENDING" || j.State == "RUNNING"
}

// judge compares the jobs that were really started with those that may be.
func (t *tally) judge(w *world, wanted int, before []emulator.Job, second string) {
	jobs := w.aws.Region(region).Jobs()
	t.runs++
	t.jobs += len(jobs)
	switch {
	case len(jobs) == wanted && len(before) < wanted:
		// Nothing had been asked of AWS yet.
	case len(jobs) == wanted && strings.Contains(second, "Resumed an Earlier Backup Job"):
		t.resumed++
	case len(jobs) == wanted:
		// State knew the job, or it was too young to be told from a new one.
		t.kept++
	case len(jobs) == wanted+1:
		first, next := jobs[wanted-1], jobs[wanted]
		switch {
		case first.Completed.IsZero() || first.Completed.After(next.Created):
			t.violate("job %s was in flight when %s was started", first.ID, next.ID)
		case !strings.Contains(second, first.ID):
			t.violate("job %s had ended and is not named:\n%s", first.ID, second)
		default:
			t.superseded++
		}
	default:
		t.violate("%d jobs were started, want %d or one more", len(jobs), wanted)
	}
}

func (t *tally) violate(format string, args ...any) {
	t.violations = append(t.violations, fmt.Sprintf(format, args...))
}
