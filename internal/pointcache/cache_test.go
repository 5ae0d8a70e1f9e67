// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package pointcache_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/pointcache"
)

// listedStore is a vault of so many points of one hour, and a reader that has
// listed them all.
func listedStore(t *testing.T, n int) (*store, []*point, *pointcache.Cache) {
	t.Helper()
	s := &store{latency: 50 * time.Millisecond}
	own := s.scatter(rand.New(rand.NewPCG(1, 1)), n, time.Hour)
	p := pointcache.New(s, pointcache.Config{})
	refresh(t, p, own, 10)
	if s.lists == 0 || s.calls() > 20 {
		t.Fatalf("%d describes and %d lists, want a vault that is listed", s.describes, s.lists)
	}
	s.describes, s.lists = 0, 0
	return s, own, p
}

func get(t *testing.T, p *pointcache.Cache, want *point) (*awsbackup.Point, error) {
	t.Helper()
	return p.Get(t.Context(), want.vault, want.arn, want.hint)
}

func TestCache_emptyIDs(t *testing.T) {
	t.Parallel()
	p := pointcache.New(&store{}, pointcache.Config{})
	for member, args := range map[string][2]string{"BackupVaultName": {"", "arn"}, "RecoveryPointArn": {"vault", ""}} {
		_, err := p.Get(t.Context(), args[0], args[1], time.Time{})
		var empty *awsbackup.EmptyIDError
		if !errors.As(err, &empty) || empty.Member != member {
			t.Errorf("got %v, want an EmptyIDError for %s", err, member)
		}
	}
}

// A described point is whole, and is asked for anew each time.
func TestCache_describedSingly(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &store{}
		want := s.add(&point{created: time.Now(), size: 7})
		p := pointcache.New(s, pointcache.Config{})
		for i := range 3 {
			want.size = int64(i)
			got, err := get(t, p, want)
			if err != nil || got.StorageClass != types.StorageClassWarm || aws.ToInt64(got.BackupSizeInBytes) != int64(i) {
				t.Fatalf("got %+v, %v; want size %d and a storage class", got, err, i)
			}
		}
	})
}

func TestCache_sharedByConcurrentGets(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &store{latency: time.Second}
		want := s.add(&point{created: time.Now()})
		same := make([]*point, 100)
		for i := range same {
			same[i] = want
		}
		refresh(t, pointcache.New(s, pointcache.Config{}), same, 100)
		within(t, "calls", s.calls(), 1, 1)
	})
}

// A caller that gives up leaves at once and alone, even the first one.
func TestCache_cancelOneOfMany(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &store{latency: 10 * time.Second}
		want := s.add(&point{created: time.Now()})
		p := pointcache.New(s, pointcache.Config{})
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		began := time.Now()
		var wg sync.WaitGroup
		wg.Go(func() {
			_, err := p.Get(ctx, want.vault, want.arn, want.hint)
			if !errors.Is(err, context.DeadlineExceeded) || time.Since(began) != time.Second {
				t.Errorf("got %v after %v, want the time-out after a second", err, time.Since(began))
			}
		})
		synctest.Wait()
		refresh(t, p, []*point{want}, 1)
		wg.Wait()
		within(t, "calls", s.calls(), 1, 1)
	})
}

// The last to leave ends the call; a thousand that leave leave nothing behind.
func TestCache_cancelAll(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &store{latency: time.Hour}
		own := s.scatter(rand.New(rand.NewPCG(1, 1)), 1000, time.Hour)
		p := pointcache.New(s, pointcache.Config{})
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		began := time.Now()
		var wg sync.WaitGroup
		for _, want := range own {
			wg.Go(func() {
				if _, err := p.Get(ctx, want.vault, want.arn, want.hint); !errors.Is(err, context.DeadlineExceeded) {
					t.Errorf("got %v, want the time-out", err)
				}
			})
		}
		wg.Wait()
		calls := s.calls()
		if _, err := p.Get(ctx, own[0].vault, own[0].arn, own[0].hint); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("too late: got %v, want the time-out", err)
		}
		synctest.Wait()
		within(t, "calls", s.calls(), calls, calls)
		within(t, "time", time.Since(began), time.Minute, time.Minute)
		within(t, "calls that were cut off", s.cancelled, 8, 1000)
		s.latency = 0
		refresh(t, p, own, 10)
	})
}

// A caller that is woken and gives up at the same moment passes its place on.
func TestCache_cancelPassesThePlaceOn(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &store{latency: time.Second, fault: func(operation string, _ int) error {
			if operation == "ListRecoveryPointsByBackupVault" {
				return fail("AccessDeniedException")
			}
			return nil
		}}
		own := s.scatter(rand.New(rand.NewPCG(1, 1)), 400, time.Hour)
		p := pointcache.New(s, pointcache.Config{Singly: 1}) // one describe at a time
		var wg sync.WaitGroup
		for i, want := range own {
			wg.Go(func() {
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				if i%10 > 0 { // ends in the very moment in which a describe does
					stop := time.AfterFunc(time.Duration(1+i/10)*time.Second, cancel)
					defer stop.Stop()
				}
				if _, err := p.Get(ctx, want.vault, want.arn, want.hint); err != nil && i%10 == 0 {
					t.Error(err)
				}
			})
		}
		wg.Wait()
	})
}

// After Forget no answer is from before it, whatever was pending.
func TestCache_neverStaleAfterForget(t *testing.T) {
	t.Parallel()
	for _, operation := range []string{"DescribeRecoveryPoint", "ListRecoveryPointsByBackupVault"} {
		inBubble(t, operation, func(t *testing.T) {
			s := &store{latency: 50 * time.Millisecond}
			own := s.scatter(rand.New(rand.NewPCG(1, 1)), 200, time.Hour)
			p := pointcache.New(s, pointcache.Config{})
			var changed atomic.Bool
			var wg sync.WaitGroup
			s.answered = func(op string) {
				if op != operation || !changed.CompareAndSwap(false, true) {
					return
				}
				// The answer is made but not given: now everything changes.
				s.mu.Lock()
				for _, one := range own {
					one.size = 42
				}
				s.mu.Unlock()
				for _, one := range own {
					p.Forget(one.vault, one.arn)
				}
				wg.Go(func() { refresh(t, p, own, 10) })
				time.Sleep(time.Second) // virtual: the answer comes late
			}
			for _, want := range own[:20] {
				wg.Go(func() { _, _ = get(t, p, want) }) // these may get either
			}
			wg.Wait()
			refresh(t, p, own, 10)
		})
	}
}

func TestCache_forgottenIsDescribedForGood(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, own, p := listedStore(t, 100)
		own[3].size = 99
		p.Forget(own[3].vault, own[3].arn)
		for range 3 {
			refresh(t, p, own[3:4], 1)
			own[3].size++
		}
		within(t, "describes", s.describes, 3, 3)
		refresh(t, p, own, 10)
		within(t, "calls for the others", s.calls(), 4, 4)

		time.Sleep(time.Minute)
		fresh := s.add(&point{created: time.Now().Add(-time.Second)}) // of no list so far
		p.Forget(fresh.vault, fresh.arn)
		refresh(t, p, []*point{fresh}, 1)
		within(t, "calls with a new one", s.calls(), 5, 5)
	})
}

// What a list does not show is asked for singly; AWS's word on it counts.
func TestCache_missingFromLists(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, _, p := listedStore(t, 100)
		hidden := s.add(&point{created: time.Now().Add(-30 * time.Minute), unlisted: true})
		refresh(t, p, []*point{hidden}, 1)
		within(t, "calls", s.calls(), 1, 1)
		_, err := get(t, p, &point{vault: vaultName, arn: "gone", hint: hidden.created})
		if !awsbackup.IsNotFound(err) {
			t.Errorf("got %v, want AWS's not found", err)
		}
		within(t, "describes", s.describes, 2, 2)
	})
}

// A point on the move is not served from a list.
func TestCache_onTheMove(t *testing.T) {
	t.Parallel()
	for _, status := range []types.RecoveryPointStatus{"CREATING", "DELETING"} {
		inBubble(t, string(status), func(t *testing.T) {
			s := &store{}
			own := s.scatter(rand.New(rand.NewPCG(1, 1)), 100, time.Hour)
			own[50].status = status
			p := pointcache.New(s, pointcache.Config{})
			refresh(t, p, own, 1)
			own[50].status = "COMPLETED"
			refresh(t, p, own, 1)
		})
	}
}

func TestCache_listsExpire(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, own, p := listedStore(t, 100)
		for _, changed := range own {
			changed.size++ // by another process
		}
		time.Sleep(10 * time.Minute)
		refresh(t, p, own, 10)
		within(t, "calls", s.calls(), 1, 3)
	})
}

// Where lists are denied or fail, points are described, and lists not tried in
// vain over and over.
func TestCache_listsFail(t *testing.T) {
	t.Parallel()
	for _, code := range []string{"AccessDeniedException", "ServiceUnavailableException", "ThrottlingException", "ExpiredTokenException"} {
		inBubble(t, code, func(t *testing.T) {
			s := &store{latency: 50 * time.Millisecond, fault: func(operation string, _ int) error {
				if operation == "ListRecoveryPointsByBackupVault" {
					return fail(code)
				}
				return nil
			}}
			own := s.scatter(rand.New(rand.NewPCG(1, 1)), 300, time.Hour)
			p := pointcache.New(s, pointcache.Config{})
			refresh(t, p, own, 100)
			within(t, "describes", s.describes, 300, 300)
			within(t, "lists", s.lists, 1, 4)
			time.Sleep(time.Minute)
			refresh(t, p, own, 10)
			most := 10
			if code == "AccessDeniedException" {
				most = 1
			}
			within(t, "lists after a minute", s.lists, 1, most)
			within(t, "describes at once", s.atOnce, 8, 8)
		})
	}
}

// A describe that fails is the answer of its own Get only.
func TestCache_describeFails(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &store{fault: func(operation string, n int) error {
			if operation == "DescribeRecoveryPoint" && n == 2 {
				return fail("ThrottlingException")
			}
			return nil
		}}
		own := s.scatter(rand.New(rand.NewPCG(1, 1)), 3, time.Hour)
		p := pointcache.New(s, pointcache.Config{})
		for i, want := range own {
			if _, err := get(t, p, want); awsbackup.IsThrottling(err) != (i == 1) {
				t.Errorf("Get %d: got %v", i, err)
			}
		}
		refresh(t, p, own, 1)
	})
}

// Vaults are apart: the same ARN in another one is another question.
func TestCache_vaultsApart(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &store{latency: 50 * time.Millisecond}
		var own []*point
		for i := range 500 {
			own = append(own, s.add(&point{created: time.Now().Add(-time.Duration(i) * time.Second), vault: fmt.Sprintf("vault-%d", i%5)}))
		}
		p := pointcache.New(s, pointcache.Config{})
		refresh(t, p, own, 50)
		within(t, "calls", s.calls(), 5*9, 5*12)
		if _, err := p.Get(t.Context(), "vault-1", own[0].arn, own[0].hint); !awsbackup.IsNotFound(err) {
			t.Errorf("got %v, want not found in the other vault", err)
		}
	})
}
