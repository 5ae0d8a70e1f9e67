// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsbackup

import (
	"context"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

const (
	// headroom keeps the long-run rate a little under the quota: clocks and
	// networks jitter, and a throttled call costs more than it saves.
	headroom = 0.98
	// floorShare is the smallest share of the quota to which throttling can
	// push the rate.
	floorShare = 1.0 / 16
	// recovery is the share of the quota won back in each second without
	// throttling.
	recovery = 0.03
	// sameWave is how long answers to calls that were in progress together
	// count as one throttling.
	sameWave = time.Second
)

// bucket paces one quota. AWS's own burst size is not documented, so two rules
// hold together: a token bucket of half the quota gives small bursts (a plan of
// a few resources must not crawl), and no window of one second ever holds more
// calls than the quota.
//
// Callers take turns. Only the one whose turn it is waits for time to pass, so a
// cancelled caller wastes no slot and a changed rate counts for all at once.
type bucket struct {
	quota float64
	turn  chan struct{}

	mu     sync.Mutex
	tokens *rate.Limiter
	recent []time.Time // the last calls, a ring of one window
	oldest int
	window time.Duration
	// The rate as of some moment; it grows from there.
	throttled time.Time
	adjusted  time.Time
}

// newBucket makes a bucket; nil, which holds nothing back, if there is no quota.
func newBucket(quota float64) *bucket {
	if quota <= 0 {
		return nil
	}
	size := max(1, int(quota))
	return &bucket{
		quota:  quota,
		turn:   make(chan struct{}, 1),
		tokens: rate.NewLimiter(rate.Limit(quota*headroom), max(1, int(quota/2))),
		recent: make([]time.Time, size),
		window: time.Duration(float64(size) / quota * float64(time.Second)),
	}
}

// acquire waits for the turn and for time to allow a call. The turn is held
// until release.
func (b *bucket) acquire(ctx context.Context) error {
	if err := ctx.Err(); err != nil || b == nil {
		return err
	}
	select {
	case b.turn <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}

	wait, giveBack := b.reserve(time.Now())
	if wait <= 0 {
		return nil
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		giveBack()
		b.release()
		return ctx.Err()
	}
}

func (b *bucket) release() {
	if b != nil {
		<-b.turn
	}
}

func (b *bucket) reserve(now time.Time) (wait time.Duration, giveBack func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.recover(now)
	r := b.tokens.ReserveN(now, 1)
	wait = r.DelayFrom(now)
	if last := b.recent[b.oldest]; !last.IsZero() {
		wait = max(wait, last.Add(b.window).Sub(now))
	}
	return wait, r.Cancel
}

// sent notes that a call leaves now.
func (b *bucket) sent(now time.Time) {
	if b == nil {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.recent[b.oldest] = now
	b.oldest = (b.oldest + 1) % len(b.recent)
}

func (b *bucket) slowDown(now time.Time) {
	if b == nil {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.throttled.IsZero() && now.Sub(b.throttled) < sameWave {
		return
	}
	b.recover(now)
	b.throttled, b.adjusted = now, now
	b.tokens.SetLimitAt(now, max(b.tokens.Limit()/2, rate.Limit(b.quota*floorShare)))
	b.tokens.SetBurstAt(now, 1)
}

// recover lets the rate grow by the time that has passed without throttling.
func (b *bucket) recover(now time.Time) {
	full := rate.Limit(b.quota * headroom)
	if b.throttled.IsZero() || b.tokens.Limit() >= full {
		return
	}
	won := rate.Limit(b.quota * recovery * now.Sub(b.adjusted).Seconds())
	b.adjusted = now
	if b.tokens.Limit()+won < full {
		b.tokens.SetLimitAt(now, b.tokens.Limit()+won)
		return
	}
	b.tokens.SetLimitAt(now, full)
	b.tokens.SetBurstAt(now, max(1, int(b.quota/2)))
}
