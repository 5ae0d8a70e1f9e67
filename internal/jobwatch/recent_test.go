// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package jobwatch_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/jobwatch"
)

// refreshAll reads the jobs as Terraform refreshes: ten at a time, each once. Their
// creation dates are ahead of the clock by so much.
func refreshAll(t *testing.T, w *jobwatch.Watcher[awsbackup.Job], jobs []*job, ahead time.Duration) {
	t.Helper()
	next := make(chan *job)
	var all sync.WaitGroup
	for range 10 {
		all.Go(func() {
			for j := range next {
				got, err := w.Recent(t.Context(), j.id, j.created.Add(ahead))
				switch {
				case err != nil:
					t.Errorf("%s: %v", j.id, err)
				case aws.ToString(got.BackupJobId) != j.id:
					t.Errorf("got job %s, want %s", aws.ToString(got.BackupJobId), j.id)
				case j.parent && aws.ToInt64(got.NumberOfChildJobs) != 3:
					t.Errorf("parent %s has no child counts", j.id)
				}
			}
		})
	}
	for _, j := range jobs {
		next <- j
	}
	close(next)
	all.Wait()
}

// TestWatcher_recentCalls: what a refresh of unfinished jobs costs.
func TestWatcher_recentCalls(t *testing.T) {
	t.Parallel()
	const day = 24 * time.Hour
	for name, test := range map[string]struct {
		// others are jobs of others for each of ours.
		jobs, others int
		// apart is the time between the creation of two of our jobs.
		apart time.Duration
		// ahead is how much AWS's clock is ahead of ours.
		ahead            time.Duration
		parents          bool
		listless         bool
		maxLists, maxAll int
	}{
		"one job":         {jobs: 1, maxAll: 1},
		"few jobs":        {jobs: 4, maxAll: 4},
		"a thousand jobs": {jobs: 1000, apart: time.Second / 5, maxLists: 6, maxAll: 10},
		"a thousand jobs, spread over twenty days": {jobs: 1000, apart: day / 50, maxLists: 40, maxAll: 100},
		"a clock that is behind AWS's":             {jobs: 100, ahead: 30 * time.Minute, maxLists: 6, maxAll: 10},
		"few among a hundred thousand":             {jobs: 20, others: 5000, apart: time.Minute, maxLists: 20, maxAll: 40},
		"parents, which lists do not count":        {jobs: 30, parents: true, maxLists: 8, maxAll: 40},
		"lists denied":                             {jobs: 100, listless: true, maxLists: 1, maxAll: 101},
	} {
		inBubble(t, name, func(t *testing.T) {
			a := &account{}
			if test.listless {
				a.fault = failing("ListBackupJobs", fail("AccessDeniedException"))
			}
			var own []*job
			for range test.jobs {
				own = append(own, a.add(&job{states: lasting(100 * day), parent: test.parents}))
				for range test.others {
					a.add(&job{states: lasting(100 * day)})
				}
				time.Sleep(test.apart)
			}
			refreshAll(t, newWatcher(a, jobwatch.Config{}), own, test.ahead)
			lists, describes := a.made("ListBackupJobs"), a.made("DescribeBackupJob")
			if lists > test.maxLists || lists+describes > test.maxAll {
				t.Errorf("%d lists and %d describes, want at most %d lists and %d calls", lists, describes, test.maxLists, test.maxAll)
			}
		})
	}
}

// TestWatcher_recentIsRecent: a list answers for five minutes, and never for a
// job that it has not shown.
func TestWatcher_recentIsRecent(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := &account{}
		jobs := a.addMany(20, time.Hour)
		time.Sleep(50 * time.Minute)
		w := newWatcher(a, jobwatch.Config{})
		refreshAll(t, w, jobs, 0)
		state := func(j *job) types.BackupJobState {
			t.Helper()
			got, err := w.Recent(t.Context(), j.id, j.created)
			if err != nil {
				t.Fatal(err)
			}
			return got.State
		}
		late := a.add(&job{states: lasting(time.Hour)})
		if got := state(late); got != types.BackupJobStateCreated {
			t.Errorf("a job that is younger than the list is %s, want CREATED", got)
		}
		hidden := a.add(&job{states: lasting(time.Hour), created: jobs[0].created, listed: -1})
		if got := state(hidden); got != types.BackupJobStateRunning {
			t.Errorf("a job that no list shows is %s, want RUNNING", got)
		}
		time.Sleep(10 * time.Minute)
		if got := state(jobs[19]); got != types.BackupJobStateCompleted {
			t.Errorf("ten minutes later the job is %s, want COMPLETED", got)
		}
		if _, err := w.Recent(t.Context(), "nobody", jobs[0].created); !awsbackup.IsNotFound(err) {
			t.Errorf("an unknown job is %v, want not found", err)
		}
	})
}

// TestWatcher_recentCancelled: a refresh that is stopped does not wait for the list
// that another one reads.
func TestWatcher_recentCancelled(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := &account{}
		jobs := a.addMany(6, time.Hour)
		w := newWatcher(a, jobwatch.Config{})
		refreshAll(t, w, jobs[:4], 0) // the next is listed
		a.latency = time.Minute
		var other sync.WaitGroup
		defer other.Wait()
		other.Go(func() { refreshAll(t, w, jobs[4:5], 0) })
		synctest.Wait()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		began := time.Now()
		_, err := w.Recent(ctx, jobs[5].id, jobs[5].created)
		if !errors.Is(err, context.DeadlineExceeded) || a.made("ListBackupJobs") != 1 {
			t.Errorf("got %v after %d lists, want the time-out during the first", err, a.made("ListBackupJobs"))
		}
		within(t, "time", time.Since(began), time.Second, time.Second)
	})
}
