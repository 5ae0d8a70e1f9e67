// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package providerdata

import (
	"sync"
	"time"
)

// How long Terraform takes to save the state after a response. It grows with the number of objects in state: 17 ms were measured
// for 1,000 of them.
const (
	saveTime       = 10 * time.Millisecond
	saveTimeGrowth = 30 * time.Microsecond
)

// responsePace records the responses of this process to Terraform.
type responsePace struct {
	mu        sync.Mutex
	responses int
	saved     time.Time // when Terraform has saved the state after all earlier responses
	errorGap  time.Time // no response is sent before
}

// PaceResponse delays a response to a create, update or delete until it can be sent safely. partial reports that the response
// carries both an error and an object.
//
// Terraform 1.16 panics, and loses state, when it saves the state between the two steps in which it records such a response. It
// saves after every response, of whatever kind. A partial response therefore needs RetryIntervals.ErrorGap to itself before and
// after: Terraform must have saved all earlier ones, and no other may follow at once. Otherwise a poll that finds many jobs ended
// would send all their responses at the same moment.
//
// It takes no context: an interrupt must not shorten it. Only responses at the same moment as a partial one wait.
func (d *Data) PaceResponse(partial bool) {
	if d == nil {
		return
	}
	time.Sleep(d.pace.next(time.Now(), partial, d.RetryIntervals().ErrorGap))
}

// next returns how long a response that is ready now has to wait.
func (p *responsePace) next(now time.Time, partial bool, errorGap time.Duration) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	at := latest(now, p.errorGap)
	if partial {
		at = latest(at, p.saved)
		p.errorGap = at.Add(errorGap)
	}
	p.responses++
	cost := saveTime + time.Duration(p.responses)*saveTimeGrowth
	p.saved = latest(latest(at, p.saved).Add(cost), at.Add(errorGap))
	return at.Sub(now)
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
