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

// claim is a period that has been listed, or is being listed.
type claim struct {
	period

	done bool
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

// cell is the period of the given length that holds t on a grid common to all
// t, so that neighbours meet without gaps.
func cell(t time.Time, length time.Duration) period {
	from := t.Truncate(length)
	return period{from, from.Add(length)}
}
