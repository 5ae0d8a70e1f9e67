// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package providerdata

import (
	"slices"
	"strings"
	"sync"
	"time"
)

// Owners records which jobs the objects of this process own or leave, one record for each job. Two resources with equal requests
// get the same job from AWS, by the idempotency token; the record tells the second one that the job is taken. A renamed resource
// gets the job of its old address, whose deletion runs at the same time; the record decides which of the two has the job. The zero
// value is ready.
type Owners struct {
	mu     sync.Mutex
	jobs   map[string]owner
	tokens map[string]int  // explicit idempotency tokens of creates that have not ended, and how many
	seen   map[string]bool // intents of jobs that SeeLeftover has noted
}

// owner is the record of one job.
type owner struct {
	owned   bool // by an object that was created or updated
	claims  int  // creates that AWS has led to the job and that have not decided yet
	leaving bool // an object is stopping the job or deleting what it made
	left    bool // an object that had the job has ended
	handed  bool // that object has left the job to the next create of the intent
	intent  string
	created time.Time
}

// HandedJob is a job that an object has left to the next create of the same intent.
type HandedJob struct {
	ID string
	// Created is when the job was created, zero if not known.
	Created time.Time
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

// Claim keeps the job from being left until done is called, without owning it: for a create that has yet to find out whether the job
// is its own. It is refused, with a nil done, if the job is being left. Several creates may claim one job.
func (o *Owners) Claim(id string) (done func(), ok bool) {
	ok = id != "" && o.change(id, func(r *owner) bool {
		if !r.leaving {
			r.claims++
		}
		return !r.leaving
	})
	if !ok {
		return nil, false
	}
	return func() { o.change(id, func(r *owner) bool { r.claims--; return true }) }, true
}

// Expect announces the create of an explicit idempotency token, before AWS has said which job that leads to. Until done is called, no
// object of that token can leave its job.
func (o *Owners) Expect(token string) (done func()) {
	add := func(n int) {
		o.mu.Lock()
		defer o.mu.Unlock()
		if o.tokens == nil {
			o.tokens = make(map[string]int)
		}
		o.tokens[token] += n
	}
	add(1)
	return func() { add(-1) }
}

// Leave begins what ends the job or deletes what it made: nobody can own or claim the job until done is called. It is refused, with a
// nil done, if another object owns or claims the job or is created with its token, so it must come right before the first such call and
// last until after the last.
func (o *Owners) Leave(id, token string) (done func(), ok bool) {
	ok = o.change(id, func(r *owner) bool {
		free := !r.owned && r.claims == 0 && o.tokens[token] == 0
		r.left = true
		r.leaving = r.leaving || free
		return free
	})
	if !ok {
		return nil, false
	}
	return func() { o.change(id, func(r *owner) bool { r.leaving = false; return true }) }, true
}

// Forget notes that an object ends. The job is free for the next start, which treats it as an old one, be it only a second old.
func (o *Owners) Forget(id string) {
	o.change(id, func(r *owner) bool { r.left = true; return true })
}

// HandOver is Forget for an object whose job the next create of the same intent continues with, even if the job has ended: the create
// of the object did not see that end. The intent is what a derived token stands for, so that it is the same in both: AWS may have
// forgotten the token by then.
func (o *Owners) HandOver(job HandedJob, intent string) {
	o.change(job.ID, func(r *owner) bool {
		r.left, r.handed, r.intent, r.created = true, true, intent, job.Created
		return true
	})
}

// Handed returns the jobs that were handed over for an intent and not taken yet, in alphabetical order.
func (o *Owners) Handed(intent string) []HandedJob {
	o.mu.Lock()
	defer o.mu.Unlock()
	var jobs []HandedJob
	for id, record := range o.jobs {
		if intent != "" && record.handed && record.intent == intent {
			jobs = append(jobs, HandedJob{ID: id, Created: record.created})
		}
	}
	slices.SortFunc(jobs, func(a, b HandedJob) int { return strings.Compare(a.ID, b.ID) })
	return jobs
}

// SeeLeftover notes a job that a failed create has left and that the next create of the intent continues with. A plan has only that to
// go by: nothing of the object that left the job.
func (o *Owners) SeeLeftover(intent string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.seen == nil {
		o.seen = make(map[string]bool)
	}
	o.seen[intent] = true
}

// Continues reports whether the next create of the intent continues with a job, one that was handed over or is a leftover, and so
// starts none.
func (o *Owners) Continues(intent string) bool {
	if len(o.Handed(intent)) > 0 {
		return true
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.seen[intent]
}

// TakeHanded reports whether the job was handed over, to the first caller only.
func (o *Owners) TakeHanded(id string) bool {
	return o.change(id, func(r *owner) bool {
		handed := r.handed
		r.handed = false
		return handed
	})
}

// Left reports whether an object of this process has left, forgotten or handed over the job.
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
