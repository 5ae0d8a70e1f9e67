// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package providerdata

import (
	"cmp"
	"time"
)

// RetryIntervals are the intervals of every retry and poll except the waits for jobs. Zero members are the defaults.
type RetryIntervals struct {
	// RoleRetryEvery and RoleRetryFor bound the retries while AWS Backup cannot assume a role that was made in the same apply:
	// every 5 seconds for 5 minutes.
	RoleRetryEvery, RoleRetryFor time.Duration
	// PointRetryEvery and PointRetryFor bound the retries while a recovery point is not visible yet: every 2 seconds for 2 minutes.
	PointRetryEvery, PointRetryFor time.Duration
	// ClockCheck is the distance between two starts that are compared where clocks disagree: 3 to 9 seconds by the default of 3.
	ClockCheck time.Duration
	// RenameGrace is how long a deletion waits for the create of the same explicit token, which a renamed resource has: 2 seconds.
	RenameGrace time.Duration
	// DeleteEvery is how often a recovery point that is being deleted is checked: every 5 seconds.
	DeleteEvery time.Duration
	// ErrorGap is the time that Data.PaceResponse keeps between a response with an error and an object and any other: 500 ms. On two
	// idle cores 50 ms keep Terraform 1.16 from its panic; with a load of 25 on them, 50 ms failed in 6 runs of 6, 150 ms in 1 of
	// 11 and 400 ms in none.
	ErrorGap time.Duration
	// Advice is how long the calls that are made for advice only, such as the checks at plan, may go without an answer, all of one
	// process together: 15 s.
	Advice time.Duration
}

func (p RetryIntervals) withDefaults() RetryIntervals {
	p.RoleRetryEvery = cmp.Or(p.RoleRetryEvery, 5*time.Second)
	p.RoleRetryFor = cmp.Or(p.RoleRetryFor, 5*time.Minute)
	p.PointRetryEvery = cmp.Or(p.PointRetryEvery, 2*time.Second)
	p.PointRetryFor = cmp.Or(p.PointRetryFor, 2*time.Minute)
	p.ClockCheck = cmp.Or(p.ClockCheck, 3*time.Second)
	p.RenameGrace = cmp.Or(p.RenameGrace, 2*time.Second)
	p.DeleteEvery = cmp.Or(p.DeleteEvery, 5*time.Second)
	p.Advice = cmp.Or(p.Advice, 15*time.Second)
	p.ErrorGap = cmp.Or(p.ErrorGap, 500*time.Millisecond)
	return p
}

// RetryIntervals returns the intervals with every member set.
func (d *Data) RetryIntervals() RetryIntervals { return d.settings.Intervals.withDefaults() }
