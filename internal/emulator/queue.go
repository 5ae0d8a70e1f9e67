// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import "time"

// One backup or copy job of a resource goes at a time; the others wait in
// CREATED, until their windows close (reference 2.2, 7).

// queue takes the resource or a place in the line for it.
func (j *job) queue(at time.Time) {
	r, resource := j.region, j.req.resource
	switch busy := r.busy[resource]; {
	case busy == nil:
		r.busy[resource] = j
	case busy != j.parent: // The cluster's own state is backed up under the parent's turn.
		r.waiting[resource] = append(r.waiting[resource], j)
		return
	}
	j.after(at, usual(j.script.Created, usualCreated), j.pend)
}

// release frees the resource for the next job in line.
func (j *job) release(at time.Time) {
	r, resource := j.region, j.req.resource
	if r.busy[resource] != j {
		return
	}
	delete(r.busy, resource)
	for len(r.waiting[resource]) > 0 {
		next := r.waiting[resource][0]
		r.waiting[resource] = r.waiting[resource][1:]
		if next.state == stateCreated {
			next.queue(at)
			break
		}
	}
	if len(r.waiting[resource]) == 0 {
		delete(r.waiting, resource)
	}
}

// expireUnstarted is due a little after StartBy.
func (j *job) expireUnstarted(at time.Time) {
	if j.state != stateCreated && j.state != statePending {
		return
	}
	message := messageNotStarted
	if j.region.busy[j.req.resource] != j {
		message = messageBusy
	}
	j.finish(at, stateExpired, message, categoryOther)
}

// expireUnfinished is due when the complete window closes.
func (j *job) expireUnfinished(at time.Time) {
	if !finished(j.state) && j.state != stateAborting {
		j.finish(at, stateExpired, messageOverdue, categoryOther)
	}
}
