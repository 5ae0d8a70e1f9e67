// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package pointcache

import (
	"cmp"
	"context"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
)

// Config tunes a [Cache]. Every zero means the production default.
type Config struct {
	// Singly is how many recovery points of a vault are described one by one
	// before any listing of it. Default 8.
	Singly int
	// MaxAge is for how long a listed point may be served. Default 10 min.
	MaxAge time.Duration
}

// Cache reads the recovery points of one account and Region, singly at first,
// and from lists of their vault once that is cheaper. It is safe for concurrent
// use.
type Cache struct {
	api awsbackup.API
	cfg Config

	// mu guards all that follows, the vaults' members included.
	mu     sync.Mutex
	vaults map[string]*vault
	held   int // points, of all vaults
}

// New makes a cache. It starts nothing and needs no closing.
func New(api awsbackup.API, cfg Config) *Cache {
	cfg.Singly = cmp.Or(cfg.Singly, 8)
	cfg.MaxAge = cmp.Or(cfg.MaxAge, 10*time.Minute)
	return &Cache{api: api, cfg: cfg, vaults: make(map[string]*vault)}
}

// call is one Get in progress, for all callers that asked for the point.
type call struct {
	arn     string
	created time.Time
	cancel  context.CancelFunc
	callers int
	done    chan struct{}
	point   *awsbackup.Point // with err, readable once done is closed
	err     error
}

// Get returns the recovery point. created is the creation date of its job or its
// own, as a hint where to look; zero if it is not known. Errors are those of
// DescribeRecoveryPoint, [*awsbackup.EmptyIDError] and ctx's own: a point is
// called not found only when DescribeRecoveryPoint says so.
//
// The answer may come from a list made up to Config.MaxAge ago, but never
// from before a [Cache.Forget] of it, nor for a point on the move (CREATING,
// DELETING). Lists carry neither StorageClass nor ScanResults: who needs those
// must describe the point. The point is shared and must not be changed.
func (c *Cache) Get(ctx context.Context, vaultName, rpARN string, created time.Time) (*awsbackup.Point, error) {
	switch "" {
	case vaultName:
		return nil, &awsbackup.EmptyIDError{Operation: "DescribeRecoveryPoint", Member: "BackupVaultName"}
	case rpARN:
		return nil, &awsbackup.EmptyIDError{Operation: "DescribeRecoveryPoint", Member: "RecoveryPointArn"}
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	v, one := c.join(ctx, vaultName, rpARN, created)
	select {
	case <-one.done:
		return one.point, one.err
	case <-ctx.Done():
		c.leave(v, one)
		return nil, ctx.Err()
	}
}

// Forget makes later Gets of the point ask AWS again, for good. It must be called
// after every change of the point by this process.
func (c *Cache) Forget(vaultName, rpARN string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	v := c.vault(vaultName)
	v.changed[rpARN] = struct{}{}
	// A pending answer may be from before the change.
	delete(v.calls, rpARN)
	if _, ok := v.points[rpARN]; ok {
		delete(v.points, rpARN)
		c.held--
	}
}

// join finds the call for a point, or makes it.
func (c *Cache) join(ctx context.Context, vaultName, arn string, created time.Time) (*vault, *call) {
	c.mu.Lock()
	defer c.mu.Unlock()
	v := c.vault(vaultName)
	one := v.calls[arn]
	if one == nil {
		one = &call{arn: arn, created: created, done: make(chan struct{})}
		v.calls[arn] = one
		v.asked(created)
		// The call is everybody's, so it must not end with the first caller.
		var own context.Context
		own, one.cancel = context.WithCancel(context.WithoutCancel(ctx))
		go c.answer(own, v, one)
	}
	one.callers++
	return v, one
}

// leave ends a call that nobody waits for any more.
func (c *Cache) leave(v *vault, one *call) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if one.callers--; one.callers > 0 {
		return
	}
	one.cancel()
	if v.calls[one.arn] == one {
		delete(v.calls, one.arn)
	}
}

// answer finds the point and tells everybody.
func (c *Cache) answer(ctx context.Context, v *vault, one *call) {
	defer one.cancel()
	point, err := c.resolve(ctx, v, one)
	c.mu.Lock()
	defer c.mu.Unlock()
	one.point, one.err = point, err
	if v.calls[one.arn] == one {
		delete(v.calls, one.arn)
	}
	close(one.done)
}

// vault is the memory of one vault. The caller holds the lock.
func (c *Cache) vault(name string) *vault {
	v := c.vaults[name]
	if v == nil {
		v = &vault{
			name:    name,
			calls:   make(map[string]*call),
			changed: make(map[string]struct{}),
			points:  make(map[string]*awsbackup.Point),
			strings: make(map[string]*string),
			makers:  make(map[types.RecoveryPointCreator]*types.RecoveryPointCreator),
		}
		c.vaults[name] = v
	}
	return v
}
