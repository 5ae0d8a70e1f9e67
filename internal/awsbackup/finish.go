// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsbackup

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/smithy-go/middleware"
)

// FinishAttempt is an option of a call whose answer must not be lost: an
// attempt that is in progress when the context ends may still be answered for
// grace. Nothing is sent after the end of the context: neither a first attempt
// that waits for the [Limiter], nor a retry.
func FinishAttempt(grace time.Duration) func(*backup.Options) {
	return func(o *backup.Options) {
		o.APIOptions = append(o.APIOptions, func(stack *middleware.Stack) error {
			attempt := func(ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler) (
				middleware.DeserializeOutput, middleware.Metadata, error,
			) {
				if err := ctx.Err(); err != nil {
					return middleware.DeserializeOutput{}, middleware.Metadata{}, err
				}
				finishing, cancel := outlive(ctx, grace)
				defer cancel()
				return next.HandleDeserialize(finishing, in)
			}
			return stack.Deserialize.Add(middleware.DeserializeMiddlewareFunc("FinishAttempt", attempt), middleware.Before)
		})
	}
}

// outlive is a context with the values of ctx that ends grace after it.
func outlive(ctx context.Context, grace time.Duration) (context.Context, context.CancelFunc) {
	longer, cancel := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() {
		timer := time.NewTimer(grace)
		defer timer.Stop()
		select {
		case <-timer.C:
			cancel()
		case <-longer.Done():
		}
	})
	return longer, func() {
		stop()
		cancel()
	}
}
