// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package job

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/action"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/jobwatch"
)

// Progress lines are sent after each further tenth of the time that has passed,
// within these bounds: often enough to see life at first, few enough for the log
// of a long wait.
const (
	minLineInterval = 10 * time.Second
	maxLineInterval = 2 * time.Minute
)

// Reporter sends the progress of an action. Terraform shows nothing of its own
// while an action is invoked, so it sends a heartbeat too.
type Reporter struct {
	// Began is when the invocation began.
	Began time.Time

	send func(action.InvokeProgressEvent)
	last time.Time
}

// NewReporter makes a reporter that sends lines by send.
func NewReporter(send func(action.InvokeProgressEvent)) *Reporter {
	now := time.Now()
	return &Reporter{send: send, Began: now, last: now}
}

// Send sends a line, but never after Terraform has stopped listening: a line
// then would cost the action its result. ctx is the invocation's own.
func (r *Reporter) Send(ctx context.Context, line string) {
	r.last = time.Now()
	if ctx.Err() == nil {
		r.send(action.InvokeProgressEvent{Message: line})
	}
}

// due is when the next line must be sent if nothing happens.
func (r *Reporter) due() time.Time {
	return r.last.Add(min(max(r.last.Sub(r.Began)/10, minLineInterval), maxLineInterval))
}

// ProgressUpdate replaces the line that is repeated while work continues.
type ProgressUpdate struct {
	Line func() string
	// Now sends it at once.
	Now bool
}

// WithHeartbeat runs work and repeats its line meanwhile. Everything is sent from
// the goroutine that called it.
func (r *Reporter) WithHeartbeat(ctx context.Context, line func() string, work func(update func(ProgressUpdate))) {
	updates, done := make(chan ProgressUpdate), make(chan struct{})
	go func() {
		defer close(done)
		work(func(u ProgressUpdate) { updates <- u })
	}()
	for {
		timer := time.NewTimer(time.Until(r.due()))
		select {
		case u := <-updates:
			line = u.Line
			if u.Now {
				r.Send(ctx, line())
			}
		case <-timer.C:
			r.Send(ctx, line())
		case <-done:
			timer.Stop()
			return
		}
		timer.Stop()
	}
}

// Follow waits for a job and reports its progress: on every change of its state,
// and otherwise from time to time. invocation is the invocation's context,
// waiting one that ends with its timeout.
func Follow[J any](r *Reporter, invocation, waiting context.Context, kind *Kind[J], watcher *jobwatch.Watcher[J], req jobwatch.Request) (job *J, err error) {
	first := func() string { return "waiting for the first status of " + kind.Name + " " + req.ID }
	r.WithHeartbeat(invocation, first, func(update func(ProgressUpdate)) {
		var state string
		req.Progress = func(p jobwatch.Progress) {
			at := time.Now()
			changed := p.Job.State != state
			state = p.Job.State
			update(ProgressUpdate{Line: func() string { return ProgressLine(p, time.Since(at)) }, Now: changed && !p.Job.Finished()})
		}
		job, err = watcher.Wait(waiting, req)
	})
	return job, err
}
