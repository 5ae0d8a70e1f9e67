// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package providerdata

import (
	"sync"
	"time"
)

// Terraform takes a while to deal with an answer, the longer the more objects are in state: measured 17 ms for 1,000 of them.
const (
	digestion       = 10 * time.Millisecond
	digestionGrowth = 30 * time.Microsecond
)

// turns is what this process has answered to Terraform.
type turns struct {
	mu      sync.Mutex
	answers int
	busy    time.Time // until when Terraform deals with earlier answers
	silent  time.Time // until when no answer may be given
}

// TakeTurn holds an answer to a create, update or delete back until it may be given. partial says that it carries both an error and
// an object.
//
// Terraform 1.16 panics, and loses state, when it saves the state between the two steps in which it takes over a create that ended
// so. It saves after every answer, of whatever kind, so a partial answer needs Pace.Quiet to itself before and after: Terraform must
// be through with all earlier ones, and no other may follow at once. A look that finds many jobs ended would otherwise set all their
// answers free at the same moment.
//
// It takes no context: cutting it short is what it must prevent. Only answers that come at the same moment as a partial one wait.
func (d *Data) TakeTurn(partial bool) {
	if d == nil {
		return
	}
	time.Sleep(d.turns.next(time.Now(), partial, d.Pace().Quiet))
}

// next is for how long an answer that is ready now has to wait.
func (t *turns) next(now time.Time, partial bool, quiet time.Duration) time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	at := latest(now, t.silent)
	if partial {
		at = latest(at, t.busy)
		t.silent = at.Add(quiet)
	}
	t.answers++
	cost := digestion + time.Duration(t.answers)*digestionGrowth
	t.busy = latest(latest(at, t.busy).Add(cost), at.Add(quiet))
	return at.Sub(now)
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
