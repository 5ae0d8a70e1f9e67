// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package jobwatch

import "time"

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
	// without a good answer in between before a wait fails for it. Default 2 min.
	Patience time.Duration
}
