// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package jobwatch_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/jobwatch"
)

// One of many leaves at once and alone: on a virtual clock, in no time at all,
// whatever the loop is doing (here: a call that takes five seconds).
func TestWatcher_cancelOneOfMany(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := &account{latency: 5 * time.Second}
		w := newWatcher(a, jobwatch.Config{})
		jobs := a.addMany(100, 10*time.Minute)
		var wg sync.WaitGroup
		wg.Go(func() { waitAll(t, w, jobs[1:]) })
		wg.Go(func() { waitAll(t, w, jobs[:1]) }) // another waiter of the same job

		ctx, cancel := context.WithCancel(t.Context())
		var left time.Time
		wg.Go(func() {
			_, err := w.Wait(ctx, jobwatch.Request{ID: jobs[0].id, Created: jobs[0].created})
			left = time.Now()
			var wait *jobwatch.WaitError
			if !errors.As(err, &wait) || !errors.Is(err, context.Canceled) {
				t.Errorf("got %v, want a WaitError for the cancel", err)
				return
			}
			if wait.ID != jobs[0].id || wait.Last == nil || wait.Elapsed != 93*time.Second {
				t.Errorf("got %+v, want the job, as last seen, after 93 s", wait)
			}
		})
		time.Sleep(93 * time.Second)
		cancelled := time.Now()
		cancel()
		synctest.Wait()
		if left.IsZero() || left.After(cancelled) {
			t.Errorf("left at %v, cancelled at %v", left, cancelled)
		}
		wg.Wait()
	})
}

// The last to leave ends the loop and the call that it is making.
func TestWatcher_cancelLastEndsCall(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := &account{latency: 40 * time.Second}
		j := a.add(&job{states: lasting(time.Hour)})
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		began := time.Now()
		_, err := newWatcher(a, jobwatch.Config{}).Wait(ctx, jobwatch.Request{ID: j.id, Created: j.created})
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Fatalf("got %v, want a time-out", err)
		}
		synctest.Wait() // everything has ended or is blocked for good, which fails the test
		within(t, "time", time.Since(began), 10*time.Second, 10*time.Second)
	})
}

// Parents are read one after the other once they have ended: not after the last
// has left.
func TestWatcher_cancelLastEndsParents(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		a := &account{fault: func(operation string, _ int) error {
			if operation == "DescribeBackupJob" {
				cancel()
				time.Sleep(time.Second) // virtual: all leave
			}
			return nil
		}}
		w := newWatcher(a, jobwatch.Config{})
		var wg sync.WaitGroup
		for _, j := range a.addMany(20, 10*time.Minute) {
			j.parent = true
			wg.Go(func() {
				if _, err := w.Wait(ctx, jobwatch.Request{ID: j.id, Created: j.created}); !errors.Is(err, context.Canceled) {
					t.Errorf("%s: got %v, want the cancel", j.id, err)
				}
			})
		}
		wg.Wait()
		time.Sleep(time.Minute)
		within(t, "parents read", a.made("DescribeBackupJob"), 1, 1)
	})
}

func TestWatcher_cancelledBeforehand(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := &account{}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, err := newWatcher(a, jobwatch.Config{}).Wait(ctx, jobwatch.Request{ID: "JOB"})
		if !errors.Is(err, context.Canceled) || len(a.calls) > 0 {
			t.Fatalf("got %v after %d calls, want the cancel after none", err, len(a.calls))
		}
	})
}

// A result that is there when the context ends is not thrown away.
func TestWatcher_resultBeatsCancel(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := &account{}
		w := newWatcher(a, jobwatch.Config{})
		for range 20 { // either would win one time in two by chance
			j := a.add(&job{states: lasting(time.Second / 2)})
			ctx, cancel := context.WithCancel(t.Context())
			got, err := w.Wait(ctx, jobwatch.Request{ID: j.id, Created: j.created.Add(-time.Hour), Progress: func(jobwatch.Progress) {
				// It holds the caller back until both have happened.
				cancel()
				time.Sleep(10 * time.Second)
			}})
			if err != nil || !awsbackup.Finished(got.State) {
				t.Fatalf("got %v, %v; want the finished job", got, err)
			}
		}
	})
}

// Those who come back find a loop, whichever way the last one ended.
func TestWatcher_comeAndGo(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := &account{latency: 700 * time.Millisecond}
		w := newWatcher(a, jobwatch.Config{})
		j := a.add(&job{states: lasting(10 * time.Minute)})
		var wg sync.WaitGroup
		for i := range 200 {
			wg.Go(func() {
				ctx, cancel := context.WithTimeout(t.Context(), time.Duration(i%7)*400*time.Millisecond)
				defer cancel()
				if _, err := w.Wait(ctx, jobwatch.Request{ID: j.id, Created: j.created}); !errors.Is(err, context.DeadlineExceeded) {
					t.Errorf("got %v, want a time-out", err)
				}
			})
			time.Sleep(time.Duration(i%11) * 300 * time.Millisecond)
		}
		wg.Wait()
		waitAll(t, w, []*job{j})
	})
}

func TestWaitError_saysWhatIsKnown(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := &account{}
		j := a.add(&job{states: lasting(time.Hour)})
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Minute)
		defer cancel()
		_, err := newWatcher(a, jobwatch.Config{}).Wait(ctx, jobwatch.Request{ID: j.id, Created: j.created})
		if err == nil {
			t.Fatal("got no error, want a time-out")
		}
		for _, want := range []string{j.id, "RUNNING", "20m0s", "deadline"} {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%q does not say %q", err, want)
			}
		}
	})
}
