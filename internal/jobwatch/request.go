// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package jobwatch

import (
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
)

// Request is one caller's wish.
type Request struct {
	// ID is the job ID. It must not be empty.
	ID string
	// Created is AWS's creation date of the job, as the call that started it returned it.
	// It bounds what has to be listed; zero if it is not known.
	Created time.Time
	// Until says when the wait is met; nil means [Finished]. A finished job
	// always ends the wait, whether Until is met or not. It runs in the
	// goroutine that called Wait.
	Until func(*awsbackup.Observation) bool
	// Progress, if set, is called on each change of state and otherwise at most
	// once in Config.ProgressInterval, in the goroutine that called Wait: never
	// after Wait has returned, nor once its context has ended.
	Progress func(Progress)
}

// Seen is met as soon as AWS shows the job at all.
func Seen(*awsbackup.Observation) bool { return true }

// Started is met when the job runs, or has gone beyond that. A job that is being
// stopped may never have run: its end will tell.
func Started(o *awsbackup.Observation) bool { return o.State == "RUNNING" || o.Finished() }

// Finished is met in the states that are final.
func Finished(o *awsbackup.Observation) bool { return o.Finished() }
