// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package jobwatch

import (
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
)

// watched is a job that somebody waits for. Its members belong to Watcher.mu.
type watched[J any] struct {
	id      string
	created time.Time // AWS's date; zero if not known
	joined  time.Time // when the youngest waiter came
	due     time.Time // of the next look
	waiters map[*waiter[J]]struct{}
	over    bool // the last word has been published

	missed     int // complete listings in a row that did not show it
	incomplete int // failed attempts to learn a finished parent's child counts
	faults     int // transient faults of single looks in a row
	refused    streak
	absent     streak
}

// waiter is one caller of Wait.
type waiter[J any] struct {
	job *watched[J]
	// observations holds the newest only: a slow caller skips some.
	observations chan observation[J]
}

// observation is what one look at a job has shown: the job or, as the last word,
// an error.
type observation[J any] struct {
	job  *J
	seen *awsbackup.Observation
	err  error
}

// streak counts answers of one kind without a good one in between.
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

// lasting tells a state of affairs from a passing fault.
func (s *streak) lasting(now time.Time, count int, d time.Duration) bool {
	return s.count >= count && now.Sub(s.since) >= d
}

// publish hands an observation to all waiters. Only the loop publishes, under the
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

// listable reports that a listing may be expected to show the job.
func (j *watched[J]) listable(now time.Time) bool {
	return j.missed < unseenSweeps && (j.created.IsZero() || now.Sub(j.created) < listedFor)
}

// interval is the time between looks: short at first, then growing with the
// wait's age.
func (j *watched[J]) interval(now time.Time, c Config) time.Duration {
	return min(max(now.Sub(j.joined)/ageShare, c.MinInterval), c.MaxInterval)
}
