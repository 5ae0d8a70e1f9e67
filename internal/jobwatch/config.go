// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package jobwatch

import (
	"cmp"
	"time"
)

// Config sets the intervals of a [Watcher]. Every zero means the production
// default.
type Config struct {
	// MinInterval is the time to the first poll of a new job and the shortest
	// time between two polls. Default 1 s.
	MinInterval time.Duration
	// MaxInterval is the longest time between two polls. Default 30 s.
	MaxInterval time.Duration
	// ProgressInterval is the shortest time between two progress reports to one
	// caller without a change of state. Default 10 s.
	ProgressInterval time.Duration
	// Patience is how long AWS must have denied every call, or not found the
	// job, before a wait fails for it. It covers the time that IAM changes and
	// new job records take to spread. Default 2 min.
	Patience time.Duration
	// Steady turns the jitter of the intervals off, for tests that must repeat
	// exactly.
	Steady bool
}

func (c Config) withDefaults() Config {
	c.MinInterval = cmp.Or(c.MinInterval, time.Second)
	c.MaxInterval = max(cmp.Or(c.MaxInterval, 30*time.Second), c.MinInterval)
	c.ProgressInterval = cmp.Or(c.ProgressInterval, 10*time.Second)
	c.Patience = cmp.Or(c.Patience, 2*time.Minute)
	return c
}

const (
	// pageSize is the most that AWS lists at once.
	pageSize = 1000
	// pageCost is the cost of a page in describes: a full page is a megabyte
	// and takes AWS longer, so up to three jobs are described.
	pageCost = 3
	// maxDescribes bounds the describes of one sweep. With the default
	// MinInterval that is two thirds of AWS's quota of 15 a second.
	maxDescribes = 10
	// maxMissed is how many complete listings may miss a job before it is
	// described.
	maxMissed = 2
	// ageShare makes the interval a quarter of the wait's age, so an end is
	// noticed late by at most a quarter of the job's duration.
	ageShare = 4
	// createdMargin is added to what is listed: AWS truncates dates.
	createdMargin = time.Minute
	// listedFor is how long after its creation a job is listed: AWS documents
	// 30 days, one less is safe.
	listedFor = 29 * 24 * time.Hour
	// deniedFor is how long a call that is denied, broken or too expensive is
	// not tried again if the other one can replace it.
	deniedFor = 10 * time.Minute
	// maxFaults is how many transient faults in a row make the watcher try the
	// other call: perhaps only this call fails, for example because one member
	// of a list cannot be decoded.
	maxFaults = 4
	// minDenials and minNotFounds are how many answers in a row it takes to
	// believe them, beside Config.Patience: a long pause between two polls is
	// no evidence.
	minDenials   = 6
	minNotFounds = 4
	// minForeignNotFounds is minNotFounds for a job of another process, whatever
	// Config.Patience: only an answer that is wrong for a moment is left out.
	minForeignNotFounds = 2
	// minUnreached is how many permanent transport faults in a row, such as a
	// certificate that is not trusted, end a wait before the first answer.
	minUnreached = 3
	// oldJob is the age from which the record of a job cannot be merely late,
	// so minNotFounds alone decides.
	oldJob = time.Hour
	// minCallTimeout cuts off a call that hangs; it includes the SDK's retries
	// and the limiter's queue.
	minCallTimeout = time.Minute
)
