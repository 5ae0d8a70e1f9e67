// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package providerdata

import (
	"cmp"
	"time"
)

// Pace is how often the provider looks again, beside the waits for jobs. Zero members are the defaults.
type Pace struct {
	// RoleRetryEvery and RoleRetryFor bound the retries while AWS Backup cannot assume a role that was made in the same apply:
	// every 5 seconds for 5 minutes.
	RoleRetryEvery, RoleRetryFor time.Duration
	// PointRetryEvery and PointRetryFor bound the retries while a recovery point is not visible yet: every 2 seconds for 2 minutes.
	PointRetryEvery, PointRetryFor time.Duration
	// DeleteEvery is how often a recovery point that is being deleted is looked at: every 5 seconds.
	DeleteEvery time.Duration
}

func (p Pace) withDefaults() Pace {
	p.RoleRetryEvery = cmp.Or(p.RoleRetryEvery, 5*time.Second)
	p.RoleRetryFor = cmp.Or(p.RoleRetryFor, 5*time.Minute)
	p.PointRetryEvery = cmp.Or(p.PointRetryEvery, 2*time.Second)
	p.PointRetryFor = cmp.Or(p.PointRetryFor, 2*time.Minute)
	p.DeleteEvery = cmp.Or(p.DeleteEvery, 5*time.Second)
	return p
}

// Pace returns how often the provider looks again, with every member set.
func (d *Data) Pace() Pace { return d.settings.Pace.withDefaults() }
