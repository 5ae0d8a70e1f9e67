// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/middleware"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
)

// The window before expiry in which credentials are renewed ahead of time: this share of their lifetime, and no more than the
// maximum. A request that is signed in time can still arrive late, and a failing STS gets several chances before it hurts.
const (
	renewalShare = 10
	maxRenewal   = 5 * time.Minute
)

// renewalPause is the minimum time between two attempts to renew ahead of time.
const renewalPause = 15 * time.Second

// expiredCodes are the error codes by which AWS says that credentials are past their time: STS and AWS Backup respectively.
var expiredCodes = []string{"ExpiredToken", "ExpiredTokenException"}

// source is where credentials come from: the SDK's cache around a chain of roles.
type source interface {
	aws.CredentialsProvider
	Invalidate()
}

// renewing keeps credentials fresh through waits of many hours. The SDK's cache renews credentials at the very moment they expire,
// and a call that is refused because they expired fails for good. This renews some minutes ahead, continues with the old ones while
// that fails, and after a refusal finds credentials anew, from the files and variables of now, and repeats the call once.
type renewing struct {
	resolve func(context.Context) (aws.CredentialsProvider, error)

	turn    chan struct{} // has room for the one who renews
	current atomic.Pointer[held]
}

// held are the credentials in use. They are not changed but replaced.
type held struct {
	source  source
	creds   aws.Credentials
	renewAt time.Time // when to try for new ones, zero for never
	refused bool      // AWS says that they have expired
}

// newRenewing takes over the credentials of a configuration. Resolve finds credentials from scratch.
func newRenewing(ctx context.Context, provider aws.CredentialsProvider,
	resolve func(context.Context) (aws.CredentialsProvider, error),
) (*renewing, error) {
	r := &renewing{resolve: resolve, turn: make(chan struct{}, 1)}
	_, err := r.take(ctx, provider)
	return r, err
}

// Retrieve implements aws.CredentialsProvider.
func (r *renewing) Retrieve(ctx context.Context) (aws.Credentials, error) {
	h := r.current.Load()
	if h.refused || h.creds.Expired() {
		select {
		case r.turn <- struct{}{}:
			defer func() { <-r.turn }()
			return r.replace(ctx)
		case <-ctx.Done():
			return aws.Credentials{}, context.Cause(ctx)
		}
	}
	if !h.renewAt.IsZero() && time.Now().After(h.renewAt) {
		select {
		case r.turn <- struct{}{}:
			defer func() { <-r.turn }()
			return r.renewAhead(ctx), nil
		default: // A user is at it; the old ones do until then.
		}
	}
	return h.creds, nil
}

// replace gets other credentials than those at hand, unless another caller has done so while this caller waited for its turn.
func (r *renewing) replace(ctx context.Context) (aws.Credentials, error) {
	h := r.current.Load()
	if !h.refused && !h.creds.Expired() {
		return h.creds, nil
	}
	if !h.refused {
		// The source renews by itself what has expired, unless a role earlier in the chain was refused.
		if creds, err := r.take(ctx, h.source); !isExpired(err) {
			return creds, err
		}
	}
	provider, err := r.resolve(ctx)
	if err != nil {
		return aws.Credentials{}, err
	}
	return r.take(ctx, provider)
}

// renewAhead asks for new credentials while the old ones still serve, and keeps those if that fails.
func (r *renewing) renewAhead(ctx context.Context) aws.Credentials {
	h := r.current.Load()
	if time.Now().Before(h.renewAt) {
		return h.creds // A user has just renewed them.
	}
	h.source.Invalidate()
	creds, err := r.take(ctx, h.source)
	if err != nil {
		later := *h
		later.renewAt = time.Now().Add(renewalPause)
		r.current.CompareAndSwap(h, &later)
		return h.creds
	}
	return creds
}

// take makes what a source gives the credentials in use.
func (r *renewing) take(ctx context.Context, provider aws.CredentialsProvider) (aws.Credentials, error) {
	creds, err := provider.Retrieve(ctx)
	if err != nil {
		return aws.Credentials{}, err
	}
	awsdiag.AddSecrets(creds.SecretAccessKey, creds.SessionToken)
	h := &held{creds: creds}
	var cached bool
	if h.source, cached = provider.(source); !cached {
		h.source = aws.NewCredentialsCache(provider)
	}
	if creds.CanExpire {
		// A share of what is left: a source that gives out the same credentials again (an EC2 instance's) is not asked at every call.
		h.renewAt = creds.Expires.Add(-min(time.Until(creds.Expires)/renewalShare, maxRenewal))
	}
	r.current.Store(h)
	return creds, nil
}

// refuse notes that AWS refused credentials as expired.
func (r *renewing) refuse(used *held) {
	refused := *used
	refused.refused = true
	r.current.CompareAndSwap(used, &refused)
}

// addTo makes every operation repeat itself once, with new credentials, if it is refused because the old ones expired. This cannot
// be left to the SDK's retries: they sign each attempt with the credentials of the first. A refused call has had no effect.
func (r *renewing) addTo(stack *middleware.Stack) error {
	return stack.Initialize.Add(middleware.InitializeMiddlewareFunc("AWSBackupRenewCredentials", func(
		ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler,
	) (middleware.InitializeOutput, middleware.Metadata, error) {
		used := r.current.Load()
		out, metadata, err := next.HandleInitialize(ctx, in)
		if !isExpired(err) {
			return out, metadata, err
		}
		r.refuse(used)
		creds, renewalErr := r.Retrieve(ctx)
		switch {
		case renewalErr != nil:
			return out, metadata, fmt.Errorf("the AWS credentials have expired and could not be renewed: %w", renewalErr)
		case creds.AccessKeyID == used.creds.AccessKeyID && creds.SessionToken == used.creds.SessionToken:
			return out, metadata, fmt.Errorf("the AWS credentials have expired, and their source (%s) has no newer ones: %w", creds.Source, err)
		}
		return next.HandleInitialize(ctx, in)
	}), middleware.After)
}

func isExpired(err error) bool {
	var api smithy.APIError
	return errors.As(err, &api) && slices.Contains(expiredCodes, api.ErrorCode())
}
