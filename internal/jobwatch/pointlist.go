// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package jobwatch

import (
	"context"
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
	// shortest is the length at which a period is not divided any more.
	shortest = 2 * time.Second
	// faultPause is for how long nothing is listed after a fault.
	faultPause = 5 * time.Second
	// dateMargin widens a query: AWS truncates dates.
	dateMargin = time.Second
)

// listFor lists the part of the vault in which the point should be; false if AWS
// would not. The caller holds the lock, which is given up for the calls.
func (p *Points) listFor(ctx context.Context, v *vault, c *pointCall) bool {
	v.listings++
	var err error
	if c.created.IsZero() {
		err = p.listWhole(ctx, v)
	} else {
		err = p.listPeriod(ctx, v, v.period(c.created, time.Now()))
	}
	v.listings--
	v.wake(len(v.queue))
	if err == nil || ctx.Err() != nil {
		return true
	}
	pause := faultPause
	if awsbackup.IsPermanent(err) && !awsbackup.IsCredentials(err) {
		pause = deniedFor
	}
	v.barred = time.Now().Add(pause)
	return false
}

// period is what to list for a hint: at first all hints so far, later a cell that
// should fill one page.
func (v *vault) period(hint, now time.Time) period {
	var want period
	if v.span > 0 {
		want = cell(hint, v.span)
	} else {
		margin := max(v.last.Sub(v.first)/2, hullMargin)
		want = period{v.first.Add(-margin), v.last.Add(margin)}
	}
	// A list cannot show what is made after it.
	if want.to.After(now) && hint.Before(now) {
		want.to = now
	}
	return v.lists.clip(want, hint)
}

// listPeriod lists a period, up to two pages of it. What does not fit teaches how
// short periods must be, and stays unclaimed.
func (p *Points) listPeriod(ctx context.Context, v *vault, want period) error {
	claimed := v.lists.add(want)
	after := want.from.Add(v.early - dateMargin)
	before := want.to.Add(v.late + dateMargin)
	in := &backup.ListRecoveryPointsByBackupVaultInput{ByCreatedAfter: &after, ByCreatedBefore: &before}

	measured := v.measured
	members := 0
	for page := 1; ; page++ {
		out, err := p.listPage(ctx, v, in)
		if err != nil {
			v.lists.drop(claimed)
			return err
		}
		members += len(out.RecoveryPoints)
		in.NextToken = out.NextToken
		switch {
		case aws.ToString(out.NextToken) == "":
			claimed.done = true
			v.measure(members, want.length())
			return nil
		case measured && page == 1:
			continue // a little more than expected
		case want.length() <= shortest:
			claimed.done = true
			return nil
		}
		v.lists.drop(claimed)
		// In order of date, the page itself tells the density; out of order,
		// all that is known is that the period holds too much.
		v.span = spanFor(len(out.RecoveryPoints), spread(out.RecoveryPoints, want.length()), want.length()/4)
		return nil
	}
}

// measure learns from a period that was listed to its end. One that was cut short
// by its neighbours holds too few points to tell much.
func (v *vault) measure(members int, d time.Duration) {
	if d < v.span*9/10 {
		return
	}
	if !v.measured || members < fill/2 {
		v.span = spanFor(members, d, 4*d)
	}
	v.measured = true
}

// spanFor is the length of time that holds fill points if n lie within d.
func spanFor(n int, d, longest time.Duration) time.Duration {
	length := time.Duration(float64(d) * fill / float64(max(n, 1)))
	return max(min(length, longest), shortest)
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
		err = errNoAnswer
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

// spread is the time over which the members of a page lie: a part of the period
// if the page is in order of date, nearly all of it if not.
func spread(members []types.RecoveryPointByBackupVault, period time.Duration) time.Duration {
	var first, last time.Time
	for i := range members {
		d := members[i].CreationDate
		if d == nil {
			continue
		}
		if first.IsZero() || d.Before(first) {
			first = *d
		}
		if d.After(last) {
			last = *d
		}
	}
	if d := last.Sub(first); d > 0 {
		return min(d, period)
	}
	return period
}
