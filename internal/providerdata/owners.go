// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package providerdata

import (
	"slices"
	"sync"
)

// Owners records which jobs the objects of this process own or leave, one record for each job. Two resources with equal requests
// get the same job from AWS, by the idempotency token; the record tells the second one that the job is taken. The zero value is
// ready.
type Owners struct {
	mu   sync.Mutex
	jobs map[string]owner
}

// owner is the record of one job.
type owner struct {
	owned   bool // by an object that was created or updated
	leaving bool // an object is stopping the job or deleting what it made
	left    bool // an object that had the job has ended
	intent  string
}

// Own takes the job and reports whether it was free: neither owned, nor being left. An empty ID is never free.
func (o *Owners) Own(id string) bool {
	return id != "" && o.change(id, func(r *owner) bool {
		free := !r.owned && !r.leaving
		r.owned = r.owned || free
		return free
	})
}

// Release gives the job back. Releasing a job that is not owned does nothing.
func (o *Owners) Release(id string) {
	o.change(id, func(r *owner) bool { r.owned = false; return true })
}

// Owned reports whether an object of this process owns the job.
func (o *Owners) Owned(id string) bool {
	return o.change(id, func(r *owner) bool { return r.owned })
}

// Leave begins the deletion of an object: nobody can own its job until done is called. It is refused, with a nil done, if another
// object owns the job.
func (o *Owners) Leave(id string) (done func(), ok bool) {
	ok = o.change(id, func(r *owner) bool {
		r.left = true
		r.leaving = r.leaving || !r.owned
		return !r.owned
	})
	if !ok {
		return nil, false
	}
	return func() { o.change(id, func(r *owner) bool { r.leaving = false; return true }) }, true
}

// Forget notes that an object has ended without touching its job. The job is free for the next start, which treats it as an old
// one, be it only a second old.
func (o *Owners) Forget(id string) {
	o.change(id, func(r *owner) bool { r.left = true; return true })
}

// Hand is Forget for a job in flight that the next start of the same intent resumes. The intent is what a derived token stands
// for, so that it is the same in both.
func (o *Owners) Hand(id, intent string) {
	o.change(id, func(r *owner) bool { r.left, r.intent = true, intent; return true })
}

// Handed returns the jobs that were handed over for an intent, in alphabetical order.
func (o *Owners) Handed(intent string) []string {
	o.mu.Lock()
	defer o.mu.Unlock()
	var ids []string
	for id, record := range o.jobs {
		if intent != "" && record.intent == intent {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

// Left reports whether an object of this process has left or forgotten the job.
func (o *Owners) Left(id string) bool {
	return o.change(id, func(r *owner) bool { return r.left })
}

// change reads and writes one record atomically.
func (o *Owners) change(id string, change func(*owner) bool) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	record := o.jobs[id]
	result := change(&record)
	if o.jobs == nil {
		o.jobs = make(map[string]owner)
	}
	o.jobs[id] = record
	return result
}
