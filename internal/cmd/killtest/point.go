// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// randomWithin is the span of random moments: from before the plugin starts to
// after a short job has ended.
const randomWithin = 4 * time.Second

// point is where an apply is killed: when a certain call arrives, or at a
// moment.
type point struct {
	name string
	// fault hits the call at which to kill.
	fault emulator.Fault
	// at is the moment, where there is no fault.
	at time.Duration
	// running is how long jobs run, in real time.
	running time.Duration
	// replace kills the second apply, which replaces a finished backup with
	// create_before_destroy.
	replace bool
}

// points are the moments that matter in the life of a create. Jobs are long
// where the next apply should find them in flight.
func points() []point {
	const long, short = time.Minute, 100 * time.Millisecond
	return []point{
		{name: "before the request is sent", running: long, fault: emulator.Fault{Kind: emulator.ResetBefore, Operation: "StartBackupJob"}},
		{name: "accepted, not answered", running: long, fault: emulator.Fault{Kind: emulator.ResetAfter, Operation: "StartBackupJob"}},
		{name: "answered, not looked at", running: long, fault: emulator.Fault{Kind: emulator.ResetBefore, Operation: "DescribeBackupJob"}},
		{name: "waiting", running: long, fault: emulator.Fault{Kind: emulator.ResetBefore, Operation: "DescribeBackupJob", After: 3}},
		{name: "finished, not returned", running: short, fault: emulator.Fault{Kind: emulator.ResetBefore, Operation: "DescribeRecoveryPoint"}},
		{name: "between create and delete", running: short, replace: true, fault: emulator.Fault{Kind: emulator.ResetBefore, Operation: "DeleteRecoveryPoint"}},
	}
}
