// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package recoverypoint

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
)

// creationWindow is how long after its job's creation a recovery point may have
// been created: the job's default start window and some room.
const creationWindow = 12 * time.Hour

// FindByJob guesses the point of a job whose record expired before AWS reported
// its ARN: the only point of the resource that the vault received within 12
// hours of the job's creation and that the job may have made. It returns nil if
// there is none, or more than one. Of ref, VaultName, ResourceARN, CreationDate
// and RoleARN are used. The point is shared and must not be changed.
func (c *Client) FindByJob(ctx context.Context, ref Ref) (*awsbackup.Point, error) {
	var found *awsbackup.Point
	for page, err := range resourcePages(ctx, c.API, ref.ResourceARN) {
		if err != nil {
			return nil, err
		}
		for _, item := range page.RecoveryPoints {
			at := aws.ToTime(item.CreationDate)
			if awsbackup.Contradicts(item.BackupVaultName, ref.VaultName) || aws.ToString(item.ParentRecoveryPointArn) != "" ||
				at.Before(ref.CreationDate.Add(-time.Minute)) || !at.Before(ref.CreationDate.Add(creationWindow)) {
				continue
			}
			// A list leaves out the vault, and what made the point.
			candidate := ref
			candidate.ARN, candidate.CreationDate = aws.ToString(item.RecoveryPointArn), at
			point, err := c.read(ctx, candidate, false)
			switch {
			case awsbackup.IsNotFound(err): // of another vault, or not made by AWS Backup
				continue
			case err != nil:
				return nil, err
			case !ref.mayHaveMade(point):
				continue
			case found != nil:
				return nil, nil
			}
			found = point
		}
	}
	return found, nil
}

// mayHaveMade reports whether nothing about a point contradicts that the job of
// ref has made it.
func (r Ref) mayHaveMade(point *awsbackup.Point) bool {
	byPlan := point.CreatedBy != nil && aws.ToString(point.CreatedBy.BackupPlanId) != ""
	return !byPlan && aws.ToString(point.SourceBackupVaultArn) == "" &&
		!awsbackup.Contradicts(point.ResourceArn, r.ResourceARN) && !awsbackup.Contradicts(point.IamRoleArn, r.RoleARN)
}

// Outcome is the state of the job that made a recovery point of this status:
// COMPLETED or PARTIAL. AVAILABLE and STOPPED are the states of continuous
// backups, EXPIRED that of a point that AWS could not delete. ok is false where
// the status does not tell.
func Outcome(status types.RecoveryPointStatus) (state string, ok bool) {
	switch status {
	case types.RecoveryPointStatusCompleted, types.RecoveryPointStatusAvailable, types.RecoveryPointStatusStopped, types.RecoveryPointStatusExpired:
		return string(types.BackupJobStateCompleted), true
	case types.RecoveryPointStatusPartial:
		return string(types.BackupJobStatePartial), true
	default:
		return "", false
	}
}
