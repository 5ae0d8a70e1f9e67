// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package providerdata

import (
	"context"
	"sync"
)

// onceMap remembers the outcome of one call per key. Callers that come while the call is in progress wait for it; each can give up
// on its own. The zero value is ready.
type onceMap[T any] struct {
	mu    sync.Mutex
	calls map[string]*call[T]
}

type call[T any] struct {
	done  chan struct{}
	value T
	err   error
}

// do returns the remembered outcome for key, or makes the call with the first caller's context. If that caller is cancelled, the
// call says nothing: it is forgotten, and one of those who wait makes it anew.
func (m *onceMap[T]) do(ctx context.Context, key string, fetch func(context.Context) (T, error)) (T, error) {
	for {
		m.mu.Lock()
		c, ok := m.calls[key]
		if !ok {
			c = &call[T]{done: make(chan struct{})}
			if m.calls == nil {
				m.calls = make(map[string]*call[T])
			}
			m.calls[key] = c
			m.mu.Unlock()
			return m.run(ctx, key, c, fetch)
		}
		m.mu.Unlock()

		select {
		case <-ctx.Done():
			var zero T
			return zero, context.Cause(ctx)
		case <-c.done:
		}
		m.mu.Lock()
		kept := m.calls[key] == c
		m.mu.Unlock()
		if kept {
			return c.value, c.err
		}
	}
}

func (m *onceMap[T]) run(ctx context.Context, key string, c *call[T], fetch func(context.Context) (T, error)) (T, error) {
	// A panic in fetch must not leave the others waiting indefinitely.
	finished := false
	defer func() {
		m.mu.Lock()
		if !finished || (c.err != nil && ctx.Err() != nil) {
			delete(m.calls, key)
		}
		m.mu.Unlock()
		close(c.done)
	}()
	c.value, c.err = fetch(ctx)
	finished = true
	return c.value, c.err
}
