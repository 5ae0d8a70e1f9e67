// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package jobwatch_test

import (
	"errors"
	"math"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/jobwatch"
)

// A job may appear late in lists, or never: then it is described singly.
func TestWatcher_lateInLists(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		listed    time.Duration
		describes [2]int
	}{
		"a minute late": {listed: time.Minute, describes: [2]int{10, 120}},
		"never":         {listed: -1, describes: [2]int{5 * 100, 5 * 160}},
	} {
		inBubble(t, name, func(t *testing.T) {
			a := &account{}
			jobs := a.addMany(100, time.Hour)
			for _, j := range jobs[:5] {
				j.listed = test.listed
			}
			late := waitAll(t, newWatcher(a, jobwatch.Config{}), jobs)
			within(t, "late", late, 0, 35*time.Second)
			within(t, "describes", a.made("DescribeBackupJob"), test.describes[0], test.describes[1])
		})
	}
}

// A job that AWS does not know at first is not gone.
func TestWatcher_lateInBoth(t *testing.T) {
	t.Parallel()
	for _, n := range []int{1, 50} {
		inBubble(t, "", func(t *testing.T) {
			a := &account{}
			jobs := a.addMany(n, 10*time.Minute)
			for _, j := range jobs {
				j.seen, j.listed = 100*time.Second, 110*time.Second
			}
			waitAll(t, newWatcher(a, jobwatch.Config{}), jobs)
		})
	}
}

// A job unknown for good ends in GoneError: late if it might still appear, soon
// if it is old.
func TestWatcher_gone(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		age, earliest, latest time.Duration
		undated               bool
	}{
		"new":     {earliest: 2 * time.Minute, latest: 3 * time.Minute},
		"undated": {earliest: 2 * time.Minute, latest: 3 * time.Minute, undated: true},
		"old":     {age: 40 * 24 * time.Hour, earliest: time.Second, latest: 10 * time.Second},
	} {
		inBubble(t, name, func(t *testing.T) {
			began := time.Now()
			req := jobwatch.Request{ID: "GONE", Created: began.Add(-test.age)}
			if test.undated {
				req.Created = time.Time{}
			}
			_, err := newWatcher(&account{}, jobwatch.Config{}).Wait(t.Context(), req)
			var gone *jobwatch.GoneError
			if !errors.As(err, &gone) || gone.ID != "GONE" || !awsbackup.IsNotFound(err) {
				t.Fatalf("got %v, want a GoneError with AWS's answer", err)
			}
			within(t, "time", time.Since(began), test.earliest, test.latest)
		})
	}
}

// A record that expires while a user waits: the error has the job as last seen.
func TestWatcher_goneInMidWait(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := &account{fault: during(10*time.Minute, math.MaxInt64, fail("ResourceNotFoundException"))}
		j := a.add(&job{states: lasting(time.Hour)})
		_, err := newWatcher(a, jobwatch.Config{}).Wait(t.Context(), jobwatch.Request{ID: j.id, Created: j.created})
		var gone *jobwatch.GoneError
		if !errors.As(err, &gone) || gone.Last == nil || gone.Last.State != "RUNNING" {
			t.Fatalf("got %v, want a GoneError with the running job", err)
		}
	})
}

// Jobs from before the listing window, or with a wrong date, are found all the
// same.
func TestWatcher_outsideTheWindow(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ age, claimed time.Duration }{
		"older than lists show": {age: 35 * 24 * time.Hour, claimed: 35 * 24 * time.Hour},
		"date too late":         {age: 3 * time.Hour},
		"date too early":        {claimed: 3 * time.Hour},
		"date in the future":    {claimed: -3 * time.Hour},
	} {
		inBubble(t, name, func(t *testing.T) {
			a := &account{}
			var waits []*job
			for range 30 {
				j := a.add(&job{created: time.Now().Add(-test.age), states: []stage{{0, "RUNNING"}, {test.age + time.Hour, "COMPLETED"}}})
				if test.age > 30*24*time.Hour {
					j.listed = -1
				}
				wait := *j
				wait.created = time.Now().Add(-test.claimed)
				wait.states = []stage{{0, "RUNNING"}, {test.claimed + time.Hour, "COMPLETED"}}
				waits = append(waits, &wait)
			}
			late := waitAll(t, newWatcher(a, jobwatch.Config{}), waits)
			within(t, "late", late, 0, 40*time.Second)
			budgets(t, a, 30)
		})
	}
}

func TestWatcher_unknownState(t *testing.T) {
	t.Parallel()
	for _, n := range []int{1, 20} {
		inBubble(t, "", func(t *testing.T) {
			a := &account{}
			jobs := a.addMany(n, time.Hour)
			jobs[0].states = append(jobs[0].states[:2:2], stage{10 * time.Minute, "PAUSED"})
			w := newWatcher(a, jobwatch.Config{})
			_, err := w.Wait(t.Context(), jobwatch.Request{ID: jobs[0].id, Created: jobs[0].created})
			var unknown *jobwatch.UnknownStateError
			if !errors.As(err, &unknown) || unknown.State != "PAUSED" || unknown.Last == nil {
				t.Fatalf("got %v, want an UnknownStateError for PAUSED with the job", err)
			}
			for _, want := range append([]types.BackupJobState{"PAUSED"}, awsbackup.States()...) {
				if !strings.Contains(err.Error(), string(want)) {
					t.Errorf("%q does not say %q", err, want)
				}
			}
			if n > 1 {
				waitAll(t, w, jobs[1:])
			}
		})
	}
}

// States may be skipped or go back; only a final one ends the wait.
func TestWatcher_oddLives(t *testing.T) {
	t.Parallel()
	for name, life := range map[string][]stage{
		"skips": {{0, "CREATED"}, {20 * time.Minute, "COMPLETED"}},
		"back":  {{0, "RUNNING"}, {5 * time.Minute, "CREATED"}, {10 * time.Minute, "PENDING"}, {15 * time.Minute, "RUNNING"}, {20 * time.Minute, "COMPLETED"}},
		"stop":  {{0, "CREATED"}, {time.Minute, "ABORTING"}, {20 * time.Minute, "COMPLETED"}},
	} {
		inBubble(t, name, func(t *testing.T) {
			a := &account{}
			j := a.add(&job{states: life})
			within(t, "late", waitAll(t, newWatcher(a, jobwatch.Config{}), []*job{j}), 0, 30*time.Second)
		})
	}
}

// A parent whose child counts cannot be read is delivered without them.
func TestWatcher_parentWithoutCounts(t *testing.T) {
	t.Parallel()
	for code, tries := range map[string][2]int{"AccessDeniedException": {1, 1}, "ServiceUnavailableException": {3, 15}} {
		inBubble(t, code, func(t *testing.T) {
			a := &account{fault: failing("DescribeBackupJob", fail(code))}
			jobs := a.addMany(20, 10*time.Minute)
			jobs[7].parent = true
			within(t, "late", waitAll(t, newWatcher(a, jobwatch.Config{}), jobs), 0, 2*time.Minute)
			within(t, "describes", a.made("DescribeBackupJob"), tries[0], tries[1])
		})
	}
}
