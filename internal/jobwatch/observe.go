// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package jobwatch

import (
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
)

// The methods in this file note what one look has shown. Callers of observe,
// lastWord and refuse hold the watcher's lock.

// observe passes a job on. A job that skips states or goes back is taken as it
// is; one without a state (others than AWS answer so) is no news.
func (l *loop[J]) observe(j *watched[J], o observation[J], now time.Time) {
	if j.over {
		return
	}
	j.refused, j.absent, j.faults = streak{}, streak{}, 0
	if j.created.IsZero() && o.seen.Created != nil {
		j.created = *o.seen.Created
	}
	kind := l.w.kind
	switch {
	case o.seen.State == "":
	case o.seen.Stage == awsbackup.StageUnknown:
		l.lastWord(j, observation[J]{err: &UnknownStateError{Kind: kind.Name, ID: j.id, State: o.seen.State, Known: kind.KnownStates(), Last: o.seen}})
	case o.seen.Finished():
		l.lastWord(j, o)
	default:
		j.publish(o)
	}
	l.reschedule(j, now)
}

// lastWord is the end of the job for all who wait for it now. Whoever comes later
// gets a new look.
func (l *loop[J]) lastWord(j *watched[J], last observation[J]) {
	j.over = true
	j.publish(last)
}

// refuse notes an answer that will not get better by itself, and ends the wait
// when it has not for long enough.
func (l *loop[J]) refuse(j *watched[J], err error, now time.Time) {
	j.refused.add(now)
	if !j.over && j.refused.lasting(now, refusals, l.w.cfg.Patience) {
		l.lastWord(j, observation[J]{err: err})
	}
}

// refuseAll counts one refusal of the caller as a whole for every job that the
// sweep was for, described or not: the cap on single looks must not make the
// verdict come later for some. Where only one of the two calls is denied, the
// other one shows the jobs, and each good look ends the streak.
func (l *loop[J]) refuseAll(due []*watched[J], err error) {
	l.w.mu.Lock()
	defer l.w.mu.Unlock()
	now := time.Now()
	for _, j := range due {
		l.refuse(j, err, now)
	}
}

// described notes the answer to a single look.
func (l *loop[J]) described(j *watched[J], o observation[J], err error) (result outcome) {
	l.w.mu.Lock()
	defer l.w.mu.Unlock()
	now := time.Now()
	switch {
	case err == nil:
		if d := o.seen.Created; d != nil && (j.created.IsZero() || d.Before(j.created)) {
			// No date, or a wrong one: listings did not reach the job.
			j.created, j.missed = *d, 0
		}
		result.described = 1
		l.observe(j, o, now)

	case awsbackup.IsNotFound(err):
		j.absent.add(now)
		patience := l.w.cfg.Patience
		if !j.created.IsZero() && now.Sub(j.created) > oldJob {
			patience = 0
		}
		if !j.over && j.absent.lasting(now, absences, patience) {
			l.lastWord(j, observation[J]{err: &GoneError{ID: j.id, Err: err}})
			return result
		}
		l.reschedule(j, now)

	case awsbackup.IsAccessDenied(err):
		l.describeDenied = now.Add(deniedFor)
		result.refused = err
		if now.Before(l.listDenied) || !j.listable(now) {
			result.note(err) // listing is no way out: wait longer
		}

	case awsbackup.IsCredentials(err):
		result.refused = err
		result.note(err)

	case awsbackup.IsPermanent(err):
		// This job's own trouble, which must not slow down the others.
		l.refuse(j, err, now)
		l.reschedule(j, now)

	default:
		j.faults++
		result.note(err)
	}
	return result
}
