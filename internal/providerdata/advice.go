// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package providerdata

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/backup"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
)

// maxAdviceAttempts is how often a call for advice is tried.
const maxAdviceAttempts = 3

// advice is the budget of the calls that are made for advice only. Their failure is a warning that says what was not checked, which is
// not worth minutes of a plan. Only time without an answer counts, so that any number of vaults can be checked.
type advice struct {
	limit time.Duration

	mu      sync.Mutex
	spent   time.Duration // by calls that failed
	begun   map[*int]time.Time
	lastErr error
}

// ask makes one call within the budget. Once that is spent, the answer is the last failure.
func (a *advice) ask(ctx context.Context, call func(context.Context) error) error {
	left, err := a.left()
	if err != nil {
		return err
	}
	id := new(int)
	began := time.Now()
	a.mu.Lock()
	if a.begun == nil {
		a.begun = make(map[*int]time.Time)
	}
	a.begun[id] = began
	a.mu.Unlock()
	defer func() {
		a.mu.Lock()
		defer a.mu.Unlock()
		delete(a.begun, id)
		if err != nil && ctx.Err() == nil {
			a.spent += time.Since(began)
			a.lastErr = err
		}
	}()
	limited, cancel := context.WithTimeout(ctx, left)
	defer cancel()
	err = call(limited)
	if err != nil && ctx.Err() == nil && errors.Is(limited.Err(), context.DeadlineExceeded) {
		err = awsbackup.NoAnswerWithin(left)
	}
	return err
}

// left is how long one more call may take: the budget without what failed calls took, and what the oldest call in flight has taken.
func (a *advice) left() (time.Duration, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	left := a.limit - a.spent
	if left <= 0 {
		return 0, fmt.Errorf("not asked, since earlier checks at plan took %s without an answer: %w", a.spent.Round(time.Second), a.lastErr)
	}
	for _, began := range a.begun {
		left = min(left, a.limit-a.spent-time.Since(began))
	}
	return max(left, a.limit/adviceShare), nil
}

// adviceShare is the part of the budget that a call gets at least, beside another one that hangs.
const adviceShare = 10

// adviceAttempts keeps the retries of a call few.
func adviceAttempts(o *backup.Options) {
	if o.RetryMaxAttempts == 0 || o.RetryMaxAttempts > maxAdviceAttempts {
		o.RetryMaxAttempts = maxAdviceAttempts
	}
}
