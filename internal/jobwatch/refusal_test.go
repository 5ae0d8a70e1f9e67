// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package jobwatch_test

import (
	"context"
	"errors"
	"math"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/jobwatch"
)

// Where one of the two calls is denied, the other does the work; single looks
// stay under their cap.
func TestWatcher_oneCallDenied(t *testing.T) {
	t.Parallel()
	for _, denied := range []string{"ListBackupJobs", "DescribeBackupJob"} {
		for _, n := range []int{1, 2, 100} {
			inBubble(t, denied, func(t *testing.T) {
				a := &account{fault: failing(denied, fail("AccessDeniedException"))}
				jobs := a.addMany(n, time.Hour)
				late := waitAll(t, newWatcher(a, jobwatch.Config{}), jobs)
				budgets(t, a, n)
				within(t, "late", late, 0, 45*time.Second)
				within(t, "denied calls of an hour", a.made(denied), 0, 6*min(n, 10)+1)
			})
		}
	}
}

// A refusal that does not end is reported, but only after two minutes and six
// answers: IAM changes need a while to spread.
func TestWatcher_lastingRefusal(t *testing.T) {
	t.Parallel()
	for _, code := range []string{"AccessDeniedException", "ExpiredTokenException", "InvalidParameterValueException", "UnrecognizedClientException"} {
		for _, n := range []int{1, 50} {
			inBubble(t, code, func(t *testing.T) {
				began := time.Now()
				a := &account{fault: during(10*time.Minute, math.MaxInt64, fail(code))}
				w := newWatcher(a, jobwatch.Config{})
				var wg sync.WaitGroup
				for _, j := range a.addMany(n, time.Hour) {
					wg.Go(func() {
						_, err := w.Wait(t.Context(), jobwatch.Request{ID: j.id, Created: j.created})
						var wait *jobwatch.WaitError
						if !errors.As(err, &wait) || awsbackup.Code(err) != code || wait.Last == nil {
							t.Errorf("got %v, want a WaitError with %s and the job as last seen", err, code)
						}
						if d := time.Since(began); d < 12*time.Minute || d > 16*time.Minute {
							t.Errorf("failed after %v, want 12 to 16 min", d)
						}
					})
				}
				wg.Wait()
			})
		}
	}
}

// Credentials or rights that come back in time cost nothing.
func TestWatcher_passingRefusal(t *testing.T) {
	t.Parallel()
	for _, code := range []string{"AccessDeniedException", "ExpiredTokenException"} {
		for _, n := range []int{1, 50} {
			inBubble(t, code, func(t *testing.T) {
				began := time.Now()
				a := &account{fault: func(string, int) error {
					// 90 s of refusal in every 5 min.
					if time.Since(began)%(5*time.Minute) > 210*time.Second {
						return fail(code)
					}
					return nil
				}}
				waitAll(t, newWatcher(a, jobwatch.Config{}), a.addMany(n, time.Hour))
			})
		}
	}
}

// Patience needs answers, not only time: a laptop that sleeps through two minutes
// between two refusals has not been refused for two minutes.
func TestWatcher_patienceNeedsAnswers(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := &account{}
		a.fault = func(_ string, n int) error {
			if n <= 5 {
				time.Sleep(50 * time.Second) // virtual
				return fail("ExpiredTokenException")
			}
			return nil
		}
		waitAll(t, newWatcher(a, jobwatch.Config{}), a.addMany(1, time.Hour))
	})
}

// One job's own trouble neither fails nor slows the others.
func TestWatcher_oneBadJob(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := &account{}
		w := newWatcher(a, jobwatch.Config{})
		bad := a.add(&job{states: lasting(time.Minute), seen: -1, listed: -1})
		jobs := a.addMany(2, time.Minute)
		var wg sync.WaitGroup
		wg.Go(func() {
			_, err := w.Wait(t.Context(), jobwatch.Request{ID: bad.id, Created: bad.created})
			var gone *jobwatch.GoneError
			if !errors.As(err, &gone) || gone.ID != bad.id {
				t.Errorf("got %v, want a GoneError", err)
			}
		})
		within(t, "late", waitAll(t, w, jobs), 0, 15*time.Second)
		wg.Wait()
	})
}

// A caller's own time-out stays the caller's own while AWS refuses.
func TestWatcher_timeoutDuringRefusal(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := &account{fault: func(string, int) error { return fail("AccessDeniedException") }}
		j := a.add(&job{states: lasting(time.Hour)})
		ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
		defer cancel()
		_, err := newWatcher(a, jobwatch.Config{}).Wait(ctx, jobwatch.Request{ID: j.id, Created: j.created})
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Fatalf("got %v, want the time-out", err)
		}
	})
}
