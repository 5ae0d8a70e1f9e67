// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package jobwatch

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
)

// WaitError is a wait that ended before the job did. The job continues.
type WaitError struct {
	Kind    string // of job, as in "backup job"
	ID      string
	Last    *awsbackup.Observation // by this wait; nil if it never saw the job
	Elapsed time.Duration          // since Wait was called
	// Err is the caller's context error (cancelled or timed out), or AWS's
	// answer if it keeps denying the calls.
	Err error
}

func (e *WaitError) Error() string {
	seen := "never seen"
	if e.Last != nil {
		seen = "last seen " + e.Last.State
	}
	return fmt.Sprintf("waiting for %s %s (%s) ended after %s: %v", cmp.Or(e.Kind, "job"), e.ID, seen, e.Elapsed.Round(time.Second), e.Err)
}

func (e *WaitError) Unwrap() error { return e.Err }

// GoneError is a job that AWS repeatedly does not find: its record has expired
// (after 30 days), or the job is of another account or region.
type GoneError struct {
	Kind string // of job, as in "backup job"
	ID   string
	Last *awsbackup.Observation // by this wait; nil if it never saw the job
	Err  error                  // AWS's answer
}

func (e *GoneError) Error() string {
	return fmt.Sprintf("AWS Backup does not know %s %s: %v", cmp.Or(e.Kind, "job"), e.ID, e.Err)
}

func (e *GoneError) Unwrap() error { return e.Err }

// UnknownStateError is a job in a state that this provider does not know.
type UnknownStateError struct {
	Kind  string // of job, as in "backup job"
	ID    string
	State string
	Known []string // the states that this provider knows
	Last  *awsbackup.Observation
}

func (e *UnknownStateError) Error() string {
	return fmt.Sprintf("%s %s is in the unknown state %q; known states are %s",
		cmp.Or(e.Kind, "job"), e.ID, e.State, strings.Join(e.Known, ", "))
}
