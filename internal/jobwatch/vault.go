// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package jobwatch

import (
	"context"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
)

const (
	// maxListed bounds the points held, a kilobyte each: beyond it, nothing
	// more is listed.
	maxListed = 100_000
	// maxListings is how many periods of one vault are listed at a time.
	maxListings = 4
	// maxOwnListings is how many listings one Get may cause before it simply
	// describes.
	maxOwnListings = 4
	// trustedOffset is the largest distance between a hint and a point's own
	// date that widens what is listed; points further off are described.
	trustedOffset = 24 * time.Hour
)

// vault is what is known of one vault. Points.mu guards it.
type vault struct {
	name    string
	calls   map[string]*pointCall
	changed map[string]struct{} // changed by this process: never served from lists

	// What lists have shown.
	points  map[string]*awsbackup.Point
	strings map[string]*string // shared by the points, as are their creators
	makers  map[types.RecoveryPointCreator]*types.RecoveryPointCreator
	lists   timeline  // in terms of hints
	since   time.Time // when the first of it was listed; zero if none
	barred  time.Time // until when nothing is listed: denied, or faulty

	// The bill.
	started, ended int // describes
	pages          int
	hits           int // Gets that cost nothing

	// Where and how densely.
	first, last  time.Time     // the hints so far
	early, late  time.Duration // how far points lie from their hints
	span         time.Duration // of time that fills about one page; 0 not known
	measured     bool          // the span comes from a complete listing
	members      int           // of all complete listings
	covered      time.Duration // by them
	wholeToken   *string       // of the listing without bounds
	wholeListing bool
	whole        bool // the listing without bounds is complete
	listings     int
	queue        []chan struct{} // Gets that wait for one of the above to change
}

// hint notes where in time Gets fall.
func (v *vault) hint(t time.Time) {
	if t.IsZero() {
		return
	}
	if v.first.IsZero() || t.Before(v.first) {
		v.first = t
	}
	if t.After(v.last) {
		v.last = t
	}
}

// wake lets up to n Gets that wait think again. While any waits, a describe or a
// listing is under way, and its end wakes some: each that wakes takes the place
// that has become free or leaves it to another call that will wake in its turn.
func (v *vault) wake(n int) {
	n = min(n, len(v.queue))
	for _, waiting := range v.queue[:n] {
		close(waiting)
	}
	v.queue = slices.Delete(v.queue, 0, n)
}

// step is what to do next about a Get.
type step int

const (
	stepServe step = iota
	stepWait
	stepDescribe
	stepList
)

// next decides. The rule of the bill: after Singly describes, a page may be
// listed for every describe made and for every Get that a list has served. So
// lists that do not pay for themselves cost no more than the describes did, and
// the sum stays near the best possible whatever else the vault holds.
func (v *vault) next(c *pointCall, ownListings int, cfg PointsConfig, room bool) step {
	now := time.Now()
	v.expire(now, cfg)
	if _, ok := v.changed[c.arn]; ok {
		return stepDescribe
	}
	if _, ok := v.points[c.arn]; ok {
		return stepServe
	}

	listed, listing := v.listed(c.created)
	switch {
	case listing:
		return stepWait
	case listed:
		return stepDescribe // the list does not show it: AWS has the last word
	case v.started < cfg.Singly:
		return stepDescribe
	case v.ended < cfg.Singly:
		return stepWait // what these teach decides
	}
	if room && now.After(v.barred) && ownListings < maxOwnListings && v.pages < v.ended+v.hits {
		// Without a measure of the density, one listing must give it first.
		if v.listings == 0 || v.measured && v.listings < maxListings {
			return stepList
		}
		return stepWait
	}
	if v.started-v.ended < cfg.Singly {
		return stepDescribe
	}
	return stepWait
}

// listed reports whether the lists would show a point with that hint, or soon
// will.
func (v *vault) listed(hint time.Time) (listed, listing bool) {
	if v.whole {
		return true, false
	}
	if hint.IsZero() {
		return false, v.wholeListing
	}
	if c := v.lists.at(hint); c != nil {
		return c.done, c.busy
	}
	return false, false
}

// expire forgets lists that have become too old, but not what they taught.
func (v *vault) expire(now time.Time, cfg PointsConfig) {
	if v.since.IsZero() || now.Sub(v.since) < cfg.MaxAge || v.listings > 0 {
		return
	}
	clear(v.points)
	clear(v.strings)
	clear(v.makers)
	v.lists, v.since = nil, time.Time{}
	v.wholeToken, v.whole = nil, false
	v.pages, v.hits = 0, 0
}

// resolve answers one Get.
func (p *Points) resolve(ctx context.Context, v *vault, c *pointCall) (*awsbackup.Point, error) {
	ownListings := 0
	p.mu.Lock()
	defer p.mu.Unlock()
	for {
		before := len(v.points)
		todo := v.next(c, ownListings, p.cfg, p.listed < maxListed)
		p.listed += len(v.points) - before

		switch todo {
		case stepServe:
			if ownListings == 0 {
				v.hits++
			}
			return v.points[c.arn], nil
		case stepDescribe:
			return p.describeFor(ctx, v, c)
		case stepList:
			ownListings++
			if !p.listFor(ctx, v, c) {
				return p.describeFor(ctx, v, c)
			}
		case stepWait:
			p.waitFor(ctx, v)
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
}

// waitFor waits in the vault's queue. The caller holds the lock, which is given up
// meanwhile.
func (p *Points) waitFor(ctx context.Context, v *vault) {
	self := make(chan struct{})
	v.queue = append(v.queue, self)
	p.mu.Unlock()
	select {
	case <-self:
	case <-ctx.Done():
	}
	p.mu.Lock()
	if ctx.Err() == nil {
		return
	}
	if i := slices.Index(v.queue, self); i >= 0 {
		v.queue = slices.Delete(v.queue, i, i+1)
		return
	}
	v.wake(1) // woken in vain
}

// describeFor describes the point and learns from it. The caller holds the lock,
// which is given up for the call.
func (p *Points) describeFor(ctx context.Context, v *vault, c *pointCall) (*awsbackup.Point, error) {
	v.started++
	p.mu.Unlock()
	point, err := p.describe(ctx, v, c.arn)
	p.mu.Lock()
	v.ended++
	if err == nil {
		v.learn(c.created, point.CreationDate)
	}
	if v.ended == p.cfg.Singly {
		v.wake(len(v.queue))
	}
	v.wake(2)
	return point, err
}

// learn notes how far a point's date is from the hint.
func (v *vault) learn(hint time.Time, date *time.Time) {
	if hint.IsZero() || date == nil {
		return
	}
	offset := date.Sub(hint)
	if offset.Abs() <= trustedOffset {
		v.early, v.late = min(v.early, offset), max(v.late, offset)
	}
}

// keep holds a listed point, if it may be served later.
func (v *vault) keep(item *types.RecoveryPointByBackupVault) bool {
	arn := item.RecoveryPointArn
	if arn == nil {
		return false
	}
	if _, ok := v.changed[*arn]; ok {
		return false
	}
	switch item.Status {
	case types.RecoveryPointStatusCreating, types.RecoveryPointStatusDeleting, "":
		return false
	default: // it rests, or is in a status that is not known, which is served as it is
	}
	_, had := v.points[*arn]
	for _, s := range []**string{
		&item.BackupVaultArn, &item.BackupVaultName, &item.IamRoleArn, &item.EncryptionKeyArn,
		&item.ResourceArn, &item.ResourceType, &item.ResourceName, &item.StatusMessage,
	} {
		*s = v.shared(*s)
	}
	item.CreatedBy = v.sharedMaker(item.CreatedBy)
	v.points[*arn] = awsbackup.PointFromListItem(*item)
	return !had
}

// sharedMaker is one copy of equal creators: a plan makes thousands of points.
func (v *vault) sharedMaker(c *types.RecoveryPointCreator) *types.RecoveryPointCreator {
	if c == nil {
		return nil
	}
	for _, s := range []**string{
		&c.BackupPlanArn, &c.BackupPlanId, &c.BackupPlanName, &c.BackupPlanVersion,
		&c.BackupRuleCron, &c.BackupRuleId, &c.BackupRuleName, &c.BackupRuleTimezone,
	} {
		*s = v.shared(*s)
	}
	if one, ok := v.makers[*c]; ok { // equal strings are the same by now
		return one
	}
	v.makers[*c] = c
	return c
}

// shared is one copy of equal strings, which most of a vault's are.
func (v *vault) shared(s *string) *string {
	if s == nil {
		return nil
	}
	if one, ok := v.strings[*s]; ok {
		return one
	}
	v.strings[*s] = s
	return s
}
