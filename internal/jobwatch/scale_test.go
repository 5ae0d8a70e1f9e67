// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package jobwatch_test

import (
	"fmt"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/jobwatch"
)

// budgets asserts what any sweep may cost: pages for all jobs that it can see and
// two more, and no more single looks than the cap.
func budgets(t *testing.T, a *account, members int) {
	t.Helper()
	pages := (members+999)/1000 + 2
	for _, sweep := range a.sweeps() {
		lists, describes := 0, 0
		for _, c := range sweep {
			switch c.operation {
			case "ListBackupJobs":
				lists++
			case "DescribeBackupJob":
				describes++
			}
		}
		if lists > pages || describes > 10 {
			t.Fatalf("a sweep over %d jobs made %d lists and %d describes, want at most %d and 10", members, lists, describes, pages)
		}
	}
}

// Jobs that begin together and take 20 minutes: every tick costs the pages that show
// them, and no end is noticed later than a tick.
func TestScale_callsPerTick(t *testing.T) {
	t.Parallel()
	for _, n := range []int{4, 100, 1000, 2500} {
		inBubble(t, strconv.Itoa(n), func(t *testing.T) {
			a := &account{}
			jobs := a.addMany(n, 20*time.Minute)
			late := waitAll(t, newWatcher(a, jobwatch.Config{}), jobs)
			budgets(t, a, n)
			within(t, "late", late, 0, 30*time.Second)
			within(t, "ticks", len(a.sweeps()), 50, 70)
			within(t, "lists", a.made("ListBackupJobs"), 50, 70*((n+999)/1000))
			within(t, "describes", a.made("DescribeBackupJob"), 0, 0)
		})
	}
}

// A thousand starts at five a second, each taking ten minutes: the youngest sets
// the pace while it lasts, a tick a second, and a page shows all.
func TestScale_startsOverTime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := &account{latency: 50 * time.Millisecond}
		w := newWatcher(a, jobwatch.Config{})
		var wg sync.WaitGroup
		var mu sync.Mutex
		var worst time.Duration
		for range 1000 {
			wg.Go(func() {
				j := a.add(&job{states: lasting(10 * time.Minute)})
				late := waitAll(t, w, []*job{j})
				mu.Lock()
				defer mu.Unlock()
				worst = max(worst, late)
			})
			time.Sleep(200 * time.Millisecond) // virtual
		}
		wg.Wait()
		budgets(t, a, 1000)
		within(t, "late", worst, 0, 31*time.Second)
		within(t, "calls for 800 s", len(a.calls), 200, 900)
	})
}

// In an account with many other jobs few jobs are described, since a listing would
// show thousands of foreign jobs. A listing is tried once in ten minutes.
func TestScale_fewJobsAmongForeign(t *testing.T) {
	t.Parallel()
	for _, oldestFirst := range []bool{false, true} {
		inBubble(t, fmt.Sprintf("oldestFirst=%t", oldestFirst), func(t *testing.T) {
			a := &account{oldestFirst: oldestFirst}
			mine := make([]*job, 0, 20)
			for i := range 20_000 {
				j := a.add(&job{states: lasting(2 * time.Hour), created: time.Now().Add(time.Duration(i) * time.Microsecond)})
				if i%1000 == 500 {
					mine = append(mine, j)
				}
			}
			late := waitAll(t, newWatcher(a, jobwatch.Config{}), mine)
			within(t, "late", late, 0, 35*time.Second)
			within(t, "lists", a.made("ListBackupJobs"), 1, 140) // a probe of 7 pages in 10 minutes
			within(t, "sum", len(a.calls), 20*240, 20*240*3/2)
		})
	}
}

// Many jobs among ten times as many foreign ones are still listed.
func TestScale_manyJobsAmongForeign(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := &account{}
		var mine []*job
		for i := range 4_000 {
			j := a.add(&job{states: lasting(20 * time.Minute)})
			if i%10 == 0 {
				mine = append(mine, j)
			}
		}
		late := waitAll(t, newWatcher(a, jobwatch.Config{}), mine)
		within(t, "late", late, 0, 30*time.Second)
		within(t, "describes", a.made("DescribeBackupJob"), 0, 70) // where a page more or two describes are the same
		within(t, "lists", a.made("ListBackupJobs"), 4*50, 4*70)
	})
}

// One job that has been running for days does not make the listing of new ones
// reach back for days.
func TestScale_oneOldJobAmongNew(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := &account{}
		old := a.add(&job{states: lasting(49 * time.Hour), created: time.Now().Add(-48 * time.Hour)})
		for i := range 40_000 { // foreign jobs of the last two days
			a.add(&job{states: lasting(time.Minute), created: time.Now().Add(-time.Duration(i) * 4 * time.Second)})
		}
		jobs := append(a.addMany(200, 50*time.Minute), old)
		late := waitAll(t, newWatcher(a, jobwatch.Config{}), jobs)
		within(t, "late", late, 0, 35*time.Second)
		within(t, "calls", len(a.calls), 200, 600)
	})
}

// Without creation dates (a completion resource has only IDs) a listing still
// finds recent jobs, and then knows their dates.
func TestScale_withoutDates(t *testing.T) {
	t.Parallel()
	for _, oldestFirst := range []bool{false, true} {
		inBubble(t, fmt.Sprintf("oldestFirst=%t", oldestFirst), func(t *testing.T) {
			a := &account{oldestFirst: oldestFirst}
			for i := range 5000 {
				a.add(&job{states: lasting(time.Minute), created: time.Now().Add(-time.Duration(i+60) * time.Minute)})
			}
			jobs := a.addMany(300, time.Hour)
			w := newWatcher(a, jobwatch.Config{})
			var wg sync.WaitGroup
			for _, j := range jobs {
				wg.Go(func() {
					if _, err := w.Wait(t.Context(), jobwatch.Request{ID: j.id}); err != nil {
						t.Error(err)
					}
				})
			}
			wg.Wait()
			within(t, "describes", a.made("DescribeBackupJob"), 0, 0)
			within(t, "lists", a.made("ListBackupJobs"), 120, 170)
		})
	}
}

// Accounts and regions have watchers of their own, which share nothing.
func TestScale_manySideBySide(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var wg sync.WaitGroup
		for i := range 30 {
			wg.Go(func() {
				a := &account{}
				jobs := a.addMany(50, time.Duration(i+1)*time.Minute)
				late := waitAll(t, newWatcher(a, jobwatch.Config{}), jobs)
				within(t, "late", late, 0, 30*time.Second)
				within(t, "describes", a.made("DescribeBackupJob"), 0, 0)
			})
		}
		wg.Wait()
	})
}

// A finished parent is completed by one describe each; the counts are there.
func TestScale_parentsHaveCounts(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := &account{}
		w := newWatcher(a, jobwatch.Config{})
		var wg sync.WaitGroup
		for i := range 40 {
			j := a.add(&job{states: lasting(time.Minute), parent: i%2 == 0})
			wg.Go(func() {
				got, err := w.Wait(t.Context(), jobwatch.Request{ID: j.id, Created: j.created})
				if err != nil {
					t.Error(err)
					return
				}
				if want := int64(i+1) % 2 * 3; aws.ToInt64(got.NumberOfChildJobs) != want {
					t.Errorf("parent=%t: got %d child jobs, want %d", j.parent, aws.ToInt64(got.NumberOfChildJobs), want)
				}
				if !awsbackup.Succeeded(got.State) {
					t.Errorf("got state %s", got.State)
				}
			})
		}
		wg.Wait()
		within(t, "describes", a.made("DescribeBackupJob"), 20, 20)
	})
}
