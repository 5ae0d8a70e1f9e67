// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsbackup

import (
	"context"
	"sync"
	"time"

	"github.com/aws/smithy-go/middleware"
)

// Limiter holds calls back so that an account's quotas in one region are never
// exceeded: one bucket for each operation and one for all together. It takes
// part in every attempt of every [Client] that shares it, halves an operation's
// rate when AWS throttles it all the same (others may be using the account) and
// wins it back over the following seconds. Safe for concurrent use.
type Limiter struct {
	quotas Quotas
	total  *bucket

	mu      sync.Mutex
	buckets map[string]*bucket
}

// NewLimiter makes a limiter for one account and Region.
func NewLimiter(q Quotas) *Limiter {
	q = q.clone()
	return &Limiter{quotas: q, total: newBucket(q.Total), buckets: make(map[string]*bucket)}
}

// Wait blocks until a call of the operation may be sent. Its only error is that
// of ctx.
func (l *Limiter) Wait(ctx context.Context, operation string) error {
	own := l.bucket(operation)
	if err := own.acquire(ctx); err != nil {
		return err
	}
	defer own.release()
	if err := l.total.acquire(ctx); err != nil {
		return err
	}
	defer l.total.release()

	// The moment of leaving counts for both, so a wait in the second queue
	// cannot bunch what the first one had spread.
	now := time.Now()
	own.sent(now)
	l.total.sent(now)
	return nil
}

// Throttled tells the limiter that AWS throttled the operation. Wait's callers
// that go through a [Client] need not call it.
func (l *Limiter) Throttled(operation string) { l.bucket(operation).slowDown(time.Now()) }

func (l *Limiter) bucket(operation string) *bucket {
	l.mu.Lock()
	defer l.mu.Unlock()
	b, ok := l.buckets[operation]
	if !ok {
		b = newBucket(l.quotas.rate(operation))
		l.buckets[operation] = b
	}
	return b
}

// addTo hooks the limiter in behind the SDK's retryer: a retry is a call too. It
// comes before signing, so that a signature is never old when it leaves.
func (l *Limiter) addTo(stack *middleware.Stack) error {
	attempt := func(ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler) (
		middleware.FinalizeOutput, middleware.Metadata, error,
	) {
		operation := middleware.GetOperationName(ctx)
		if err := l.Wait(ctx, operation); err != nil {
			return middleware.FinalizeOutput{}, middleware.Metadata{}, err
		}
		out, metadata, err := next.HandleFinalize(ctx, in)
		if err != nil && IsThrottling(err) {
			l.Throttled(operation)
		}
		return out, metadata, err
	}
	return stack.Finalize.Insert(middleware.FinalizeMiddlewareFunc("QuotaLimiter", attempt), "Retry", middleware.After)
}
