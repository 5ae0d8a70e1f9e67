// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import "time"

// One backup or copy job of a resource runs at a time; the others wait in
// CREATED (reference 2.2, 7). A backup waits until its windows close, a copy
// waits as long as it takes.

// queuer is a job that needs its resource for itself.
type queuer interface {
	// queued says whether the job still waits for its resource.
	queued() bool
	// begin starts the job, which has its resource from now on.
	begin(at time.Time)
}

// enqueue gives next the resource or a place in the line for it. parent is the
// composite job that next belongs to, nil without one: a cluster's own state is
// backed up under the parent's turn.
func (r *regionState) enqueue(resource string, next, parent queuer, at time.Time) {
	switch busy := r.busy[resource]; {
	case busy == nil:
		r.busy[resource] = next
	case busy != parent:
		r.waiting[resource] = append(r.waiting[resource], next)
		return
	}
	next.begin(at)
}

// release frees the resource for the next job in line, if holder has it.
func (r *regionState) release(resource string, holder queuer, at time.Time) {
	if r.busy[resource] != holder {
		return
	}
	delete(r.busy, resource)
	for len(r.waiting[resource]) > 0 {
		next := r.waiting[resource][0]
		r.waiting[resource] = r.waiting[resource][1:]
		if next.queued() {
			r.enqueue(resource, next, nil, at)
			break
		}
	}
	if len(r.waiting[resource]) == 0 {
		delete(r.waiting, resource)
	}
}

func (j *job) queued() bool { return j.state == stateCreated }

func (j *job) begin(at time.Time) {
	j.after(at, usual(j.script.Created, usualCreated), j.pend)
}

func (j *job) release(at time.Time) { j.region.release(j.req.resource, j, at) }

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
