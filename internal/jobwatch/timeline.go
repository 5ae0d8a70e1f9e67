// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package jobwatch

import (
	"slices"
	"time"
)

// period is a half-open stretch of time.
type period struct{ from, to time.Time }

func (p period) contains(t time.Time) bool { return !t.Before(p.from) && t.Before(p.to) }

func (p period) length() time.Duration { return p.to.Sub(p.from) }

// claim is a period that has been listed, is being listed, or has been listed in
// part.
type claim struct {
	period

	busy    bool
	done    bool
	query   period        // of the points' own dates
	token   *string       // where to read on, good for this query only; nil at the beginning
	members int           // so far
	over    time.Duration // once done: the time over which they lie
	// The dates of the members so far, and whether they came in order.
	oldest, newest time.Time
	last           time.Time
	falling        bool
	rising         bool
}

// reach is the time over which the members so far lie: a part of the period if
// lists are in order of date, nearly all of it if they are not.
func (c *claim) reach() time.Duration {
	if d := c.newest.Sub(c.oldest); d > 0 {
		return min(d, c.length())
	}
	return c.length()
}

// timeline is which periods of a vault have been listed: disjoint and in order.
type timeline []*claim

// at is the claim that holds t, or nil.
func (l timeline) at(t time.Time) *claim {
	i, _ := slices.BinarySearchFunc(l, t, func(c *claim, t time.Time) int {
		if c.to.After(t) {
			return 1
		}
		return -1
	})
	if i < len(l) && l[i].contains(t) {
		return l[i]
	}
	return nil
}

// clip cuts a period that holds the unclaimed t down to what is unclaimed around
// it.
func (l timeline) clip(p period, t time.Time) period {
	for _, c := range l {
		if !c.to.After(t) && c.to.After(p.from) {
			p.from = c.to
		}
		if c.from.After(t) && c.from.Before(p.to) {
			p.to = c.from
		}
	}
	return p
}

// add makes a claim of an unclaimed period.
func (l *timeline) add(p period) *claim {
	c := &claim{period: p}
	i, _ := slices.BinarySearchFunc(*l, c, func(a, b *claim) int { return a.from.Compare(b.from) })
	*l = slices.Insert(*l, i, c)
	return c
}

// drop gives a claim up.
func (l *timeline) drop(c *claim) {
	*l = slices.DeleteFunc(*l, func(other *claim) bool { return other == c })
}

// beside are the claims that meet the period, at most one at each end.
func (l timeline) beside(p period) (claims []*claim) {
	for _, c := range l {
		if c.to.Equal(p.from) || c.from.Equal(p.to) {
			claims = append(claims, c)
		}
	}
	return claims
}

// part divides the period into the fewest equal parts that are no longer than
// that, and gives the one that holds t.
func (p period) part(t time.Time, longest time.Duration) period {
	n := max(1, (p.length()+longest-1)/longest)
	length := (p.length() + n - 1) / n
	before := int64(t.Sub(p.from) / length)
	from := p.from.Add(time.Duration(before) * length)
	to := from.Add(length)
	if to.After(p.to) {
		to = p.to
	}
	return period{from, to}
}
