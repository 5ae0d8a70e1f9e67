// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"sync"
	"time"
)

// errorGap is the least time between two failed returns of this process.
// Terraform 1.16 panics, and loses state, when several creates answer with an
// error and a state at nearly the same moment.
const errorGap = 50 * time.Millisecond

var failures struct {
	sync.Mutex
	next time.Time
}

// spaceOut holds an answer that carries an error back until the gap to the one
// before it is kept. It takes no context: it is over in milliseconds for one,
// and an interrupt is the very case it is for.
func spaceOut() {
	failures.Lock()
	now := time.Now()
	at := failures.next
	if at.Before(now) {
		at = now
	}
	failures.next = at.Add(errorGap)
	failures.Unlock()
	time.Sleep(at.Sub(now))
}
