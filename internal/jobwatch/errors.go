// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package jobwatch

import (
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
)

// WaitError is a wait that ended before the job did. The job goes on.
type WaitError struct {
	ID      string
	Last    *awsbackup.Job // as last seen by this wait; nil if it never was
	Elapsed time.Duration  // since Wait was called
	// Err is the caller's context error (cancelled or timed out), or AWS's
	// answer if it refused for good.
	Err error
}

func (e *WaitError) Error() string {
	seen := "never seen"
	if e.Last != nil {
		seen = "last seen " + string(e.Last.State)
	}
	return fmt.Sprintf("waiting for backup job %s (%s) ended after %s: %v", e.ID, seen, e.Elapsed.Round(time.Second), e.Err)
}

func (e *WaitError) Unwrap() error { return e.Err }

// GoneError is a job that AWS says it does not know, repeatedly: its record has
// expired (30 days), or the ID was never one of this account and region.
type GoneError struct {
	ID   string
	Last *awsbackup.Job // as last seen by this wait; nil if it never was
	Err  error          // AWS's answer
}

func (e *GoneError) Error() string {
	return fmt.Sprintf("AWS Backup does not know backup job %s: %v", e.ID, e.Err)
}

func (e *GoneError) Unwrap() error { return e.Err }

// UnknownStateError is a job in a state that this program does not understand.
type UnknownStateError struct {
	ID    string
	State types.BackupJobState
	Job   *awsbackup.Job
}

func (e *UnknownStateError) Error() string {
	known := make([]string, 0, len(awsbackup.States()))
	for _, s := range awsbackup.States() {
		known = append(known, string(s))
	}
	return fmt.Sprintf("backup job %s is in the unknown state %q; known states are %s",
		e.ID, string(e.State), strings.Join(known, ", "))
}
