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

	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/jobwatch"
)

// Tests run in synctest bubbles, on a virtual clock. A goroutine left behind fails
// its test: the bubble cannot end while it waits.

// inBubble runs a subtest in a synctest bubble, on a virtual clock.
func inBubble(t *testing.T, name string, test func(t *testing.T)) {
	t.Helper()
	t.Run(name, func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, test)
	})
}

// newWatcher watches backup jobs.
func newWatcher(api awsbackup.API, cfg jobwatch.Config) *jobwatch.Watcher[awsbackup.Job] {
	return jobwatch.New(awsbackup.BackupJobs, api, cfg)
}

// waitAll waits for all jobs at once and returns how late the last end was noticed.
func waitAll(t *testing.T, w *jobwatch.Watcher[awsbackup.Job], jobs []*job) (worst time.Duration) {
	t.Helper()
	return waitAllOf(t, awsbackup.BackupJobs, w, jobs)
}

// waitAllOf is waitAll for any kind of job.
func waitAllOf[J any](t *testing.T, kind *awsbackup.Kind[J], w *jobwatch.Watcher[J], jobs []*job) (worst time.Duration) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 60*time.Hour)
	defer cancel()
	var wg sync.WaitGroup
	var mu sync.Mutex
	for _, j := range jobs {
		wg.Go(func() {
			got, err := w.Wait(ctx, jobwatch.Request{ID: j.id, Created: j.created})
			if err != nil {
				t.Errorf("waiting for %s: %v", j.id, err)
				return
			}
			if o := kind.Observe(got); o.ID != j.id || !o.Finished() {
				t.Errorf("waiting for %s: got %s in state %s", j.id, o.ID, o.State)
			}
			late := time.Since(j.created.Add(j.states[len(j.states)-1].from))
			mu.Lock()
			defer mu.Unlock()
			worst = max(worst, late)
		})
	}
	wg.Wait()
	return worst
}

func TestWatcher_untilFinished(t *testing.T) {
	t.Parallel()
	for _, end := range []types.BackupJobState{"COMPLETED", "FAILED", "ABORTED", "EXPIRED", "PARTIAL"} {
		inBubble(t, string(end), func(t *testing.T) {
			a := &account{}
			j := a.add(&job{states: []stage{{0, "CREATED"}, {time.Second, "RUNNING"}, {time.Hour, end}}})
			got, err := newWatcher(a, jobwatch.Config{}).Wait(t.Context(), jobwatch.Request{ID: j.id, Created: j.created})
			if err != nil || got.State != end {
				t.Fatalf("got %+v, %v; want state %s", got, err, end)
			}
		})
	}
}

func TestWatcher_until(t *testing.T) {
	t.Parallel()
	life := []stage{{0, "CREATED"}, {5 * time.Second, "PENDING"}, {20 * time.Second, "RUNNING"}, {time.Hour, "COMPLETED"}}
	for name, test := range map[string]struct {
		until    func(*awsbackup.Observation) bool
		life     []stage
		state    types.BackupJobState
		earliest time.Duration
		latest   time.Duration
	}{
		"seen":                {until: jobwatch.Seen, life: life, state: "CREATED", latest: time.Second},
		"started":             {until: jobwatch.Started, life: life, state: "RUNNING", earliest: 20 * time.Second, latest: 27 * time.Second},
		"started, never ran":  {until: jobwatch.Started, life: []stage{{0, "CREATED"}, {10 * time.Second, "EXPIRED"}}, state: "EXPIRED", earliest: 10 * time.Second, latest: 14 * time.Second},
		"started, stopped":    {until: jobwatch.Started, life: []stage{{0, "CREATED"}, {10 * time.Second, "ABORTING"}, {time.Minute, "ABORTED"}}, state: "ABORTED", earliest: time.Minute, latest: 75 * time.Second},
		"finished":            {until: jobwatch.Finished, life: life, state: "COMPLETED", earliest: time.Hour, latest: time.Hour + 30*time.Second},
		"never met, finished": {until: func(*awsbackup.Observation) bool { return false }, life: life, state: "COMPLETED", earliest: time.Hour, latest: time.Hour + 30*time.Second},
	} {
		inBubble(t, name, func(t *testing.T) {
			a := &account{}
			j := a.add(&job{states: test.life})
			began := time.Now()
			got, err := newWatcher(a, jobwatch.Config{}).Wait(t.Context(), jobwatch.Request{ID: j.id, Created: j.created, Until: test.until})
			if err != nil || got.State != test.state {
				t.Fatalf("got %+v, %v; want state %s", got, err, test.state)
			}
			within(t, "time", time.Since(began), test.earliest, test.latest)
		})
	}
}

// A single job costs describes only, first at about a second, then ever more
// rarely: an hour is 2 minutes of growing steps and then one look in 30 s or less.
func TestWatcher_singleJobCost(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := &account{}
		j := a.add(&job{states: lasting(time.Hour)})
		late := waitAll(t, newWatcher(a, jobwatch.Config{}), []*job{j})
		within(t, "lists", a.made("ListBackupJobs"), 0, 0)
		within(t, "describes", a.made("DescribeBackupJob"), 120, 160)
		within(t, "late", late, 0, 30*time.Second)
		within(t, "first look", a.calls[0].at.Sub(j.created), 900*time.Millisecond, time.Second)
	})
}

// Who asks for a job that is not new does not wait for the first tick.
func TestWatcher_oldJobIsLookedAtSoon(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := &account{}
		j := a.add(&job{states: lasting(time.Minute), created: time.Now().Add(-time.Hour)})
		began := time.Now()
		waitAll(t, newWatcher(a, jobwatch.Config{}), []*job{j})
		within(t, "time", time.Since(began), 0, 200*time.Millisecond)
	})
}

func TestWatcher_waitersShare(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := &account{}
		j := a.add(&job{states: lasting(10 * time.Minute)})
		same := make([]*job, 200)
		for i := range same {
			same[i] = j
		}
		waitAll(t, newWatcher(a, jobwatch.Config{}), same)
		within(t, "calls", len(a.calls), 20, 50)
	})
}

// A finished job is asked for again when a user comes later: nothing is served
// from memory.
func TestWatcher_alwaysLooksAgain(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := &account{}
		j := a.add(&job{states: lasting(time.Second)})
		w := newWatcher(a, jobwatch.Config{})
		for want := 1; want <= 3; want++ {
			waitAll(t, w, []*job{j})
			within(t, "describes", a.made("DescribeBackupJob"), want, want)
		}
	})
}

// A caller that has not yet collected the end of a job does not keep a later one
// from its own look.
func TestWatcher_stragglerHoldsNobodyBack(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := &account{}
		w := newWatcher(a, jobwatch.Config{})
		j := a.add(&job{states: lasting(10 * time.Second)})
		var wg sync.WaitGroup
		wg.Go(func() {
			_, err := w.Wait(t.Context(), jobwatch.Request{ID: j.id, Created: j.created, Progress: func(jobwatch.Progress) {
				time.Sleep(time.Minute) // virtual
			}})
			if err != nil {
				t.Error(err)
			}
		})
		time.Sleep(30 * time.Second)
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		if _, err := w.Wait(ctx, jobwatch.Request{ID: j.id, Created: j.created}); err != nil {
			t.Errorf("got %v, want the finished job", err)
		}
		wg.Wait()
	})
}

// Nothing is asked while nobody waits.
func TestWatcher_idleWhenNobodyWaits(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := &account{}
		j := a.add(&job{states: lasting(time.Hour)})
		w := newWatcher(a, jobwatch.Config{})
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		if _, err := w.Wait(ctx, jobwatch.Request{ID: j.id, Created: j.created}); !errors.Is(err, context.DeadlineExceeded) {
			t.Fatalf("got %v, want a time-out", err)
		}
		before := len(a.calls)
		time.Sleep(24 * time.Hour) // virtual
		within(t, "calls of a day without waiters", len(a.calls)-before, 0, 0)
	})
}
