// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package jobwatch

import (
	"math/rand/v2"
	"testing"
	"time"
)

// Claims made around random moments never overlap, are found by every moment that
// they hold, and only by those.
func TestTimeline(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	begin := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	moment := func() time.Time { return begin.Add(time.Duration(r.IntN(10_000)) * time.Second) }
	for range 100 {
		var l timeline
		for range 50 {
			at := moment()
			if l.at(at) != nil {
				continue
			}
			half := time.Duration(1+r.IntN(1000)) * time.Second
			want := period{at.Add(-half), at.Add(half)}
			p := l.clip(want, at)
			if !p.contains(at) || p.from.Before(want.from) || p.to.After(want.to) {
				t.Fatalf("%v was cut to %v around %v", want, p, at)
			}
			c := l.add(p)
			if r.IntN(4) == 0 {
				l.drop(c)
			}
		}
		for i := 1; i < len(l); i++ {
			if l[i].from.Before(l[i-1].to) {
				t.Fatalf("%v overlaps %v", l[i-1].period, l[i].period)
			}
		}
		for range 100 {
			at := moment()
			var want *claim
			for _, c := range l {
				if c.contains(at) {
					want = c
				}
			}
			if got := l.at(at); got != want {
				t.Fatalf("at %v: got %v, want %v", at, got, want)
			}
		}
	}
}

// The parts of a period are as long as asked for or a little shorter, and meet.
func TestPeriod_part(t *testing.T) {
	t.Parallel()
	begin := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, length := range []time.Duration{1, 2, 99, 100, 101, 1000, 1001, 12345} {
		whole := period{begin, begin.Add(length)}
		n := 0
		for at := begin; at.Before(whole.to); n++ {
			part := whole.part(at, 100)
			if !part.contains(at) || !part.from.Equal(at) || part.length() > 100 || part.to.After(whole.to) {
				t.Fatalf("%v of %v: got %v", at, whole, part)
			}
			if inner := whole.part(part.to.Add(-1), 100); inner != part {
				t.Fatalf("the last moment of %v is in %v", part, inner)
			}
			at = part.to
		}
		if want := int(length+99) / 100; n != want {
			t.Errorf("%v has %d parts, want %d", length, n, want)
		}
	}
}

// In a sparse vault a full page would span centuries, which no Duration holds.
func TestSpanFor(t *testing.T) {
	t.Parallel()
	const year = 365 * 24 * time.Hour
	for _, test := range []struct {
		members           int
		over, longest, is time.Duration
	}{
		{fill, time.Hour, year, time.Hour},
		{2 * fill, time.Hour, year, 30 * time.Minute},
		{1, year, 4 * year, 4 * year},
		{0, 50 * year, 60 * year, 60 * year},
		{1_000_000, time.Second, year, shortest},
	} {
		if got := spanFor(test.members, test.over, test.longest); got != test.is {
			t.Errorf("%d points in %s: a page for %s, want %s", test.members, test.over, got, test.is)
		}
	}
}
