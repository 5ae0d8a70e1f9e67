// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/action"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/jobwatch"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// Lines of progress come every tenth of the time that has passed, within these
// bounds: often enough to see life at first, few enough for the log of a long
// night.
const (
	soonestLine = 10 * time.Second
	latestLine  = 2 * time.Minute
)

// narrator tells a person how an action is getting on. Terraform shows nothing
// of its own while an action is invoked, so the narrator is the heartbeat too.
type narrator struct {
	send  func(action.InvokeProgressEvent)
	began time.Time
	last  time.Time
}

func newNarrator(send func(action.InvokeProgressEvent)) *narrator {
	now := time.Now()
	return &narrator{send: send, began: now, last: now}
}

// say sends a line, but never after Terraform has stopped listening: a line
// then would cost the action its result. ctx is the invocation's own.
func (n *narrator) say(ctx context.Context, line string) {
	n.last = time.Now()
	if ctx.Err() == nil {
		n.send(action.InvokeProgressEvent{Message: line})
	}
}

// due is when the next line is to come if nothing happens.
func (n *narrator) due() time.Time {
	pace := min(max(n.last.Sub(n.began)/10, soonestLine), latestLine)
	return n.last.Add(pace)
}

// news replaces the line that is repeated while work goes on.
type news struct {
	line func() string
	// now says it at once.
	now bool
}

// during runs work and repeats its line meanwhile. Everything is said from the
// goroutine that called it.
func (n *narrator) during(ctx context.Context, line func() string, work func(tell func(news))) {
	told, done := make(chan news), make(chan struct{})
	go func() {
		defer close(done)
		work(func(what news) { told <- what })
	}()
	for {
		timer := time.NewTimer(time.Until(n.due()))
		select {
		case what := <-told:
			line = what.line
			if what.now {
				n.say(ctx, line())
			}
		case <-timer.C:
			n.say(ctx, line())
		case <-done:
			timer.Stop()
			return
		}
		timer.Stop()
	}
}

// follow waits for a job and tells how far it is: on every change of its state,
// and otherwise now and then.
func (n *narrator) follow(invocation, waiting context.Context, region *providerdata.Region, req jobwatch.Request) (job *awsbackup.Job, err error) {
	first := func() string { return "waiting for the first look at backup job " + req.ID }
	n.during(invocation, first, func(tell func(news)) {
		var state string
		req.Progress = func(p jobwatch.Progress) {
			at := time.Now()
			changed := p.Job.State != state
			state = p.Job.State
			tell(news{line: func() string { return progressLine(p, time.Since(at)) }, now: changed && !p.Job.Finished()})
		}
		job, err = region.Jobs.Wait(waiting, req)
	})
	return job, err
}
