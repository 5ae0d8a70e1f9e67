// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package providerdata

import (
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// answer is one that was given, when and of which kind.
type answer struct {
	at      time.Time
	partial bool
}

// answersOf lets n answers be ready at the same moment and returns them as they
// were given.
func answersOf(d *Data, n int, partial func(i int) bool) []answer {
	var (
		mu    sync.Mutex
		given []answer
		wg    sync.WaitGroup
	)
	for i := range n {
		wg.Go(func() {
			d.PaceResponse(partial(i))
			mu.Lock()
			defer mu.Unlock()
			given = append(given, answer{time.Now(), partial(i)})
		})
	}
	wg.Wait()
	slices.SortFunc(given, func(a, b answer) int { return a.at.Compare(b.at) })
	return given
}

func TestPaceResponse_gapAroundErrors(t *testing.T) {
	t.Parallel()
	for name, partial := range map[string]func(int) bool{
		"errors only": func(int) bool { return true },
		"half errors": func(i int) bool { return i%2 == 0 },
		"one error":   func(i int) bool { return i == 7 },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				d := New(Settings{})
				given := answersOf(d, 40, partial)
				for i := 1; i < len(given); i++ {
					if gap := given[i].at.Sub(given[i-1].at); (given[i].partial || given[i-1].partial) && gap < d.RetryIntervals().ErrorGap {
						t.Errorf("answers %d and %d are %s apart, one of them with an error", i-1, i, gap)
					}
				}
			})
		})
	}
}

// TestPaceResponse_backlog: behind many answers an error waits until Terraform is
// through with them.
func TestPaceResponse_backlog(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d, began := New(Settings{}), time.Now()
		answersOf(d, 1000, func(int) bool { return false })
		if took := time.Since(began); took != 0 {
			t.Errorf("answers without an error were held back %s", took)
		}
		d.PaceResponse(true)
		if took := time.Since(began); took < 17*time.Second {
			t.Errorf("the error came %s after 1,000 answers, which Terraform needs 17 s for", took)
		}
	})
}

// TestPaceResponse_after: no answer of any kind follows an error at once.
func TestPaceResponse_after(t *testing.T) {
	t.Parallel()
	for _, partial := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			d, began := New(Settings{}), time.Now()
			d.PaceResponse(true)
			d.PaceResponse(partial)
			if took := time.Since(began); took != d.RetryIntervals().ErrorGap {
				t.Errorf("an answer (with an error: %t) followed after %s, want %s", partial, took, d.RetryIntervals().ErrorGap)
			}
		})
	}
}

// TestPaceResponse_free: responses away from an error do not wait.
func TestPaceResponse_free(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d, began := New(Settings{}), time.Now()
		d.PaceResponse(true)
		if took := time.Since(began); took != 0 {
			t.Errorf("the first answer waited %s", took)
		}
		time.Sleep(d.RetryIntervals().ErrorGap)
		began = time.Now()
		d.PaceResponse(false)
		time.Sleep(d.RetryIntervals().ErrorGap)
		d.PaceResponse(true)
		if took := time.Since(began) - d.RetryIntervals().ErrorGap; took != 0 {
			t.Errorf("answers that come apart waited %s", took)
		}
		var unconfigured *Data
		unconfigured.PaceResponse(true)
	})
}
