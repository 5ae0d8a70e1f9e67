// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package jobwatch

import (
	"context"
	"errors"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
)

const (
	// fill is how many points a period is sized for: a page, with room for
	// what is uneven.
	fill = 900
	// hullMargin is added to the hints so far, at least, when nothing is known
	// yet about how the points lie in time.
	hullMargin = time.Hour
	// shortest is the length that periods are not made shorter than.
	shortest = 2 * time.Second
	// faultPause is for how long nothing is listed after a fault.
	faultPause = 5 * time.Second
	// dateMargin widens a query: AWS truncates dates.
	dateMargin = time.Second
)

// listFor lists the part of the vault in which the point should be; false if AWS
// would not. The caller holds the lock, which is given up for the calls.
func (p *Points) listFor(ctx context.Context, v *vault, c *pointCall) bool {
	var err error
	v.listings++
	if c.created.IsZero() {
		err = p.listWhole(ctx, v)
	} else {
		err = p.listPeriod(ctx, v, v.claim(c.created, time.Now()))
	}
	v.listings--
	v.wake(len(v.queue))
	if err == nil || ctx.Err() != nil {
		return true
	}
	pause := faultPause
	if errors.Is(err, errTokenLoop) || awsbackup.IsPermanent(err) && !awsbackup.IsCredentials(err) {
		pause = deniedFor
	}
	v.barred = time.Now().Add(pause)
	return false
}

// claim is the claim for a hint: the one that was left half read, or a new one.
func (v *vault) claim(hint, now time.Time) *claim {
	if c := v.lists.at(hint); c != nil {
		return c
	}
	return v.lists.add(v.period(hint, now))
}

// period is what to list for a hint: at first all hints so far; once it is known
// how long a page reaches, one of the equal parts of the unclaimed time around the
// hint, so that neighbours meet without gaps.
func (v *vault) period(hint, now time.Time) period {
	margin := hullMargin
	if v.span == 0 {
		margin = max(v.last.Sub(v.first)/2, hullMargin)
	}
	gap := period{v.first.Add(-margin), v.last.Add(margin)}
	// A list cannot show what is made after it.
	if gap.to.After(now) && hint.Before(now) {
		gap.to = now
	}
	gap = v.lists.clip(gap, hint)
	if v.span == 0 {
		return gap
	}
	return gap.part(hint, v.reach(gap)*11/10)
}

// reach is the time that a page should span in a gap: what the vault's mean says,
// or longer where the neighbours lie thinner. Too long costs little, since full
// pages are read on; too short wastes most of every page.
func (v *vault) reach(gap period) time.Duration {
	reach := v.span
	for _, c := range v.lists.beside(gap) {
		if c.done {
			reach = max(reach, spanFor(c.members, c.over, 4*c.over))
		}
	}
	if reach < v.span*3/2 {
		return v.span // no more than chance
	}
	return reach
}

// listPeriod reads one more page of a period. Once the density is known, a period
// that holds more than a page is read on when that is paid for: a full page is
// never a waste. Before that, the first page of what is too long only teaches.
func (p *Points) listPeriod(ctx context.Context, v *vault, c *claim) error {
	c.busy = true
	defer func() { c.busy = false }()
	if c.token == nil {
		c.query = period{c.from.Add(v.early - dateMargin), c.to.Add(v.late + dateMargin)}
	}
	out, err := p.listPage(ctx, v, &backup.ListRecoveryPointsByBackupVaultInput{
		ByCreatedAfter: &c.query.from, ByCreatedBefore: &c.query.to, NextToken: c.token,
	})
	if err != nil {
		if c.token != nil && awsbackup.IsPermanent(err) && !awsbackup.IsAccessDenied(err) {
			v.lists.drop(c)
			return errTokenExpired
		}
		return err
	}
	c.note(out.RecoveryPoints)
	switch token := aws.ToString(out.NextToken); {
	case token == "":
		v.finish(c, c.length())
	case token == aws.ToString(c.token):
		return errTokenLoop
	case !v.measured && c.length() > 2*shortest:
		v.cutBack(c)
	default:
		c.token = out.NextToken
	}
	return nil
}

// cutBack takes back a claim that is too long. If its members came in order of
// date, those of one end are all there, and that end stays claimed.
func (v *vault) cutBack(c *claim) {
	part := c.period
	switch {
	case c.falling:
		part.from = c.oldest.Add(1 - v.early)
	case c.rising:
		part.to = c.newest.Add(-v.late)
	}
	if part == c.period || part.length() <= 0 || part.from.Before(c.from) || part.to.After(c.to) {
		v.lists.drop(c)
		v.span = spanFor(c.members, c.reach(), c.length()/4)
		return
	}
	c.period = part
	v.finish(c, c.reach())
}

// note counts the members of one more page.
func (c *claim) note(members []types.RecoveryPointByBackupVault) {
	if c.members == 0 {
		c.falling, c.rising = true, true
	}
	c.members += len(members)
	for i := range members {
		d := aws.ToTime(members[i].CreationDate)
		if d.IsZero() {
			c.falling, c.rising = false, false
			continue
		}
		if !c.last.IsZero() {
			c.falling = c.falling && !d.After(c.last)
			c.rising = c.rising && !d.Before(c.last)
		}
		c.last = d
		if c.oldest.IsZero() || d.Before(c.oldest) {
			c.oldest = d
		}
		if d.After(c.newest) {
			c.newest = d
		}
	}
}

// finish closes a claim whose members lie over that time. The span follows the
// mean density of all of them.
func (v *vault) finish(c *claim, over time.Duration) {
	c.done, c.over = true, over
	v.members += c.members
	v.covered += over
	v.measured = true
	v.span = spanFor(v.members, v.covered, 4*max(over, v.span))
}

// spanFor is the length of time that holds fill points if n lie within d.
func spanFor(n int, d, longest time.Duration) time.Duration {
	length := float64(d) * fill / float64(max(n, 1)) // of a sparse vault: more than a Duration holds
	return max(time.Duration(min(length, float64(longest))), shortest)
}

// listWhole lists one more page of the whole vault, for points without a hint.
func (p *Points) listWhole(ctx context.Context, v *vault) error {
	v.wholeListing = true
	defer func() { v.wholeListing = false }()
	in := &backup.ListRecoveryPointsByBackupVaultInput{NextToken: v.wholeToken}
	out, err := p.listPage(ctx, v, in)
	if err != nil {
		return err
	}
	token := aws.ToString(out.NextToken)
	if token != "" && token == aws.ToString(v.wholeToken) {
		return errTokenLoop
	}
	v.wholeToken, v.whole = out.NextToken, token == ""
	return nil
}

// listPage makes one call and keeps what it shows. The caller holds the lock,
// which is given up for the call.
func (p *Points) listPage(ctx context.Context, v *vault, in *backup.ListRecoveryPointsByBackupVaultInput) (
	*backup.ListRecoveryPointsByBackupVaultOutput, error,
) {
	in.BackupVaultName, in.MaxResults = &v.name, aws.Int32(pageSize)
	if v.since.IsZero() {
		v.since = time.Now()
	}
	v.pages++
	p.mu.Unlock()
	out, err := p.api.ListRecoveryPointsByBackupVault(ctx, in)
	p.mu.Lock()
	if err == nil && out == nil {
		err = awsbackup.ErrNoAnswer
	}
	if err != nil {
		return nil, err
	}
	for i := range out.RecoveryPoints {
		if v.keep(&out.RecoveryPoints[i]) {
			p.listed++
		}
	}
	return out, nil
}
