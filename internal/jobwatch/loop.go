// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package jobwatch

import (
	"context"
	"math/rand/v2"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
)

// loop polls all watched jobs until its context ends. What it knows about the
// account is forgotten with it. Only its own goroutine uses its members, except
// for woken and planned.
type loop[J any] struct {
	w      *Watcher[J]
	ctx    context.Context // of its whole life
	cancel context.CancelFunc
	woken  chan struct{}

	// planned is the time of the next sweep, zero if no job is left to poll.
	// Watcher.mu guards it.
	planned time.Time

	noListUntil     time.Time // the list is denied or broken
	noDescribeUntil time.Time // Describe is denied
	abandonedUntil  time.Time // listing costs more than describing so many jobs:
	abandonedFor    int
	listFaults      streak // transient faults of listings
	faults          int    // faulty sweeps in a row
	slowed          int    // doublings of all intervals, for throttling
	answered        bool   // AWS has answered one of the calls
}

func newLoop[J any](ctx context.Context, w *Watcher[J]) *loop[J] {
	l := &loop[J]{w: w, woken: make(chan struct{}, 1)}
	l.ctx, l.cancel = context.WithCancel(ctx)
	return l
}

// wake makes the loop plan again if its next sweep is planned for after due. The caller holds the watcher's lock.
func (l *loop[J]) wake(due time.Time) {
	if !l.planned.IsZero() && !due.Before(l.planned) {
		return
	}
	select {
	case l.woken <- struct{}{}:
	default:
	}
}

func (l *loop[J]) run() {
	timer := time.NewTimer(0)
	defer timer.Stop()
	var earliest time.Time // of the next sweep, whatever is due
	for {
		select {
		case <-l.ctx.Done():
			return
		case <-l.woken:
		case <-timer.C:
		}
		now := time.Now()
		next, ok := l.plan(earliest)
		if !ok {
			continue // every job has ended, and its waiters are leaving
		}
		if now.Before(next) {
			timer.Reset(next.Sub(now))
			continue
		}

		result := l.sweep(l.dueAt(now))
		if l.ctx.Err() != nil {
			return
		}
		l.updateBackoff(result)
		earliest = time.Now().Add(l.pause())
		timer.Reset(0)
	}
}

// plan is when the next sweep should be: when the first job is due, but not
// before earliest.
func (l *loop[J]) plan(earliest time.Time) (next time.Time, ok bool) {
	l.w.mu.Lock()
	defer l.w.mu.Unlock()
	for _, j := range l.w.jobs {
		if !j.ended && (!ok || j.due.Before(next)) {
			next, ok = j.due, true
		}
	}
	if ok && next.Before(earliest) {
		next = earliest
	}
	l.planned = next
	return next, ok
}

// dueAt returns the jobs that are due, or soon enough to be polled along, which
// brings jobs of different ages into step.
func (l *loop[J]) dueAt(now time.Time) []*watched[J] {
	l.w.mu.Lock()
	defer l.w.mu.Unlock()
	var due []*watched[J]
	for _, j := range l.w.jobs {
		if !j.ended && !j.due.After(now.Add(j.interval(now, l.w.cfg)/4)) {
			due = append(due, j)
		}
	}
	return due
}

// updateBackoff adapts to the result of a sweep. Faults delay the next sweep, and
// a clean one ends that at once. Throttling lengthens all intervals, and each
// clean sweep takes back one step.
func (l *loop[J]) updateBackoff(r outcome) {
	if r.faulty {
		l.faults++
	} else {
		l.faults = 0
	}
	switch {
	case r.throttled:
		l.slowed = min(l.slowed+1, 2)
	case l.slowed > 0 && !r.faulty:
		l.slowed--
	}
}

// pause is the shortest time to the next sweep.
func (l *loop[J]) pause() time.Duration {
	c := l.w.cfg
	d := c.MinInterval
	for range l.faults {
		if d = 2 * d; d >= c.MaxInterval {
			return c.jittered(c.MaxInterval)
		}
	}
	return d
}

// reschedule sets the next poll of a job. The caller holds the watcher's lock.
func (l *loop[J]) reschedule(j *watched[J], now time.Time) {
	j.due = now.Add(l.w.cfg.jittered(j.interval(now, l.w.cfg) << l.slowed))
}

// jittered spreads the calls of processes that began together. It only shortens,
// so the configured intervals are upper bounds.
func (c Config) jittered(d time.Duration) time.Duration {
	if c.Steady {
		return d
	}
	return d - rand.N(d/10+1)
}

// outcome is the result of a sweep.
type outcome struct {
	faulty, throttled bool
	denied            error // the caller has no permission, or bad credentials
	described         int   // successful describes
}

func (o *outcome) addFault(err error) {
	if err != nil {
		o.faulty = true
		o.throttled = o.throttled || awsbackup.IsThrottling(err)
	}
}

func (o *outcome) merge(other outcome) {
	o.faulty = o.faulty || other.faulty
	o.throttled = o.throttled || other.throttled
	o.described += other.described
	if o.denied == nil {
		o.denied = other.denied
	}
}
