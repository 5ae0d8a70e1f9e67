// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/jobwatch"
)

const (
	// shortestJob and longestJob are for how long the jobs of part c run on
	// after the waiting has begun: most of them end when looks have become as
	// rare as they get.
	shortestJob = time.Minute
	longestJob  = 5 * time.Minute
	// tick is the longest time between two looks, of the watcher and of the
	// loop.
	tick = 30 * time.Second
)

// wait is what waiting for many jobs took.
type wait struct {
	lists, describes, throttled int
	errors                      int       // that were not overcome by the SDK's retries
	late                        []float64 // in ticks, of each job, sorted
	perTick                     []int     // pages of each of the watcher's sweeps
	overdue                     int       // ends that the sweep after them did not show
}

// unequal are n durations that end at any time, the same ones in every run.
func unequal(n int) []time.Duration {
	r := rand.New(rand.NewPCG(1, 2))
	// The first job is older than the last one by the time that the starts take.
	lead := time.Duration(n) * time.Second / startsPerSecond
	lasting := make([]time.Duration, 0, n)
	for i := range n {
		age := lead - time.Duration(i)*time.Second/startsPerSecond
		lasting = append(lasting, age+shortestJob+time.Duration(r.Int64N(int64(longestJob-shortestJob))))
	}
	return lasting
}

// watch waits for n jobs with the watcher, as its callers do: each for its own.
func watch(ctx context.Context, c *cloud, n int) (wait, error) {
	jobs, err := c.start(ctx, unequal(n))
	if err != nil {
		return wait{}, err
	}
	w := jobwatch.New(awsbackup.BackupJobs, c.ours(), jobwatch.Config{})
	noticed := make([]time.Time, n)
	errs := make([]error, n)
	var wg sync.WaitGroup
	for i, j := range jobs {
		wg.Go(func() {
			_, errs[i] = w.Wait(ctx, jobwatch.Request{ID: j.id, Created: j.created})
			noticed[i] = c.now()
		})
	}
	wg.Wait()
	var result wait
	for _, err := range errs {
		if err != nil {
			return wait{}, fmt.Errorf("waiting: %w", err)
		}
	}
	result.lists, result.describes, _ = c.bill()
	result.throttled = c.throttled()

	var sweeps []time.Time
	for _, r := range c.aws.Requests() {
		if r.Operation != "ListBackupJobs" {
			continue
		}
		if !continues(r) {
			sweeps = append(sweeps, r.Time)
			result.perTick = append(result.perTick, 0)
		}
		result.perTick[len(result.perTick)-1]++
	}
	for i, j := range jobs {
		late := noticed[i].Sub(j.ends)
		result.late = append(result.late, late.Seconds()/tick.Seconds())
		// The first sweep that begins after the end must show it; another one
		// that has begun before the caller knew came too late.
		next, _ := slices.BinarySearchFunc(sweeps, j.ends, time.Time.Compare)
		if next+1 < len(sweeps) && !noticed[i].Before(sweeps[next+1]) {
			result.overdue++
		}
	}
	slices.Sort(result.late)
	return result, nil
}

// continues reports whether a request asks for another page than the first.
func continues(r emulator.Request) bool { return strings.Contains(r.Query, "nextToken=") }

// loop waits for n jobs as a script does that describes every job, and with what
// the SDK does by itself against throttling: ten calls at a time, as Terraform
// would make them, and half a minute between two rounds.
func loop(ctx context.Context, c *cloud, n int) (wait, error) {
	jobs, err := c.start(ctx, unequal(n))
	if err != nil {
		return wait{}, err
	}
	result := wait{late: make([]float64, 0, n)}
	client := c.plain()
	var mu sync.Mutex
	for left := jobs; len(left) > 0; {
		var unfinished []started
		each(len(left), parallel, func(i int) {
			finished, err := describe(ctx, client, left[i].id)
			now := c.now()
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				result.errors++
			}
			if !finished {
				unfinished = append(unfinished, left[i])
				return
			}
			result.late = append(result.late, now.Sub(left[i].ends).Seconds()/tick.Seconds())
		})
		if left = unfinished; len(left) == 0 {
			break
		}
		if err := pause(ctx, tick); err != nil {
			return wait{}, err
		}
	}
	result.lists, result.describes, _ = c.bill()
	result.throttled = c.throttled()
	slices.Sort(result.late)
	return result, nil
}

// compare is part c as lines.
func compare(n int, ours, theirs wait) table {
	most := (n+999)/1000 + 2
	widest := slices.Max(ours.perTick)
	looks := ours.lists + ours.describes
	return table{
		{
			what:     fmt.Sprintf("waiting for %s jobs, calls a tick", grouped(n)),
			measured: fmt.Sprintf("%d ticks, %s lists, %d describes", len(ours.perTick), grouped(ours.lists), ours.describes),
			against:  "ceil(N/1000)+2 lists",
			result:   fmt.Sprintf("at most %d lists", widest),
			must:     fmt.Sprintf("<= %d lists", most), met: counted(widest, most),
		},
		{
			what:     "  calls in all",
			measured: fmt.Sprintf("%d calls, %d throttled", looks, ours.throttled),
			against:  fmt.Sprintf("describe loop: %s calls, %s throttled, %s errors", grouped(theirs.describes), grouped(theirs.throttled), grouped(theirs.errors)),
			result:   times(float64(looks) / float64(theirs.describes)),
			must:     "0 throttled", met: counted(ours.throttled, 0),
		},
		{
			what:     "  how late the end is noticed (ticks of 30 s)",
			measured: fmt.Sprintf("p50 %.2f, max %.2f", median(ours.late), ours.late[len(ours.late)-1]),
			against:  fmt.Sprintf("describe loop: p50 %.2f, max %.2f", median(theirs.late), theirs.late[len(theirs.late)-1]),
			result:   fmt.Sprintf("%d later than the next tick", ours.overdue),
			must:     "0 later", met: counted(ours.overdue, 0),
		},
	}
}

func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	if n := len(sorted); n%2 == 0 {
		return (sorted[n/2-1] + sorted[n/2]) / 2
	}
	return sorted[len(sorted)/2]
}
