// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsbackup_test

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
)

// sendAll asks for n calls of each operation at once, gives when each left, in
// order, and checks that no second held more than the quota of each and of all.
func sendAll(t *testing.T, l *awsbackup.Limiter, n int, operations ...string) []time.Time {
	t.Helper()
	var mu sync.Mutex
	var wg sync.WaitGroup
	sent := make(map[string][]time.Time)
	for _, operation := range operations {
		for range n {
			wg.Go(func() {
				if err := l.Wait(t.Context(), operation); err != nil {
					t.Error(err)
				}
				mu.Lock()
				defer mu.Unlock()
				sent[operation] = append(sent[operation], time.Now())
			})
		}
	}
	wg.Wait()
	var all []time.Time
	for operation, times := range sent {
		slices.SortFunc(times, time.Time.Compare)
		densest(t, operation, times, int(quota[operation]))
		all = append(all, times...)
	}
	slices.SortFunc(all, time.Time.Compare)
	densest(t, "all together", all, 50)
	return all
}

// quota restates AWS's table.
var quota = map[string]float64{
	"StartBackupJob": 5, "StopBackupJob": 5, "DescribeBackupVault": 5, "TagResource": 5, "UntagResource": 5,
	"UpdateRecoveryPointLifecycle": 5, "DeleteRecoveryPoint": 10, "DescribeBackupJob": 15, "DescribeRecoveryPoint": 15,
	"ListBackupJobs": 20, "ListRecoveryPointsByBackupVault": 20, "ListRecoveryPointsByResource": 20, "ListTags": 20,
	"ListBackupVaults": 20, "ListCopyJobs": 20,
}

// densest checks that every window of one second holds at most so many.
func densest(t *testing.T, what string, times []time.Time, atMost int) {
	t.Helper()
	for i, first := range times {
		n := 0
		for n < len(times)-i && times[i+n].Sub(first) < time.Second {
			n++
		}
		if n > atMost {
			t.Fatalf("%s: %d calls in the second after %v, want at most %d", what, n, first.Sub(times[0]), atMost)
		}
	}
}

// A thousand starts take no longer than 1.05 times what the quota allows, and
// never exceed it.
func TestLimiter_thousandStarts(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		sendAll(t, awsbackup.NewLimiter(awsbackup.DefaultQuotas()), 1000, "StartBackupJob")
		if d := time.Since(began); d > 210*time.Second || d < 190*time.Second {
			t.Errorf("took %v, want 200 s and at most 5 %% more", d)
		}
	})
}

func TestLimiter_everyOperation(t *testing.T) {
	t.Parallel()
	for operation, rate := range quota {
		t.Run(operation, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				n := int(20 * rate)
				times := sendAll(t, awsbackup.NewLimiter(awsbackup.DefaultQuotas()), n, operation)
				if d := times[n-1].Sub(times[0]); d < 19*time.Second || d > 21*time.Second {
					t.Errorf("%d calls took %v, want 20 s", n, d)
				}
			})
		})
	}
}

// All operations together keep to 50 a second, and nobody starves.
func TestLimiter_total(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		operations := []string{"DescribeBackupJob", "DescribeRecoveryPoint", "ListTags", "ListBackupJobs", "ListCopyJobs"} // 90 a second
		times := sendAll(t, awsbackup.NewLimiter(awsbackup.DefaultQuotas()), 100, operations...)
		if d := times[len(times)-1].Sub(times[0]); d < 9*time.Second || d > 13*time.Second {
			t.Errorf("500 calls took %v, want 10 s or a little more", d)
		}
	})
}

// A plan of few resources does not wait at all, also after a pause.
func TestLimiter_smallBurstIsFree(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l := awsbackup.NewLimiter(awsbackup.DefaultQuotas())
		for range 3 {
			began := time.Now()
			sendAll(t, l, 2, "StartBackupJob", "DescribeBackupVault", "DescribeRecoveryPoint", "ListTags")
			if d := time.Since(began); d > 0 {
				t.Errorf("took %v, want no time", d)
			}
			time.Sleep(time.Minute) // virtual
		}
	})
}

func TestLimiter_settable(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		quotas    awsbackup.Quotas
		low, high time.Duration
	}{
		"own rate":       {awsbackup.Quotas{Operations: map[string]float64{"StartBackupJob": 50}}, time.Second, 2 * time.Second},
		"below one":      {awsbackup.Quotas{Operations: map[string]float64{"StartBackupJob": 0.5}}, 190 * time.Second, 210 * time.Second},
		"total only":     {awsbackup.Quotas{Operations: map[string]float64{"*": 0}, Total: 10}, 9 * time.Second, 11 * time.Second},
		"unlimited":      {awsbackup.Unlimited(), 0, 0},
		"rate by kind":   {awsbackup.Quotas{}, 19 * time.Second, 21 * time.Second},
		"below, negativ": {awsbackup.Quotas{Operations: map[string]float64{"StartBackupJob": -1}}, 0, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				l := awsbackup.NewLimiter(test.quotas)
				began := time.Now()
				for range 100 {
					if err := l.Wait(t.Context(), "StartBackupJob"); err != nil {
						t.Fatal(err)
					}
				}
				if d := time.Since(began); d < test.low || d > test.high {
					t.Errorf("100 calls took %v, want %v to %v", d, test.low, test.high)
				}
			})
		})
	}
}

// Who gives up leaves at once and takes nobody's place: the others are through as
// if it had never come.
func TestLimiter_cancelWastesNothing(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l := awsbackup.NewLimiter(awsbackup.DefaultQuotas())
		ctx, cancel := context.WithCancel(t.Context())
		var wg sync.WaitGroup
		for range 500 {
			wg.Go(func() {
				if err := l.Wait(ctx, "StartBackupJob"); err != nil && !errors.Is(err, context.Canceled) {
					t.Error(err)
				}
			})
		}
		time.Sleep(2200 * time.Millisecond) // in the middle of a pause
		began := time.Now()
		cancel()
		synctest.Wait()
		wg.Wait()
		if d := time.Since(began); d > 0 {
			t.Errorf("leaving took %v", d)
		}
		sendAll(t, l, 10, "StartBackupJob")
		if d := time.Since(began); d > 1900*time.Millisecond {
			t.Errorf("ten calls after 500 cancelled ones took %v, want 1.9 s", d)
		}
	})
}

// Throttling halves the rate, whatever is queued already; answers of the same
// moment count once; without throttling the rate comes back.
func TestLimiter_backsOffAndRecovers(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l := awsbackup.NewLimiter(awsbackup.DefaultQuotas())
		took := func(n int) time.Duration {
			began := time.Now()
			for range n {
				if err := l.Wait(t.Context(), "DescribeBackupJob"); err != nil {
					t.Fatal(err)
				}
			}
			return time.Since(began)
		}
		took(30)
		for range 20 {
			l.Throttled("DescribeBackupJob")
		}
		// 7.35 a second, growing by 0.45 each second.
		if d := took(30); d < 3*time.Second || d > 4*time.Second {
			t.Errorf("30 calls after throttling took %v, want nearly 4 s", d)
		}
		for range 10 {
			time.Sleep(2 * time.Second)
			l.Throttled("DescribeBackupJob")
		}
		if d := took(5); d < 2*time.Second || d > 6*time.Second {
			t.Errorf("5 calls at the floor took %v, want 2 to 6 s", d)
		}
		time.Sleep(time.Minute)
		if d := took(150); d < 9*time.Second || d > 10300*time.Millisecond {
			t.Errorf("150 calls after a minute of peace took %v, want about 10 s", d)
		}
	})
}

// Every attempt passes the limiter, the SDK's retries too.
func TestLimiter_countsAttempts(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := &wire{answer: func(n int, _ *http.Request) *http.Response {
			if n%3 != 0 {
				return reply(http.StatusInternalServerError, "ServiceUnavailableException", `{}`)
			}
			return reply(http.StatusOK, "", `{"BackupJobId":"x"}`)
		}}
		// Longer apart than the SDK's own pauses.
		l := awsbackup.NewLimiter(awsbackup.Quotas{Operations: map[string]float64{"DescribeBackupJob": 1.0 / 60}})
		a, b := client(w, awsbackup.Options{Limiter: l}), client(w, awsbackup.Options{Limiter: l})
		for _, c := range []*awsbackup.Client{a, b, a, b} {
			if _, err := c.DescribeBackupJob(t.Context(), &backup.DescribeBackupJobInput{BackupJobId: aws.String("x")}); err != nil {
				t.Fatal(err)
			}
		}
		if len(w.at) != 12 {
			t.Errorf("made %d requests, want 12", len(w.at))
		}
		for i, at := range w.at[1:] {
			if d := at.Sub(w.at[i]); d < time.Minute {
				t.Errorf("attempt %d came %v after the one before, want a minute at least", i+2, d)
			}
		}
	})
}

// What AWS throttles is learned, though the SDK's retry hides it from the caller.
func TestLimiter_learnsFromAttempts(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := &wire{answer: func(n int, _ *http.Request) *http.Response {
			if n == 1 {
				return reply(http.StatusBadRequest, "ThrottlingException", `{"Message":"Rate exceeded"}`)
			}
			return reply(http.StatusOK, "", `{"BackupJobId":"x"}`)
		}}
		c := client(w, awsbackup.Options{Limiter: awsbackup.NewLimiter(awsbackup.DefaultQuotas())})
		var wg sync.WaitGroup
		for range 31 {
			wg.Go(func() {
				if _, err := c.DescribeBackupJob(t.Context(), &backup.DescribeBackupJobInput{BackupJobId: aws.String("x")}); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		// Two seconds at 15 a second; half of that and rising after the first.
		if d := w.at[len(w.at)-1].Sub(w.at[0]); len(w.at) != 32 || d < 3*time.Second || d > 4*time.Second {
			t.Errorf("%d requests in %v, want 32 in 3 to 4 s", len(w.at), d)
		}
	})
}

// A thousand starts through two clients against a service that enforces the quota
// by a token bucket: none is throttled.
func TestLimiter_serviceNeverThrottles(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tokens, last := 5.0, time.Now()
		throttled := 0
		var mu sync.Mutex
		w := &wire{}
		w.answer = func(int, *http.Request) *http.Response {
			mu.Lock()
			defer mu.Unlock()
			now := time.Now()
			tokens, last = min(5, tokens+5*now.Sub(last).Seconds()), now
			if tokens < 1 {
				throttled++
				return reply(http.StatusBadRequest, "ThrottlingException", `{"Message":"Rate exceeded"}`)
			}
			tokens--
			return reply(http.StatusOK, "", `{"BackupJobId":"x"}`)
		}
		l := awsbackup.NewLimiter(awsbackup.DefaultQuotas())
		a, b := client(w, awsbackup.Options{Limiter: l}), client(w, awsbackup.Options{Limiter: l})
		began := time.Now()
		var wg sync.WaitGroup
		for i := range 1000 {
			wg.Go(func() {
				_, err := []*awsbackup.Client{a, b}[i%2].StartBackupJob(t.Context(), &backup.StartBackupJobInput{
					BackupVaultName: aws.String("v"), ResourceArn: aws.String("r"), IamRoleArn: aws.String("i"),
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if d := time.Since(began); throttled > 0 || d > 210*time.Second {
			t.Errorf("%d throttled, took %v; want none, 210 s at most", throttled, d)
		}
	})
}
