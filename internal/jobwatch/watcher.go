// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package jobwatch

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
)

// Watcher waits for the jobs of one kind in one account and Region. It is safe for
// concurrent use; its goroutine lives only while a caller waits.
type Watcher[J any] struct {
	kind *awsbackup.Kind[J]
	api  awsbackup.API
	cfg  Config

	mu   sync.Mutex
	jobs map[string]*watched[J]
	loop *loop[J] // nil while no caller waits

	recent recent[J]
}

// New makes a watcher. It starts nothing and needs no closing.
func New[J any](kind *awsbackup.Kind[J], api awsbackup.API, cfg Config) *Watcher[J] {
	return &Watcher[J]{
		kind: kind, api: api, cfg: cfg.withDefaults(), jobs: make(map[string]*watched[J]),
		recent: recent[J]{turn: make(chan struct{}, 1)},
	}
}

// Wait returns the job as soon as req.Until is met or the job is finished, in any
// state. It always asks AWS. All callers that wait for the same job share the
// answer and must not change it.
//
// A finished parent job has its child counts, if AWS returns them; before that
// they may be missing, since lists do not have them. Errors are [*WaitError], [*GoneError],
// [*UnknownStateError] and [*awsbackup.EmptyIDError].
func (w *Watcher[J]) Wait(ctx context.Context, req Request) (*J, error) {
	if req.ID == "" {
		return nil, &awsbackup.EmptyIDError{Operation: w.kind.DescribeOperation, Member: w.kind.IDMember}
	}
	if req.Until == nil {
		req.Until = Finished
	}
	r := newReporter(w.kind.Name, req.ID, req.Progress, w.cfg.ProgressInterval)
	if ctx.Err() != nil {
		return nil, r.ended(ctx.Err())
	}

	self := w.join(ctx, req)
	defer w.leave(self)
	for {
		var o observation[J]
		select {
		case o = <-self.observations:
		case <-ctx.Done():
			// An observation at the same moment may be the final one, which
			// matters more than the interruption.
			select {
			case o = <-self.observations:
			default:
				return nil, r.ended(ctx.Err())
			}
		}
		if o.err != nil {
			return nil, r.failed(o.err)
		}
		r.report(ctx, o.seen)
		if o.seen.Finished() || req.Until(o.seen) {
			return o.job, nil
		}
	}
}

// join adds a waiter, and starts the loop if it is the first.
func (w *Watcher[J]) join(ctx context.Context, req Request) *waiter[J] {
	w.mu.Lock()
	defer w.mu.Unlock()

	now := time.Now()
	j := w.jobs[req.ID]
	if j == nil || j.ended {
		j = &watched[J]{id: req.ID, foreign: true, waiters: make(map[*waiter[J]]struct{}, 1)}
		w.jobs[req.ID] = j
	}
	if j.created.IsZero() {
		j.created = req.Created
	}
	j.foreign = j.foreign && req.Foreign
	j.joined = now
	if first := now.Add(w.firstPoll(j, now)); len(j.waiters) == 0 || first.Before(j.due) {
		j.due = first
	}
	self := &waiter[J]{job: j, observations: make(chan observation[J], 1)}
	j.waiters[self] = struct{}{}

	if w.loop == nil {
		// The loop outlives its first caller, but keeps the values of that
		// caller's context, such as the logger.
		w.loop = newLoop(context.WithoutCancel(ctx), w)
		go w.loop.run()
	}
	w.loop.wake(j.due)
	return self
}

// firstPoll is the time to the first poll: MinInterval after the creation of a new
// job, and soon for an older one. The small delay lets one call serve callers
// that come together. The clock may differ from AWS's, hence the bounds.
func (w *Watcher[J]) firstPoll(j *watched[J], now time.Time) time.Duration {
	soon := w.cfg.MinInterval / 10
	if j.created.IsZero() {
		return soon
	}
	return min(max(j.created.Add(w.cfg.MinInterval).Sub(now), soon), w.cfg.MinInterval)
}

// leave removes a waiter, its job if it was the last one, and the loop, with the
// call that it is making, if no job is left.
func (w *Watcher[J]) leave(self *waiter[J]) {
	w.mu.Lock()
	defer w.mu.Unlock()

	j := self.job
	delete(j.waiters, self)
	if len(j.waiters) > 0 {
		return
	}
	if w.jobs[j.id] == j {
		delete(w.jobs, j.id)
	}
	if len(w.jobs) == 0 && w.loop != nil {
		w.loop.cancel()
		w.loop = nil
	}
}

// failed turns a final error into the caller's own.
func (r *reporter) failed(err error) error {
	if gone, ok := errors.AsType[*GoneError](err); ok {
		return &GoneError{Kind: r.kind, ID: r.id, Last: r.last, Err: gone.Err}
	}
	if unknown, ok := errors.AsType[*UnknownStateError](err); ok {
		return unknown
	}
	return r.ended(err)
}

func (r *reporter) ended(err error) error {
	return &WaitError{Kind: r.kind, ID: r.id, Last: r.last, Elapsed: time.Since(r.began), Err: err}
}
