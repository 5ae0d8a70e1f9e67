// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package jobwatch

import (
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
)

// The methods in this file record one answer about one job. Callers of observe,
// end and deny hold the watcher's lock.

// observe passes a job on to its waiters. A job may skip states or go back. One
// without a state, as endpoints other than AWS return, is ignored.
func (l *loop[J]) observe(j *watched[J], o observation[J], now time.Time) {
	if j.ended {
		return
	}
	j.denials, j.notFounds, j.faults = streak{}, streak{}, 0
	if j.created.IsZero() && o.seen.Created != nil {
		j.created = *o.seen.Created
	}
	kind := l.w.kind
	switch {
	case o.seen.State == "":
	case o.seen.Stage == awsbackup.StageUnknown:
		l.end(j, observation[J]{err: &UnknownStateError{Kind: kind.Name, ID: j.id, State: o.seen.State, Known: kind.KnownStates(), Last: o.seen}})
	case o.seen.Finished():
		l.end(j, o)
	default:
		j.publish(o)
	}
	l.reschedule(j, now)
}

// end passes the final observation to all current waiters. A later caller has the
// job polled again.
func (l *loop[J]) end(j *watched[J], final observation[J]) {
	j.ended = true
	j.publish(final)
}

// deny counts an answer that no retry changes, and ends the wait after enough of
// them for long enough.
func (l *loop[J]) deny(j *watched[J], err error, now time.Time) {
	j.denials.add(now)
	count, patience := minDenials, l.w.cfg.Patience
	if l.unreachable(err) {
		count, patience = minUnreached, 0
	}
	if !j.ended && j.denials.lasting(now, count, patience) {
		l.end(j, observation[J]{err: err})
	}
}

// unreachable reports a permanent transport fault on a network that has not
// worked yet. One that has worked may work again, so the same fault in the middle
// of a wait only delays.
func (l *loop[J]) unreachable(err error) bool {
	return !l.answered && awsbackup.IsPermanentTransport(err)
}

// described records the answer to a describe.
func (l *loop[J]) described(j *watched[J], o observation[J], err error) (result outcome) {
	l.w.mu.Lock()
	defer l.w.mu.Unlock()
	now := time.Now()
	switch {
	case err == nil:
		if d := o.seen.Created; d != nil && (j.created.IsZero() || d.Before(j.created)) {
			// The date was missing or wrong, so lists did not reach the job.
			j.created, j.missed = *d, 0
		}
		result.described = 1
		l.answered = true
		l.observe(j, o, now)

	case awsbackup.IsNotFound(err):
		j.notFounds.add(now)
		count, patience := minNotFounds, l.w.cfg.Patience
		if j.foreign {
			count, patience = minForeignNotFounds, 0
		} else if !j.created.IsZero() && now.Sub(j.created) > oldJob {
			patience = 0
		}
		if !j.ended && j.notFounds.lasting(now, count, patience) {
			l.end(j, observation[J]{err: &GoneError{ID: j.id, Err: err}})
			return result
		}
		l.reschedule(j, now)

	case awsbackup.IsAccessDenied(err):
		l.noDescribeUntil = now.Add(deniedFor)
		result.denied = err
		if now.Before(l.noListUntil) || !j.listable(now) {
			result.addFault(err) // listing cannot replace it: wait longer
		}

	case awsbackup.IsCredentials(err), l.unreachable(err):
		result.denied = err
		result.addFault(err)

	case awsbackup.IsPermanent(err):
		// It concerns this job only and must not slow down the others.
		l.deny(j, err, now)
		l.reschedule(j, now)

	default:
		j.faults++
		result.addFault(err)
	}
	return result
}
