// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package jobwatch

import (
	"context"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
)

const (
	// recentFor is how long a list answers for its jobs. A refresh of thousands
	// of resources takes minutes.
	recentFor = 5 * time.Minute
	// firstDescribes is how many jobs are described singly before the first list.
	// Each further list may cost as many pages as describes came before it.
	firstDescribes = 4
	// recentMargin is how much older than the oldest job asked for the jobs of a
	// list are: those of one apply start within minutes of each other.
	recentMargin = time.Hour
	// recentJobs bounds the jobs that lists keep in memory: about 30 MB.
	recentJobs = 20_000
)

// recent is what lists have shown to a refresh.
type recent[J any] struct {
	turn chan struct{} // holds a value while a caller decides or lists

	at        time.Time     // when the first page was read; zero: there is none
	since     time.Time     // creation date from which jobs are listed
	token     *string       // next page; nil once all of them are read
	jobs      map[string]*J // by ID
	oldest    time.Time     // creation date of the oldest job that was asked for
	described int           // since the last list
	allowed   int           // describes before the next list, and pages of it
	denied    time.Time     // no list until then: it is not allowed, or too long
}

// Recent returns the job as AWS shows it, or has shown it to this watcher at most
// five minutes ago, for a refresh, which reads many jobs at one time. The first
// few jobs are described singly. Others are taken from lists of the jobs that are
// as young, which cost at most about twice what is best: few calls for a
// thousand jobs, and never more than two for each job in an account where they
// are few among many. created is when the job was created, zero if not known.
// Callers must not change the job. Errors are those of the describe call.
func (w *Watcher[J]) Recent(ctx context.Context, id string, created time.Time) (*J, error) {
	select {
	case w.recent.turn <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	job := w.listed(ctx, id, created)
	<-w.recent.turn
	if job != nil {
		return job, nil
	}
	return w.kind.Describe(ctx, w.api, id)
}

// listed returns a job from a list, nil if it must be described.
func (w *Watcher[J]) listed(ctx context.Context, id string, created time.Time) *J {
	r, now := &w.recent, time.Now()
	if r.jobs == nil || now.Sub(r.at) > recentFor {
		r.jobs, r.at, r.since, r.token, r.oldest, r.described, r.allowed = make(map[string]*J), now, time.Time{}, nil, time.Time{}, 0, firstDescribes
	}
	if job := r.jobs[id]; job != nil {
		return job
	}
	if created.IsZero() || now.Before(r.denied) {
		return nil
	}
	if r.oldest.IsZero() || created.Before(r.oldest) {
		r.oldest = created
	}
	// Nothing is compared with the clock here, which may differ from AWS's.
	complete := !r.since.IsZero() && r.token == nil && !created.Before(r.since)
	if complete { // It is a parent, younger than the list, or the list leaves it out.
		return nil
	}
	if r.described < r.allowed {
		r.described++
		return nil
	}
	if r.since.IsZero() || r.oldest.Before(r.since) {
		r.since, r.token = r.oldest.Add(-recentMargin), nil
	}
	err := w.readPages(ctx, r.allowed)
	r.described, r.allowed = 0, 2*r.allowed
	if err != nil {
		r.since, r.token = time.Time{}, nil
	}
	if awsbackup.IsPermanent(err) || len(r.jobs) > recentJobs {
		r.denied = now.Add(deniedFor)
	}
	return r.jobs[id]
}

// readPages reads at most n pages and keeps their jobs. Parents whose children
// only Describe counts are left out.
func (w *Watcher[J]) readPages(ctx context.Context, n int) error {
	r := &w.recent
	first := r.token
	var tokens awsbackup.PageTokens
	for range n {
		jobs, next, err := w.kind.List(ctx, w.api, awsbackup.JobPage{CreatedAfter: r.since, Size: pageSize, Token: first})
		if err != nil {
			return err
		}
		for _, job := range jobs {
			if seen := w.kind.Fields(job); !w.kind.ListLacksCounts || !seen.IsParent {
				r.jobs[seen.ID] = job
			}
		}
		if first, err = tokens.Next(next); err != nil || first == nil {
			r.token = nil
			return err
		}
		r.token = first
	}
	return nil
}
