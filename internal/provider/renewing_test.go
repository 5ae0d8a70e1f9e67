// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"errors"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/smithy-go"
)

// issuer is a source that issues numbered credentials which live for a while.
type issuer struct {
	lifetime time.Duration
	pause    time.Duration // that issuing takes
	until    time.Time     // if not zero, it issues the same ones again, which end then

	mu     sync.Mutex
	issued int
	fail   error
}

func (i *issuer) Retrieve(context.Context) (aws.Credentials, error) {
	time.Sleep(i.pause)
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.fail != nil {
		return aws.Credentials{}, i.fail
	}
	i.issued++
	if !i.until.IsZero() {
		return aws.Credentials{AccessKeyID: "same", SecretAccessKey: "secret", CanExpire: true, Expires: i.until}, nil
	}
	return aws.Credentials{
		AccessKeyID: strconv.Itoa(i.issued), SecretAccessKey: "secret", CanExpire: true, Expires: time.Now().Add(i.lifetime),
	}, nil
}

func (i *issuer) failWith(err error) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.fail = err
}

func renewingFrom(t *testing.T, i *issuer) *renewing {
	t.Helper()
	r, err := newRenewing(t.Context(), aws.NewCredentialsCache(i), func(context.Context) (aws.CredentialsProvider, error) {
		return aws.NewCredentialsCache(i), nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func wantKey(t *testing.T, r *renewing, want string) {
	t.Helper()
	creds, err := r.Retrieve(t.Context())
	if err != nil || creds.AccessKeyID != want {
		t.Errorf("after %s: key %q, error %v; want key %s", time.Since(epoch), creds.AccessKeyID, err, want)
	}
}

// epoch is when a synctest bubble begins.
var epoch = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

func TestRenewalAheadOfExpiry(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ lifetime, renewedAt time.Duration }{
		{time.Hour, 55 * time.Minute}, // five minutes ahead, no more
		{12 * time.Hour, 12*time.Hour - 5*time.Minute},
		{15 * time.Minute, 13*time.Minute + 30*time.Second}, // a tenth of a short life
	} {
		synctest.Test(t, func(t *testing.T) {
			r := renewingFrom(t, &issuer{lifetime: test.lifetime})
			time.Sleep(test.renewedAt)
			wantKey(t, r, "1")
			time.Sleep(time.Second)
			wantKey(t, r, "2")
			wantKey(t, r, "2")
			// The second ones live as long, from when they were issued.
			time.Sleep(test.renewedAt)
			wantKey(t, r, "2")
			time.Sleep(time.Second)
			wantKey(t, r, "3")
		})
	}
}

// While STS fails, the old credentials do, and STS is not asked at every call.
func TestRenewalFails(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		i := &issuer{lifetime: time.Hour}
		r := renewingFrom(t, i)
		down := errors.New("STS is down")
		i.failWith(down)
		time.Sleep(56 * time.Minute)
		for range 100 {
			wantKey(t, r, "1")
		}
		time.Sleep(3 * time.Minute)
		wantKey(t, r, "1")
		i.failWith(nil)
		wantKey(t, r, "1") // too soon after the last attempt
		time.Sleep(renewalPause + time.Second)
		wantKey(t, r, "2")

		// Past the expiry, the failure cannot be hidden, and ends by itself.
		i.failWith(down)
		time.Sleep(2 * time.Hour)
		if _, err := r.Retrieve(t.Context()); !errors.Is(err, down) {
			t.Errorf("the error is %v", err)
		}
		i.failWith(nil)
		wantKey(t, r, "3")
	})
}

// A source that has no new credentials yet, as an EC2 instance's, is not asked at every call.
func TestRenewalBringsTheSame(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		i := &issuer{until: epoch.Add(time.Hour)}
		r := renewingFrom(t, i)
		time.Sleep(55 * time.Minute)
		for range 5*60 - 1 {
			time.Sleep(time.Second)
			wantKey(t, r, "same")
		}
		if again := i.issued - 1; again < 2 || again > 5 {
			t.Errorf("the source was asked again %d times in the last five minutes", again)
		}
	})
}

// One caller renews ahead of time; the others do not wait for it.
func TestRenewalKeepsNobodyWaiting(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		i := &issuer{lifetime: time.Hour}
		r := renewingFrom(t, i)
		i.pause = 30 * time.Second
		time.Sleep(56 * time.Minute)
		go func() { _, _ = r.Retrieve(context.Background()) }()
		synctest.Wait()
		begin := time.Now()
		wantKey(t, r, "1")
		if waited := time.Since(begin); waited != 0 {
			t.Errorf("a caller waited %s", waited)
		}
		time.Sleep(time.Minute)
		wantKey(t, r, "2")
	})
}

// A caller that gives up does not wait for another caller's renewal.
func TestRenewalCanBeCancelled(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		i := &issuer{lifetime: time.Hour}
		r := renewingFrom(t, i)
		i.pause = time.Minute
		r.refuse(r.current.Load())
		go func() { _, _ = r.Retrieve(context.Background()) }()
		synctest.Wait()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		begin := time.Now()
		if _, err := r.Retrieve(ctx); !errors.Is(err, context.DeadlineExceeded) || time.Since(begin) != time.Second {
			t.Errorf("after %s: %v", time.Since(begin), err)
		}
		time.Sleep(time.Hour / 2)
		wantKey(t, r, "2")
	})
}

// An earlier role of a chain can be past its time at AWS while its clock here says otherwise: everything is then resolved anew.
func TestRefusedChainIsResolvedAnew(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		stuck, fresh := &issuer{lifetime: time.Hour}, &issuer{lifetime: time.Hour, issued: 10}
		r, err := newRenewing(t.Context(), aws.NewCredentialsCache(stuck), func(context.Context) (aws.CredentialsProvider, error) {
			return fresh, nil
		})
		if err != nil {
			t.Fatal(err)
		}
		stuck.failWith(&smithy.GenericAPIError{Code: "ExpiredToken"})
		time.Sleep(2 * time.Hour)
		wantKey(t, r, "11")
	})
}
