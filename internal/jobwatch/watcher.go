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

// Watcher waits for the backup jobs of one account and region. It is safe for
// concurrent use; its goroutine lives only while somebody waits.
type Watcher struct {
	api awsbackup.API
	cfg Config

	mu   sync.Mutex
	jobs map[string]*watched
	loop *loop // nil while nobody waits
}

// New makes a watcher. It starts nothing and needs no closing.
func New(api awsbackup.API, cfg Config) *Watcher {
	return &Watcher{api: api, cfg: cfg.withDefaults(), jobs: make(map[string]*watched)}
}

// Wait returns the job as soon as req.Until is met or the job is finished, in
// whatever state: the caller judges. It always asks AWS, and shares the answer
// with everybody who waits for the same job, so the job must not be changed.
//
// Child counts are there once a parent job is finished; before that they may be
// missing, since lists do not carry them. Errors are [*WaitError], [*GoneError],
// [*UnknownStateError] and [*awsbackup.EmptyIDError].
func (w *Watcher) Wait(ctx context.Context, req Request) (*awsbackup.Job, error) {
	if req.ID == "" {
		return nil, &awsbackup.EmptyIDError{Operation: "DescribeBackupJob", Member: "BackupJobId"}
	}
	if req.Until == nil {
		req.Until = Finished
	}
	r := newReporter(req.Progress, w.cfg.ProgressInterval)
	if ctx.Err() != nil {
		return nil, r.ended(req.ID, ctx.Err())
	}

	self := w.join(ctx, req)
	defer w.leave(self)
	for {
		var l look
		select {
		case l = <-self.looks:
		case <-ctx.Done():
			// A look that came at the same moment may be the last word,
			// which is worth more than the interruption.
			select {
			case l = <-self.looks:
			default:
				return nil, r.ended(req.ID, ctx.Err())
			}
		}
		if l.err != nil {
			return nil, r.failed(req.ID, l.err)
		}
		r.report(ctx, l.job)
		if awsbackup.Finished(l.job.State) || req.Until(l.job) {
			return l.job, nil
		}
	}
}

// join adds a waiter, and starts the loop if it is the first.
func (w *Watcher) join(ctx context.Context, req Request) *waiter {
	w.mu.Lock()
	defer w.mu.Unlock()

	now := time.Now()
	j := w.jobs[req.ID]
	if j == nil || j.over {
		j = &watched{id: req.ID, waiters: make(map[*waiter]struct{}, 1)}
		w.jobs[req.ID] = j
	}
	if j.created.IsZero() {
		j.created = req.Created
	}
	j.joined = now
	if first := now.Add(w.firstLook(j, now)); len(j.waiters) == 0 || first.Before(j.due) {
		j.due = first
	}
	self := &waiter{job: j, looks: make(chan look, 1)}
	j.waiters[self] = struct{}{}

	if w.loop == nil {
		// The loop outlives the caller that happened to come first, but keeps
		// what its context carries, such as the logger.
		w.loop = newLoop(context.WithoutCancel(ctx), w)
		go w.loop.run()
	}
	w.loop.wake(j.due)
	return self
}

// firstLook is how long to leave a job alone: a new one cannot have got anywhere
// yet, one that is older is looked at soon. The small delay lets those who come
// together be served together. The clock may differ from AWS's, hence the bounds.
func (w *Watcher) firstLook(j *watched, now time.Time) time.Duration {
	soon := w.cfg.MinInterval / 10
	if j.created.IsZero() {
		return soon
	}
	return min(max(j.created.Add(w.cfg.MinInterval).Sub(now), soon), w.cfg.MinInterval)
}

// leave removes a waiter, its job if it was the last one, and the loop if no job
// is left, together with whatever call the loop is making.
func (w *Watcher) leave(self *waiter) {
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

// failed turns a last word into the caller's own error.
func (r *reporter) failed(id string, err error) error {
	if gone, ok := errors.AsType[*GoneError](err); ok {
		return &GoneError{ID: id, Last: r.last, Err: gone.Err}
	}
	if unknown, ok := errors.AsType[*UnknownStateError](err); ok {
		return unknown
	}
	return r.ended(id, err)
}

func (r *reporter) ended(id string, err error) error {
	return &WaitError{ID: id, Last: r.last, Elapsed: time.Since(r.began), Err: err}
}
