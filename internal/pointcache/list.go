// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package pointcache

import (
	"context"
	"errors"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
)

const (
	// pageSize is the most that AWS lists at once.
	pageSize = 1000
	// minMargin is added at least to the dates that were asked for, on both
	// sides: a point may be made hours after its job.
	minMargin = time.Hour
	// pauseAfterFault and pauseAfterDenial are how long nothing is listed after
	// a fault that may pass, and after one that will not.
	pauseAfterFault  = 5 * time.Second
	pauseAfterDenial = 10 * time.Minute
)

// period is a half-open stretch of time. A zero from or to has no bound.
type period struct{ from, to time.Time }

func (p period) contains(t time.Time) bool {
	if t.IsZero() {
		return p.from.IsZero() && p.to.IsZero()
	}
	return (p.from.IsZero() || !t.Before(p.from)) && (p.to.IsZero() || t.Before(p.to))
}

// listing is one list of a vault that has not ended.
type listing struct {
	period

	tokens awsbackup.PageTokens
	token  *string // of the next page
	busy   bool    // a page is being read
}

// covered reports that the lists show every point with that date. A point
// without a date is covered by the whole vault only.
func (v *vault) covered(created time.Time) bool { return v.listed != nil && v.listed.contains(created) }

// nextPeriod is what to list for a date: all dates so far with a margin, without
// what is listed already, or the whole vault where no date is known.
func (v *vault) nextPeriod(created, now time.Time) period {
	if created.IsZero() {
		return period{}
	}
	margin := max(v.last.Sub(v.first)/2, minMargin)
	p := period{v.first.Add(-margin), v.last.Add(margin)}
	if p.to.After(now) && created.Before(now) {
		p.to = now // a list cannot show what is made after it
	}
	switch {
	case v.listed == nil:
	case created.Before(v.listed.from):
		p.to = v.listed.from
	default:
		p.from = v.listed.to
	}
	return p
}

// listFor reads one more page of the vault; false if AWS would not. The caller
// holds the lock, which is given up for the call.
func (c *Cache) listFor(ctx context.Context, v *vault, created time.Time) bool {
	if v.listing == nil {
		v.listing = &listing{period: v.nextPeriod(created, time.Now())}
	}
	l := v.listing
	l.busy = true
	err := c.readPage(ctx, v, l)
	l.busy = false
	v.wake(len(v.queue))
	if err == nil || ctx.Err() != nil {
		return true
	}
	pause := pauseAfterFault
	switch {
	case l.token != nil && awsbackup.IsPermanent(err) && !awsbackup.IsAccessDenied(err):
		v.listing = nil // the token has expired
	case errors.Is(err, awsbackup.ErrRepeatedToken), awsbackup.IsPermanent(err) && !awsbackup.IsCredentials(err):
		v.listing = nil
		pause = pauseAfterDenial
	}
	v.pausedUntil = time.Now().Add(pause)
	return false
}

// readPage makes one call, keeps what it shows and notes what is covered then.
func (c *Cache) readPage(ctx context.Context, v *vault, l *listing) error {
	in := &backup.ListRecoveryPointsByBackupVaultInput{BackupVaultName: &v.name, MaxResults: aws.Int32(pageSize), NextToken: l.token}
	// AWS truncates dates and leaves the bounds themselves out.
	if !l.from.IsZero() {
		in.ByCreatedAfter = aws.Time(l.from.Add(-time.Second))
	}
	if !l.to.IsZero() {
		in.ByCreatedBefore = aws.Time(l.to.Add(time.Second))
	}
	if v.since.IsZero() {
		v.since = time.Now()
	}
	v.pages++
	c.mu.Unlock()
	out, err := c.api.ListRecoveryPointsByBackupVault(ctx, in)
	c.mu.Lock()
	if err != nil {
		return err
	}
	for i := range out.RecoveryPoints {
		if v.keep(&out.RecoveryPoints[i]) {
			c.held++
		}
	}
	if l.token, err = l.tokens.Next(out.NextToken); err != nil {
		return err
	}
	if l.token == nil {
		v.listing = nil
		v.cover(l.period)
	}
	return nil
}

// cover adds a period that has been listed to its end. It meets what was listed
// before.
func (v *vault) cover(p period) {
	if v.listed != nil && p != (period{}) {
		if v.listed.from.Before(p.from) {
			p.from = v.listed.from
		}
		if v.listed.to.After(p.to) {
			p.to = v.listed.to
		}
	}
	v.listed = &p
}
