// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package jobwatch

import (
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
)

// Request describes one wait.
type Request struct {
	// ID is the job ID. It must not be empty.
	ID string
	// Created is AWS's creation date of the job, as returned by the call that
	// started it. It bounds what is listed; zero if it is not known.
	Created time.Time
	// Foreign is a job that this process has not started. It was there before, so
	// its record cannot be merely late, and a not-found is believed at once.
	Foreign bool
	// Until reports whether the wait may end; nil means [Finished]. A finished
	// job always ends it. Until runs in the goroutine that called Wait.
	Until func(*awsbackup.Observation) bool
	// Progress, if set, is called on each change of state, and otherwise at most
	// once per Config.ProgressInterval. It runs in the goroutine that called
	// Wait, and never once the context has ended.
	Progress func(Progress)
}

// Seen ends a wait as soon as AWS returns the job.
func Seen(*awsbackup.Observation) bool { return true }

// Started ends a wait when the job runs or has ended. A job that is being stopped
// may never have run, so it does not count.
func Started(o *awsbackup.Observation) bool { return o.State == "RUNNING" || o.Finished() }

// Finished ends a wait in the final states.
func Finished(o *awsbackup.Observation) bool { return o.Finished() }
