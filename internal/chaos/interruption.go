// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package chaos

import (
	"context"
	"sync/atomic"
	"time"
)

// maxStop is within what time an interrupted provider must have answered.
const maxStop = time.Second

// interruption is what happens to an apply in its midst: an interrupt, which stops
// the provider as Terraform does, or a kill, after which no request leaves and
// no answer is heard.
type interruption struct {
	// after is when it happens, counted from the beginning of an apply.
	after time.Duration
	kill  bool

	happened atomic.Bool
	stopped  time.Duration // how long the provider took to answer
}

// begin sets the clock; the function that it returns ends the apply.
func (t *interruption) begin(ctx context.Context, p *process) (end func()) {
	p.wire.applies.Add(1)
	if t == nil || t.happened.Load() {
		return func() {}
	}
	var struck time.Time
	timer := time.AfterFunc(t.after, func() {
		struck = time.Now()
		if t.kill {
			p.wire.dead.Store(true)
		}
		t.happened.Store(true)
		p.Stop(ctx)
	})
	return func() {
		timer.Stop()
		if t.happened.Load() {
			t.stopped = time.Since(struck)
		}
	}
}

func (t *interruption) struck() bool { return t != nil && t.happened.Load() }

func (t *interruption) killed() bool { return t.struck() && t.kill }
