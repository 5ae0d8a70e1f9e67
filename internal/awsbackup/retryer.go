// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsbackup

import (
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
		v2, _ := retry.AddWithErrorCodes(inner).(aws.RetryerV2) // adds no code: it is the SDK's way to make a RetryerV2
		return &retryer{v2}
	}
}

type retryer struct{ aws.RetryerV2 }

// IsErrorRetryable implements aws.Retryer.
func (r *retryer) IsErrorRetryable(err error) bool {
	return !IsPermanentTransport(err) && r.RetryerV2.IsErrorRetryable(err)
}

// RetryDelay implements aws.Retryer. It is the one method that learns how many attempts there were.
func (r *retryer) RetryDelay(attempt int, err error) (time.Duration, error) {
	if fault := TransportFaultOf(err); attempt >= maxRefused && (fault == ConnectionRefused || fault == HostNotFound) {
		return 0, &retry.MaxAttemptsError{Attempt: attempt, Err: err}
	}
	return r.RetryerV2.RetryDelay(attempt, err)
}
