// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package pointcache

import (
	"context"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
)

const (
	// maxHeld bounds the points held, a kilobyte each: beyond it, nothing more
	// is listed.
	maxHeld = 100_000
	// maxOwnPages is how many pages one Get may cause before it describes.
	maxOwnPages = 4
)

// vault is what is known of one vault. Cache.mu guards it.
type vault struct {
	name    string
	calls   map[string]*call
	changed map[string]struct{} // changed by this process: never served from lists

	// What lists have shown.
	points      map[string]*awsbackup.Point
	strings     map[string]*string // shared by the points, as are their creators
	makers      map[types.RecoveryPointCreator]*types.RecoveryPointCreator
	listed      *period   // by lists that ended; nil if none
	listing     *listing  // nil if none
	since       time.Time // when the first of it was listed; zero if none
	pausedUntil time.Time // nothing is listed before: denied, or faulty

	// API call counts.
	started, ended int // describes
	pages          int
	hits           int // Gets that cost nothing

	first, last time.Time       // the dates asked for so far
	queue       []chan struct{} // Gets that wait for one of the above to change
}

// asked notes a date.
func (v *vault) asked(created time.Time) {
	if created.IsZero() {
		return
	}
	if v.first.IsZero() || created.Before(v.first) {
		v.first = created
	}
	if created.After(v.last) {
		v.last = created
	}
}

// wake lets up to n waiting Gets decide again. While any waits, a describe or a
// page is in progress, and its end wakes some: each of them takes the place that
// has become free, or leaves it to another call that will wake others in turn.
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

// next decides. After Singly describes, a page may be read for every describe
// made and for every Get that a list has served. So lists that serve nobody cost
// no more than the describes, and the sum stays near the best possible whatever
// else the vault holds.
func (v *vault) next(c *call, ownPages int, cfg Config, room bool) step {
	now := time.Now()
	v.expire(now, cfg)
	if _, ok := v.changed[c.arn]; ok {
		return stepDescribe
	}
	if _, ok := v.points[c.arn]; ok {
		return stepServe
	}
	switch {
	case v.covered(c.created):
		return stepDescribe // the list does not show it: AWS decides
	case v.started < cfg.Singly:
		return stepDescribe
	case v.ended < cfg.Singly, v.listing != nil && v.listing.busy:
		return stepWait // the answer may show the point
	case room && now.After(v.pausedUntil) && ownPages < maxOwnPages && v.pages < v.ended+v.hits:
		return stepList
	case v.started-v.ended < cfg.Singly:
		return stepDescribe
	}
	return stepWait
}

// expire forgets lists that have become too old.
func (v *vault) expire(now time.Time, cfg Config) {
	if v.since.IsZero() || now.Sub(v.since) < cfg.MaxAge || v.listing != nil && v.listing.busy {
		return
	}
	clear(v.points)
	clear(v.strings)
	clear(v.makers)
	v.listed, v.listing, v.since = nil, nil, time.Time{}
	v.pages, v.hits = 0, 0
}

// resolve answers one Get.
func (c *Cache) resolve(ctx context.Context, v *vault, one *call) (*awsbackup.Point, error) {
	ownPages := 0
	c.mu.Lock()
	defer c.mu.Unlock()
	for {
		before := len(v.points)
		todo := v.next(one, ownPages, c.cfg, c.held < maxHeld)
		c.held += len(v.points) - before

		switch todo {
		case stepServe:
			if ownPages == 0 {
				v.hits++
			}
			return v.points[one.arn], nil
		case stepDescribe:
			return c.describeFor(ctx, v, one)
		case stepList:
			ownPages++
			if !c.listFor(ctx, v, one.created) {
				return c.describeFor(ctx, v, one)
			}
		case stepWait:
			c.waitFor(ctx, v)
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
}

// waitFor waits in the vault's queue. The caller holds the lock, which is given up
// meanwhile.
func (c *Cache) waitFor(ctx context.Context, v *vault) {
	self := make(chan struct{})
	v.queue = append(v.queue, self)
	c.mu.Unlock()
	select {
	case <-self:
	case <-ctx.Done():
	}
	c.mu.Lock()
	if ctx.Err() == nil {
		return
	}
	if i := slices.Index(v.queue, self); i >= 0 {
		v.queue = slices.Delete(v.queue, i, i+1)
		return
	}
	v.wake(1) // woken in vain
}

// describeFor describes the point. The caller holds the lock,
// which is given up for the call.
func (c *Cache) describeFor(ctx context.Context, v *vault, one *call) (*awsbackup.Point, error) {
	v.started++
	c.mu.Unlock()
	point, err := c.api.DescribeRecoveryPoint(ctx, &backup.DescribeRecoveryPointInput{BackupVaultName: &v.name, RecoveryPointArn: &one.arn})
	c.mu.Lock()
	v.ended++
	if v.ended == c.cfg.Singly {
		v.wake(len(v.queue))
	}
	v.wake(2)
	return point, err
}

// keep holds a listed point, if it may be served later.
func (v *vault) keep(item *types.RecoveryPointByBackupVault) bool {
	arn := aws.ToString(item.RecoveryPointArn) // nobody asks for ""
	if _, ok := v.changed[arn]; ok {
		return false
	}
	switch item.Status {
	case types.RecoveryPointStatusCreating, types.RecoveryPointStatusDeleting, "":
		return false
	default: // it rests, or is in a status that is not known, which is served as it is
	}
	_, had := v.points[arn]
	for _, s := range []**string{
		&item.BackupVaultArn, &item.BackupVaultName, &item.IamRoleArn, &item.EncryptionKeyArn,
		&item.ResourceArn, &item.ResourceType, &item.ResourceName, &item.StatusMessage,
	} {
		*s = v.shared(*s)
	}
	item.CreatedBy = v.sharedMaker(item.CreatedBy)
	v.points[arn] = awsbackup.PointFromListItem(*item)
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
