// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package jobwatch

import (
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
)

// watched is a job that somebody waits for. Its members belong to Watcher.mu.
type watched struct {
	id      string
	created time.Time // AWS's date; zero if not known
	joined  time.Time // when the youngest waiter came
	due     time.Time // of the next look
	waiters map[*waiter]struct{}
	over    bool // the last word has been published

	missed     int // complete listings in a row that did not show it
	incomplete int // failed attempts to learn a finished parent's child counts
	faults     int // transient faults of single looks in a row
	refused    streak
	absent     streak
}

// waiter is one caller of Wait.
type waiter struct {
	job *watched
	// looks holds the newest look only: whoever is slow skips some.
	looks chan look
}

// look is what one look at a job has shown: a job or, as the last word, an error.
type look struct {
	job *awsbackup.Job
	err error
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

// publish hands a look to all waiters. Only the loop publishes, under the
// watcher's lock, so emptying and filling the channel cannot block.
func (j *watched) publish(l look) {
	for w := range j.waiters {
		select {
		case <-w.looks:
		default:
		}
		w.looks <- l
	}
}

// listable reports that a listing may be expected to show the job.
func (j *watched) listable(now time.Time) bool {
	return j.missed < unseenSweeps && (j.created.IsZero() || now.Sub(j.created) < listedFor)
}

// interval is the time between looks: short at first, then growing with the
// wait's age.
func (j *watched) interval(now time.Time, c Config) time.Duration {
	return min(max(now.Sub(j.joined)/ageShare, c.MinInterval), c.MaxInterval)
}
