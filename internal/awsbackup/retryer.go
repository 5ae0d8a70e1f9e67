// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsbackup

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
)

// maxRefused is how many attempts are made at a host that refuses the connection, or whose name no server resolves. One that restarts
// is back in seconds.
const maxRefused = 3

// Retryer makes retryers that do not repeat what cannot get better ([IsPermanentTransport]), and give up soon on a host that refuses
// connections. All else is left to the retryers that other makes.
func Retryer(other func() aws.Retryer) func() aws.Retryer {
	return func() aws.Retryer {
		var inner aws.Retryer = retry.NewStandard()
		if other != nil {
			inner = other()
		}
		return &retryer{inner}
	}
}

type retryer struct{ aws.Retryer }

// IsErrorRetryable implements aws.Retryer.
func (r *retryer) IsErrorRetryable(err error) bool {
	return !IsPermanentTransport(err) && r.Retryer.IsErrorRetryable(err)
}

// RetryDelay implements aws.Retryer. It is the one method that learns how many attempts there were.
func (r *retryer) RetryDelay(attempt int, err error) (time.Duration, error) {
	if fault := TransportFaultOf(err); attempt >= maxRefused && (fault == ConnectionRefused || fault == HostNotFound) {
		return 0, &retry.MaxAttemptsError{Attempt: attempt, Err: err}
	}
	return r.Retryer.RetryDelay(attempt, err)
}

// GetAttemptToken implements aws.RetryerV2.
func (r *retryer) GetAttemptToken(ctx context.Context) (func(error) error, error) {
	if v2, ok := r.Retryer.(aws.RetryerV2); ok {
		return v2.GetAttemptToken(ctx)
	}
	return r.Retryer.GetInitialToken(), nil
}
