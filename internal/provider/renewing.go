// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/middleware"
)

// The window before expiry in which credentials are renewed ahead of time: this share of their lifetime, and no more than the
// maximum. A request that is signed in time can still arrive late, and a failing STS gets several chances before it hurts.
const (
	renewalShare = 10
	maxRenewal   = 5 * time.Minute
)

// renewalPause is the least time between two attempts to renew ahead of time.
const renewalPause = 15 * time.Second

// expiredCodes are the error codes by which AWS says that credentials are past their time: STS and AWS Backup respectively.
var expiredCodes = []string{"ExpiredToken", "ExpiredTokenException"}

// source is where credentials come from: the SDK's cache around a chain of roles.
type source interface {
	aws.CredentialsProvider
	Invalidate()
}

// renewing keeps credentials fresh through waits of many hours. The SDK's cache renews credentials at the very moment they expire,
// and a call that is refused because they expired fails for good; this renews some minutes ahead, goes on with the old ones while
// that fails, and repeats a refused call once with new ones.
type renewing struct {
	source source

	renewal sync.Mutex // held by who renews ahead of time
	current atomic.Pointer[held]
}

// held are credentials in use.
type held struct {
	creds aws.Credentials
	// renewAt is when to try for new ones, zero for never.
	renewAt time.Time
}

// newRenewing wraps the credentials of a configuration. Credentials that come from no cache cannot be renewed and are returned as
// they are.
func newRenewing(provider aws.CredentialsProvider) *renewing {
	if s, ok := provider.(source); ok {
		return &renewing{source: s}
	}
	return &renewing{source: aws.NewCredentialsCache(provider)}
}

// Retrieve implements aws.CredentialsProvider.
func (r *renewing) Retrieve(ctx context.Context) (aws.Credentials, error) {
	h := r.current.Load()
	if h == nil || h.creds.Expired() {
		return r.fetch(ctx)
	}
	if !h.renewAt.IsZero() && time.Now().After(h.renewAt) && r.renewal.TryLock() {
		defer r.renewal.Unlock()
		// Somebody may have been here between the look and the lock.
		if r.current.Load() == h {
			return r.renew(ctx, h)
		}
		return r.fetch(ctx)
	}
	return h.creds, nil
}

// fetch takes what the source has; the source lets one caller ask for all.
func (r *renewing) fetch(ctx context.Context) (aws.Credentials, error) {
	creds, err := r.source.Retrieve(ctx)
	if isExpired(err) {
		// A role earlier in the chain expired between the look at it and its use. By now its cache knows.
		creds, err = r.source.Retrieve(ctx)
	}
	if err != nil {
		return aws.Credentials{}, err
	}
	r.hold(creds)
	return creds, nil
}

// renew asks for new credentials while the old ones still serve, and keeps those if that fails.
func (r *renewing) renew(ctx context.Context, old *held) (aws.Credentials, error) {
	r.source.Invalidate()
	creds, err := r.source.Retrieve(ctx)
	if err != nil {
		r.current.CompareAndSwap(old, &held{creds: old.creds, renewAt: time.Now().Add(renewalPause)})
		return old.creds, nil //nolint:nilerr // The old credentials are good for some time; the next attempt may have more luck.
	}
	r.hold(creds)
	return creds, nil
}

func (r *renewing) hold(creds aws.Credentials) {
	h := &held{creds: creds}
	if creds.CanExpire {
		now := time.Now()
		window := min(creds.Expires.Sub(now)/renewalShare, maxRenewal)
		h.renewAt = creds.Expires.Add(-window)
		// A source that still hands out the same credentials (an EC2 instance's) is not asked on every call.
		if old := r.current.Load(); old != nil && old.creds.AccessKeyID == creds.AccessKeyID && !now.Before(h.renewAt) {
			h.renewAt = now.Add(renewalPause)
		}
	}
	r.current.Store(h)
}

// drop forgets credentials that AWS refused as expired, and reports whether there is a chance of others.
func (r *renewing) drop(refused *held) bool {
	if refused == nil || !refused.creds.CanExpire {
		return false
	}
	if r.current.CompareAndSwap(refused, nil) {
		r.source.Invalidate()
	}
	return true
}

// addTo makes every operation repeat itself once, with new credentials, if it is refused because the old ones expired. This cannot
// be left to the SDK's retries: they sign each attempt with the credentials of the first. A refused call has had no effect.
func (r *renewing) addTo(stack *middleware.Stack) error {
	return stack.Initialize.Add(middleware.InitializeMiddlewareFunc("AWSBackupRenewCredentials", func(
		ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler,
	) (middleware.InitializeOutput, middleware.Metadata, error) {
		used := r.current.Load()
		out, metadata, err := next.HandleInitialize(ctx, in)
		if isExpired(err) && r.drop(used) {
			out, metadata, err = next.HandleInitialize(ctx, in)
		}
		if isExpired(err) {
			err = fmt.Errorf("the AWS credentials have expired and could not be renewed: %w", err)
		}
		return out, metadata, err
	}), middleware.After)
}

func isExpired(err error) bool {
	var api smithy.APIError
	return errors.As(err, &api) && slices.Contains(expiredCodes, api.ErrorCode())
}
