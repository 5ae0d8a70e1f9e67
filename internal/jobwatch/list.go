// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package jobwatch

import (
	"errors"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
)

// listing is one pass over the list of jobs.
type listing[J any] struct {
	unseen  map[string]*watched[J] // jobs that it has not shown yet
	since   time.Time              // creation dates to list
	parents []finishedParent[J]
}

// finishedParent is a finished parent job as a list shows it.
type finishedParent[J any] struct {
	watched *watched[J]
	observation[J]
}

// errAbandoned ends a listing that has cost more than describing its jobs.
var errAbandoned = errors.New("the list is too long")

// list lists the jobs that are as young as the oldest of those given, until it
// has shown all of these, or has read maxPages. Other watched jobs that it happens
// to show are updated too.
func (l *loop[J]) list(jobs []*watched[J], maxPages int) outcome {
	s := l.newListing(jobs)
	pages := awsbackup.PagesBy(func(token *string) ([]*J, *string, error) {
		if maxPages--; maxPages < 0 {
			return nil, nil, errAbandoned
		}
		return l.listPage(s.since, token)
	})
	var err error
	for page, pageErr := range pages {
		if err = pageErr; err != nil {
			break
		}
		if l.observePage(s, page); len(s.unseen) == 0 {
			break
		}
	}
	if l.ctx.Err() != nil {
		return outcome{}
	}
	o := l.listed(s, len(jobs), err)
	o.merge(l.completeParents(s.parents))
	return o
}

func (l *loop[J]) newListing(jobs []*watched[J]) *listing[J] {
	l.w.mu.Lock()
	defer l.w.mu.Unlock()
	now := time.Now()
	s := &listing[J]{unseen: make(map[string]*watched[J], len(jobs)), since: now}
	for _, j := range jobs {
		s.unseen[j.id] = j
		if since := now.Add(-j.age(now)); since.Before(s.since) {
			s.since = since
		}
	}
	return s
}

func (l *loop[J]) listPage(since time.Time, token *string) ([]*J, *string, error) {
	ctx, cancel := l.callContext()
	defer cancel()
	return l.w.kind.List(ctx, l.w.api, awsbackup.JobPage{CreatedAfter: since, Size: pageSize, Token: token})
}

// observePage records what one page shows.
func (l *loop[J]) observePage(s *listing[J], jobs []*J) {
	l.w.mu.Lock()
	defer l.w.mu.Unlock()
	l.answered = true
	now := time.Now()
	for _, job := range jobs {
		id := l.w.kind.Fields(job).ID
		j := l.w.jobs[id]
		if j == nil {
			continue
		}
		delete(s.unseen, id)
		if j.ended {
			continue
		}
		j.missed = 0
		o := observation[J]{job: job, seen: l.w.kind.Observe(job)}
		if l.w.kind.ListLacksCounts && o.seen.IsParent && o.seen.Finished() {
			s.parents = append(s.parents, finishedParent[J]{j, o})
			continue
		}
		l.observe(j, o, now)
	}
}

// listed records how a listing for n jobs has ended.
func (l *loop[J]) listed(s *listing[J], n int, err error) (o outcome) {
	l.w.mu.Lock()
	defer l.w.mu.Unlock()
	now := time.Now()
	switch {
	case errors.Is(err, errAbandoned):
		l.abandonedUntil, l.abandonedFor = now.Add(deniedFor), n
		l.listFaults = streak{}
		for _, j := range s.unseen {
			j.faults = 0 // describe it again, even if that has failed
		}
	case err == nil, errors.Is(err, awsbackup.ErrRepeatedToken):
		o.addFault(err)
		l.listFaults = streak{}
		for _, j := range s.unseen { // nor will the next list that repeats a token show it
			j.missed++
			l.reschedule(j, now)
		}
	case awsbackup.IsCredentials(err), l.unreachable(err):
		o.addFault(err)
		o.denied = err
	case awsbackup.IsPermanent(err):
		l.noListUntil = now.Add(deniedFor) // describe until then
	default:
		o.addFault(err)
		l.listFaults.add(now)
	}
	return o
}

// completeParents describes finished parent jobs for their child counts, which
// lists of the kind do not have. Those beyond the cap are listed again.
func (l *loop[J]) completeParents(parents []finishedParent[J]) (result outcome) {
	for _, p := range parents[:min(len(parents), maxDescribes)] {
		o, err := l.describeOne(p.watched.id)
		if l.ctx.Err() != nil {
			return result
		}
		l.w.mu.Lock()
		now := time.Now()
		switch {
		case err == nil && o.seen.Finished():
			l.observe(p.watched, o, now)
		case p.watched.incomplete >= 2, awsbackup.IsPermanent(err):
			// The outcome matters more than the counts.
			l.observe(p.watched, p.observation, now)
		default:
			result.addFault(err)
			p.watched.incomplete++
		}
		l.w.mu.Unlock()
	}
	return result
}
