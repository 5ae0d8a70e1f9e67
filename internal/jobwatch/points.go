// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package jobwatch

import (
	"cmp"
	"context"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
)

// PointsConfig tunes a [Points]. Every zero means the production default.
type PointsConfig struct {
	// Singly is how many recovery points of a vault are described one by one
	// before any listing of it. Default 8.
	Singly int
	// MaxAge is for how long a listed point may be served. Default 10 min.
	MaxAge time.Duration
}

// Points reads recovery points of one account and region, singly at first, and
// from lists of their vault once that is cheaper. It is safe for concurrent use.
type Points struct {
	api awsbackup.API
	cfg PointsConfig

	// mu guards all that follows, the vaults' members included.
	mu     sync.Mutex
	vaults map[string]*vault
	listed int // points held, of all vaults
}

// NewPoints makes a reader. It starts nothing and needs no closing.
func NewPoints(api awsbackup.API, cfg PointsConfig) *Points {
	cfg.Singly = cmp.Or(cfg.Singly, 8)
	cfg.MaxAge = cmp.Or(cfg.MaxAge, 10*time.Minute)
	return &Points{api: api, cfg: cfg, vaults: make(map[string]*vault)}
}

// pointCall is one answer on its way, for all who asked for it.
type pointCall struct {
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
// The answer may come from a list made up to PointsConfig.MaxAge ago, but never
// from before a [Points.Forget] of it, nor for a point on the move (CREATING,
// DELETING). Lists carry neither StorageClass nor ScanResults: who needs those
// must describe the point. The point is shared and must not be changed.
func (p *Points) Get(ctx context.Context, vaultName, rpARN string, created time.Time) (*awsbackup.Point, error) {
	switch "" {
	case vaultName:
		return nil, &awsbackup.EmptyIDError{Operation: "DescribeRecoveryPoint", Member: "BackupVaultName"}
	case rpARN:
		return nil, &awsbackup.EmptyIDError{Operation: "DescribeRecoveryPoint", Member: "RecoveryPointArn"}
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	v, c := p.join(ctx, vaultName, rpARN, created)
	select {
	case <-c.done:
		return c.point, c.err
	case <-ctx.Done():
		p.leave(v, c)
		return nil, ctx.Err()
	}
}

// Forget makes later Gets of the point ask AWS again, for good. It must be called
// after every change of the point by this process.
func (p *Points) Forget(vaultName, rpARN string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	v := p.vault(vaultName)
	v.changed[rpARN] = struct{}{}
	// An answer on its way may be from before the change.
	delete(v.calls, rpARN)
	if _, ok := v.points[rpARN]; ok {
		delete(v.points, rpARN)
		p.listed--
	}
}

// join finds the call for a point, or makes it.
func (p *Points) join(ctx context.Context, vaultName, arn string, created time.Time) (*vault, *pointCall) {
	p.mu.Lock()
	defer p.mu.Unlock()
	v := p.vault(vaultName)
	c := v.calls[arn]
	if c == nil {
		c = &pointCall{arn: arn, created: created, done: make(chan struct{})}
		v.calls[arn] = c
		v.hint(created)
		// The call is everybody's, so it must not end with the first caller.
		var own context.Context
		own, c.cancel = context.WithCancel(context.WithoutCancel(ctx))
		go p.answer(own, v, c)
	}
	c.callers++
	return v, c
}

// leave ends a call that nobody waits for any more.
func (p *Points) leave(v *vault, c *pointCall) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if c.callers--; c.callers > 0 {
		return
	}
	c.cancel()
	if v.calls[c.arn] == c {
		delete(v.calls, c.arn)
	}
}

// answer finds the point and tells everybody.
func (p *Points) answer(ctx context.Context, v *vault, c *pointCall) {
	defer c.cancel()
	point, err := p.resolve(ctx, v, c)
	p.mu.Lock()
	defer p.mu.Unlock()
	c.point, c.err = point, err
	if v.calls[c.arn] == c {
		delete(v.calls, c.arn)
	}
	close(c.done)
}

// vault is the memory of one vault. The caller holds the lock.
func (p *Points) vault(name string) *vault {
	v := p.vaults[name]
	if v == nil {
		v = &vault{
			name:    name,
			calls:   make(map[string]*pointCall),
			changed: make(map[string]struct{}),
			points:  make(map[string]*awsbackup.Point),
			strings: make(map[string]*string),
			makers:  make(map[types.RecoveryPointCreator]*types.RecoveryPointCreator),
		}
		p.vaults[name] = v
	}
	return v
}

func (p *Points) describe(ctx context.Context, v *vault, arn string) (*awsbackup.Point, error) {
	point, err := p.api.DescribeRecoveryPoint(ctx, &backup.DescribeRecoveryPointInput{
		BackupVaultName: &v.name, RecoveryPointArn: &arn,
	})
	if err == nil && point == nil {
		err = awsbackup.ErrNoAnswer
	}
	return point, err
}
