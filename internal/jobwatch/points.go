// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package jobwatch

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/backup"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
)

// PointsConfig tunes a [Points]. Every zero means the production default.
type PointsConfig struct {
	// Singly is how many recovery points of a vault are described one by one
	// before listing the vault is worth a thought. Default 8.
	Singly int
	// MaxAge is for how long a listed point may be served. Default 10 min.
	MaxAge time.Duration
}

// Points reads recovery points of one account and region.
type Points struct {
	api awsbackup.API
	cfg PointsConfig
}

// NewPoints makes a reader. It does no I/O.
func NewPoints(api awsbackup.API, cfg PointsConfig) *Points { return &Points{api: api, cfg: cfg} }

// Get returns the recovery point. Its errors are those of DescribeRecoveryPoint,
// and ctx's own. created is the creation date of the job or the point, as a hint,
// or zero. The point is shared and must not be changed; StorageClass and
// ScanResults may be empty, since lists do not carry them.
func (p *Points) Get(ctx context.Context, vaultName, rpARN string, created time.Time) (*awsbackup.Point, error) {
	return p.api.DescribeRecoveryPoint(ctx, &backup.DescribeRecoveryPointInput{
		BackupVaultName: &vaultName, RecoveryPointArn: &rpARN,
	})
}

// Forget makes later Gets of the point ask AWS again, and must be called after
// every change to it.
func (p *Points) Forget(vaultName, rpARN string) {}
