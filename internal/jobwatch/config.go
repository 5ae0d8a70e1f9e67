// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package jobwatch

import (
	"cmp"
	"time"
)

// Config are the paces of a [Watcher]. Every zero means the production default.
type Config struct {
	// MinInterval is the time to the first look at a new job and the shortest
	// time between two looks. Default 1 s.
	MinInterval time.Duration
	// MaxInterval is what the time between two looks grows to. Default 30 s.
	MaxInterval time.Duration
	// ProgressInterval is the shortest time between two progress reports to one
	// caller without a change of state. Default 10 s.
	ProgressInterval time.Duration
	// Patience is for how long AWS must have refused, or not known the job,
	// without a good answer in between before a wait fails for it. It covers
	// the spreading of IAM changes and of new job records. Default 2 min.
	Patience time.Duration
	// Steady leaves out the jitter of the intervals, for a test that must repeat
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
	// pageWeight is what a page costs, counted in describes: a full page is a
	// megabyte and takes AWS longer, so three jobs are still described singly.
	pageWeight = 3
	// describesPerSweep bounds single looks: with the default MinInterval that
	// is two thirds of AWS's quota of 15 a second, the rest is for others.
	describesPerSweep = 10
	// unseenSweeps is how many complete listings may miss a job before it is
	// described singly.
	unseenSweeps = 2
	// ageShare makes the time between looks a quarter of the wait's age, so an
	// end is noticed late by at most a quarter of what it took.
	ageShare = 4
	// createdMargin widens the listed window: AWS truncates dates.
	createdMargin = time.Minute
	// listedFor is for how long a job is listed after its creation: AWS says
	// 30 days, one less is safe.
	listedFor = 29 * 24 * time.Hour
	// deniedFor is for how long a call that was denied is not tried again if
	// the other one can do the work.
	deniedFor = 10 * time.Minute
	// stubborn is how many transient faults of one call in a row make the other
	// one be tried: what fails may be this call alone, for instance because of
	// one member of a list that cannot be decoded.
	stubborn = 4
	// refusals and absences are how many answers in a row, and not only how
	// much time (Config.Patience), it takes to believe them: a long pause
	// between two looks must not count as evidence.
	refusals = 6
	absences = 4
	// oldJob is the age from which a job's record is not merely late to appear,
	// so that absences alone decide.
	oldJob = time.Hour
	// minCallTimeout cuts off a call that hangs; it includes the SDK's retries
	// and the limiter's queue.
	minCallTimeout = time.Minute
)
