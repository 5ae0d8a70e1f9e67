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
	want    map[string]*watched[J] // still to be seen
	asked   int
	since   time.Time // zero: everything
	budget  int       // pages
	pages   int
	members int
	oldest  time.Time // creation date of the oldest member seen
	full    int       // members of the fullest page
	parents []parent[J]
}

// parent is a finished parent job as a list shows it.
type parent[J any] struct {
	watched *watched[J]
	observation[J]
}

// list looks at jobs by listing all that are as young as the oldest of them. It
// ends as soon as all have been seen, and gives up where describing them would
// have cost less. Jobs that it happens to pass are looked at too.
func (l *loop[J]) list(jobs []*watched[J]) outcome {
	began := time.Now()
	s := l.begin(jobs, began)
	var tokens awsbackup.PageTokens
	var token *string
	var err error
	complete := false
	for s.pages < s.budget && len(s.want) > 0 && !complete && err == nil {
		var jobs []*J
		if jobs, token, err = l.listOne(s.since, token); err != nil {
			break
		}
		l.page(&s, jobs)
		token, err = tokens.Next(token)
		complete = token == nil && err == nil
	}
	if l.ctx.Err() != nil {
		return outcome{}
	}
	l.measure(&s, began, complete || len(s.want) == 0, err)
	o := l.unseen(&s, complete, err)
	o.merge(l.completeParents(s.parents))
	return o
}

func (l *loop[J]) begin(jobs []*watched[J], now time.Time) listing[J] {
	l.w.mu.Lock()
	defer l.w.mu.Unlock()
	s := listing[J]{want: make(map[string]*watched[J], len(jobs)), asked: len(jobs)}
	unbounded := false
	for _, j := range jobs {
		s.want[j.id] = j
		since := j.created.Add(-createdMargin)
		unbounded = unbounded || j.created.IsZero()
		if s.since.IsZero() || since.Before(s.since) {
			s.since = since
		}
	}
	if unbounded {
		s.since = time.Time{}
	}
	s.budget = max(len(jobs)/pageWeight, l.listing.pages(len(jobs), 0, now)) + 1
	if now.Before(l.describeDenied) {
		s.budget = pageSize // there is no other way
	}
	return s
}

func (l *loop[J]) listOne(since time.Time, token *string) ([]*J, *string, error) {
	ctx, cancel := l.callContext()
	defer cancel()
	return l.w.kind.List(ctx, l.w.api, awsbackup.JobPage{CreatedAfter: since, Size: pageSize, Token: token})
}

// page notes what one page shows.
func (l *loop[J]) page(s *listing[J], jobs []*J) {
	l.w.mu.Lock()
	defer l.w.mu.Unlock()
	now := time.Now()
	s.pages++
	s.members += len(jobs)
	s.full = max(s.full, len(jobs))
	for _, job := range jobs {
		shown := l.w.kind.Fields(job)
		if d := shown.Created; d != nil && (s.oldest.IsZero() || d.Before(s.oldest)) {
			s.oldest = *d
		}
		j := l.w.jobs[shown.ID]
		if j == nil {
			continue
		}
		delete(s.want, shown.ID)
		if j.over {
			continue
		}
		j.missed = 0
		o := observation[J]{job: job, seen: l.w.kind.Observe(job)}
		if l.w.kind.ListLacksCounts && o.seen.IsParent && o.seen.Finished() {
			s.parents = append(s.parents, parent[J]{j, o})
			continue
		}
		l.observe(j, o, now)
	}
}

// measure learns what a listing costs here.
func (l *loop[J]) measure(s *listing[J], began time.Time, sawAll bool, err error) {
	if s.pages == 0 || err != nil {
		return
	}
	d := density{
		foreign: float64(max(s.members-(s.asked-len(s.want)), 0)),
		within:  span(listedFor),
		perPage: pageSize,
		at:      began,
	}
	if s.pages > 1 && s.full > 0 {
		d.perPage = float64(s.full)
	}
	switch {
	case !sawAll:
		// It gave up: the rest is at least as much again.
		d.foreign = 2 * max(d.foreign, float64(s.pages)*d.perPage)
		if !s.since.IsZero() {
			d.within = span(began.Sub(s.since))
		}
	case !s.since.IsZero():
		d.within = span(began.Sub(s.since))
	case !s.oldest.IsZero():
		d.within = span(began.Sub(s.oldest))
	}
	d.within = max(d.within, span(createdMargin))
	l.listing = d
}

// unseen deals with the jobs that the listing was made for and did not show.
func (l *loop[J]) unseen(s *listing[J], complete bool, err error) (o outcome) {
	l.w.mu.Lock()
	defer l.w.mu.Unlock()
	now := time.Now()
	switch {
	case err == nil, errors.Is(err, awsbackup.ErrRepeatedToken):
		o.note(err)
		l.listFaults = streak{}
		for _, j := range s.want {
			// A listing that gave up or broke off says nothing about a
			// job; one that never ends cannot be waited for.
			if complete || err != nil {
				j.missed++
				l.reschedule(j, now)
			}
		}
	case awsbackup.IsPermanent(err) && !awsbackup.IsCredentials(err):
		// Not allowed or not understood: describe until further notice.
		l.listDenied = now.Add(deniedFor)
	default:
		o.note(err)
		if awsbackup.IsCredentials(err) {
			o.refused = err
		} else {
			l.listFaults.add(now)
		}
	}
	return o
}

// completeParents fills in the child counts of finished parent jobs, which lists of
// the kind do not have. Those beyond the cap will be listed again.
func (l *loop[J]) completeParents(parents []parent[J]) (result outcome) {
	for _, p := range parents[:min(len(parents), describesPerSweep)] {
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
			// The verdict is worth more than the counts.
			l.observe(p.watched, p.observation, now)
		default:
			result.note(err)
			p.watched.incomplete++
		}
		l.w.mu.Unlock()
	}
	return result
}
