// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package jobwatch

import (
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
)

// watched is a job with at least one waiter. Watcher.mu guards its members.
type watched[J any] struct {
	id      string
	created time.Time // AWS's date; zero if not known
	joined  time.Time // when the latest waiter came
	due     time.Time // of the next poll
	foreign bool      // for every waiter, see Request.Foreign
	waiters map[*waiter[J]]struct{}
	ended   bool // the final observation has been published

	missed     int // complete listings in a row that did not show it
	incomplete int // failed attempts to read a finished parent's child counts
	faults     int // transient faults of describes in a row
	denials    streak
	notFounds  streak
}

// waiter is one caller of Wait.
type waiter[J any] struct {
	job *watched[J]
	// observations holds the latest one only: a slow caller skips some.
	observations chan observation[J]
}

// observation is the result of one poll: the job or, finally, an error.
type observation[J any] struct {
	job  *J
	seen *awsbackup.Observation
	err  error
}

// streak counts answers of one kind in a row.
type streak struct {
	count int
	since time.Time
}

func (s *streak) add(now time.Time) {
	if s.count == 0 {
		s.since = now
	}
	s.count++
}

// lasting reports a streak that is no passing fault.
func (s *streak) lasting(now time.Time, count int, d time.Duration) bool {
	return s.count >= count && now.Sub(s.since) >= d
}

// publish sends an observation to all waiters. Only the loop publishes, under the
// watcher's lock, so emptying and filling the channel cannot block.
func (j *watched[J]) publish(o observation[J]) {
	for w := range j.waiters {
		select {
		case <-w.observations:
		default:
		}
		w.observations <- o
	}
}

// listable reports whether a listing should show the job.
func (j *watched[J]) listable(now time.Time) bool {
	return j.missed < maxMissed && (j.created.IsZero() || now.Sub(j.created) < listedFor)
}

// age is how far back a listing must reach to show the job.
func (j *watched[J]) age(now time.Time) time.Duration {
	if j.created.IsZero() {
		return listedFor
	}
	return now.Sub(j.created) + createdMargin
}

// interval is the time between polls. It grows with the wait's age.
func (j *watched[J]) interval(now time.Time, c Config) time.Duration {
	return min(max(now.Sub(j.joined)/ageShare, c.MinInterval), c.MaxInterval)
}
