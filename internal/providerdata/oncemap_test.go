// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package providerdata

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

func TestOnceMapRemembers(t *testing.T) {
	t.Parallel()
	var m onceMap[int]
	calls := 0
	for range 3 {
		got, err := m.do(t.Context(), "a", func(context.Context) (int, error) { calls++; return calls, nil })
		if got != 1 || err != nil {
			t.Errorf("got %d, %v", got, err)
		}
	}
	if got, _ := m.do(t.Context(), "b", func(context.Context) (int, error) { calls++; return calls, nil }); got != 2 {
		t.Errorf("another key got %d", got)
	}
}

// A caller that waits for another's call gives up on its own; the call continues.
func TestOnceMapWaiterGivesUp(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var m onceMap[int]
		slow := func(context.Context) (int, error) { time.Sleep(time.Minute); return 7, nil }
		go func() { _, _ = m.do(context.Background(), "a", slow) }()
		synctest.Wait()

		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := m.do(ctx, "a", slow); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("the error is %v", err)
		}
		begin := time.Now()
		if got, err := m.do(t.Context(), "a", slow); got != 7 || err != nil || time.Since(begin) != 59*time.Second {
			t.Errorf("got %d, %v after %s", got, err, time.Since(begin))
		}
	})
}

// A call that is cut short by its own caller's cancellation says nothing: who waits makes it anew.
func TestOnceMapForgetsCancelledCalls(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var m onceMap[int]
		first, cancel := context.WithCancel(t.Context())
		go func() {
			_, err := m.do(first, "a", func(ctx context.Context) (int, error) { <-ctx.Done(); return 0, ctx.Err() })
			if !errors.Is(err, context.Canceled) {
				t.Errorf("the first caller's error is %v", err)
			}
		}()
		synctest.Wait()
		result := make(chan int)
		go func() {
			got, err := m.do(t.Context(), "a", func(context.Context) (int, error) { return 7, nil })
			if err != nil {
				t.Errorf("the second caller's error is %v", err)
			}
			result <- got
		}()
		synctest.Wait()
		cancel()
		if got := <-result; got != 7 {
			t.Errorf("got %d", got)
		}
	})
}

// A failure is remembered as a value is.
func TestOnceMapRemembersFailures(t *testing.T) {
	t.Parallel()
	var m onceMap[int]
	broken := errors.New("broken")
	calls := 0
	for range 3 {
		if _, err := m.do(t.Context(), "a", func(context.Context) (int, error) { calls++; return 0, broken }); !errors.Is(err, broken) {
			t.Errorf("the error is %v", err)
		}
	}
	if calls != 1 {
		t.Errorf("%d calls", calls)
	}
}

// A panic reaches its own caller only, and leaves nobody waiting.
func TestOnceMapSurvivesPanics(t *testing.T) {
	t.Parallel()
	var m onceMap[int]
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the panic is lost")
			}
		}()
		_, _ = m.do(t.Context(), "a", func(context.Context) (int, error) { panic("bug") })
	}()
	if got, err := m.do(t.Context(), "a", func(context.Context) (int, error) { return 7, nil }); got != 7 || err != nil {
		t.Errorf("got %d, %v", got, err)
	}
}
