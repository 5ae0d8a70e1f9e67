// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package jobwatch

import (
	"cmp"
	"context"
	"math"
	"slices"
	"sync"
	"time"
)

// sweep polls the jobs that are due once, with as few calls as it can: most jobs
// by a list, few jobs, and those that a list does not show, one by one.
func (l *loop[J]) sweep(due []*watched[J]) outcome {
	var o outcome
	listed, singly, maxPages := l.split(due, time.Now())
	if len(listed) > 0 {
		o = l.list(listed, maxPages)
	}
	listBroken := l.listFaults.lasting(time.Now(), maxFaults, l.w.cfg.Patience)
	if listBroken && len(singly) == 0 {
		singly = listed[:1] // whether only listing fails
	}
	if len(singly) > 0 && l.ctx.Err() == nil {
		o.merge(l.describe(singly))
	}
	if l.ctx.Err() != nil {
		return o
	}

	l.w.mu.Lock()
	defer l.w.mu.Unlock()
	now := time.Now()
	if listBroken && o.described > 0 {
		l.noListUntil, l.listFaults = now.Add(deniedFor), streak{}
	}
	if o.denied != nil {
		// It concerns every job, described or not: the cap on describes must
		// not delay the error of some. Where only one of the two calls is
		// denied, the other one shows the jobs, which ends each streak.
		for _, j := range due {
			l.deny(j, o.denied, now)
		}
	}
	return o
}

// split divides the due jobs into those to list, and those to describe, at most
// maxDescribes. maxPages is how long the list may be: describing the jobs must not
// cost less, if it can be done at all.
func (l *loop[J]) split(due []*watched[J], now time.Time) (listed, singly []*watched[J], maxPages int) {
	l.w.mu.Lock()
	defer l.w.mu.Unlock()

	broken := false
	for _, j := range due {
		if now.Before(l.noListUntil) || !j.listable(now) {
			singly = append(singly, j)
			continue
		}
		listed = append(listed, j)
		broken = broken || j.faults >= maxFaults
	}
	switch {
	case now.Before(l.noDescribeUntil):
		maxPages = math.MaxInt // the client bounds it
	case broken:
		maxPages = max(len(listed)/pageCost+1, maxDescribes)
	default:
		n := l.worthListing(listed, now)
		listed, singly = listed[:n:n], append(singly, listed[n:]...)
		maxPages = n/pageCost + 1
	}
	slices.SortFunc(singly, func(a, b *watched[J]) int { return a.due.Compare(b.due) })
	return listed, singly[:min(len(singly), maxDescribes)], maxPages
}

// worthListing sorts jobs by age, youngest first, and returns how many of them to
// list. Up to pageCost of the oldest are described if the list then need not
// reach back half as far: one job that has been running for a week does not make
// a thousand new ones expensive.
func (l *loop[J]) worthListing(jobs []*watched[J], now time.Time) int {
	if now.Before(l.abandonedUntil) && len(jobs) < 2*l.abandonedFor {
		return 0
	}
	slices.SortFunc(jobs, func(a, b *watched[J]) int { return cmp.Compare(a.age(now), b.age(now)) })
	n := len(jobs)
	for i := n - 1; i > 0 && i >= len(jobs)-pageCost; i-- {
		if jobs[i-1].age(now) < jobs[n-1].age(now)/2 {
			n = i
		}
	}
	if n <= pageCost {
		return 0
	}
	return n
}

// describe polls jobs one by one.
func (l *loop[J]) describe(jobs []*watched[J]) outcome {
	var (
		wg sync.WaitGroup
		mu sync.Mutex
		o  outcome
	)
	for _, j := range jobs {
		wg.Go(func() {
			seen, err := l.describeOne(j.id)
			if l.ctx.Err() != nil {
				return
			}
			result := l.described(j, seen, err)
			mu.Lock()
			defer mu.Unlock()
			o.merge(result)
		})
	}
	wg.Wait()
	return o
}

func (l *loop[J]) describeOne(id string) (observation[J], error) {
	ctx, cancel := l.callContext()
	defer cancel()
	job, err := l.w.kind.Describe(ctx, l.w.api, id)
	if err != nil {
		return observation[J]{}, err
	}
	return observation[J]{job: job, seen: l.w.kind.Observe(job)}, nil
}

func (l *loop[J]) callContext() (context.Context, context.CancelFunc) {
	return context.WithTimeout(l.ctx, max(2*l.w.cfg.MaxInterval, minCallTimeout))
}
