// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package jobwatch

import (
	"context"
	"math"
	"slices"
	"sync"
	"time"
)

// sweep looks once at the jobs that are due, by whichever calls are fewest.
func (l *loop[J]) sweep(due []*watched[J]) outcome {
	var o outcome
	began := time.Now()
	listed, singly := l.split(due, began)
	if len(listed) > 0 {
		o = l.list(listed)
	}
	if len(singly) > 0 && l.ctx.Err() == nil {
		o.merge(l.describe(singly))
	}
	if l.listStuck(began) && o.described > 0 {
		l.barLists()
	}
	if o.refused != nil && l.ctx.Err() == nil {
		l.refuseAll(due, o.refused)
	}
	return o
}

// split divides the due jobs into those to list and those to describe. A listing
// must reach back to its oldest job, so the youngest go first and the cut is made
// where the sum is smallest: one job that has been running for a week does not
// make a thousand new ones dear.
func (l *loop[J]) split(due []*watched[J], now time.Time) (listed, singly []*watched[J]) {
	l.w.mu.Lock()
	defer l.w.mu.Unlock()

	for _, j := range due {
		if j.listable(now) && !now.Before(l.listDenied) {
			listed = append(listed, j)
		} else {
			singly = append(singly, j)
		}
	}
	slices.SortFunc(listed, func(a, b *watched[J]) int { return age(a, now).Compare(age(b, now)) })

	cut, cheapest := 0, len(listed)
	for i, j := range listed {
		cost := pageWeight*l.listing.pages(i+1, age(j, now), now) + len(listed) - (i + 1)
		if cost < cheapest {
			cut, cheapest = i+1, cost
		}
	}
	if now.Before(l.describeDenied) || slices.ContainsFunc(listed, func(j *watched[J]) bool { return j.faults >= stubborn }) {
		cut = len(listed)
	}
	if l.listStuck(now) && cut == len(listed) && cut > 1 {
		cut-- // one look shows whether only listing is at fault
	}
	listed, singly = listed[:cut:cut], append(singly, listed[cut:]...)
	slices.SortFunc(singly, func(a, b *watched[J]) int { return a.due.Compare(b.due) })
	return listed, singly[:min(len(singly), describesPerSweep)]
}

// listStuck reports that listings have failed for long enough to doubt them.
func (l *loop[J]) listStuck(now time.Time) bool {
	return l.listFaults.lasting(now, stubborn, l.w.cfg.Patience)
}

// barLists gives listing up for a while.
func (l *loop[J]) barLists() {
	l.w.mu.Lock()
	defer l.w.mu.Unlock()
	l.listDenied = time.Now().Add(deniedFor)
	l.listFaults = streak{}
}

// span is a duration with an order.
type span time.Duration

func (s span) Compare(other span) int { return int(min(max(s-other, -1), 1)) }

// age is how far back a listing must reach to show the job.
func age[J any](j *watched[J], now time.Time) span {
	if j.created.IsZero() {
		return span(listedFor)
	}
	return span(now.Sub(j.created) + createdMargin)
}

// density is what the last listing found beside the jobs it was made for.
type density struct {
	foreign float64 // members
	within  span
	perPage float64
	at      time.Time
}

// densityAge is for how long a measurement is believed.
const densityAge = 10 * time.Minute

// pages estimates what listing n jobs costs. Without a measurement it hopes for
// the best: a listing that turns out dear gives up and is the measurement.
func (d density) pages(n int, window span, now time.Time) int {
	members, perPage := float64(n), float64(pageSize)
	if d.within > 0 && now.Sub(d.at) < densityAge {
		members += d.foreign * float64(window) / float64(d.within)
		perPage = d.perPage
	}
	return max(1, int(math.Ceil(members/perPage)))
}

// describe looks at jobs one by one.
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
