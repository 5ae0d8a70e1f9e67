// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package recoverypoint

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
)

// FindAirGappedCopy returns the ARN of the lasting copy of a temporary point in
// the air-gapped vault, "" while there is none. AWS keeps copy records for 30
// days, so look for it until it is known, and no longer.
func (c *Client) FindAirGappedCopy(ctx context.Context, ref Ref) (string, diag.Diagnostics) {
	if !ref.Temporary || ref.ARN == "" {
		return "", nil
	}
	for page, err := range awsbackup.Pages(ctx, c.API.ListCopyJobs, &backup.ListCopyJobsInput{BySourceRecoveryPointArn: &ref.ARN}) {
		if err != nil {
			return "", ref.warning("looking for the air-gapped copy of ", "ListCopyJobs", err)
		}
		for _, job := range page.CopyJobs {
			if arn := aws.ToString(job.DestinationRecoveryPointArn); job.State == types.CopyJobStateCompleted && arn != "" {
				return arn, nil
			}
		}
	}
	return "", nil
}

// creationWindow is how long after its job's creation a recovery point may have
// been created: the job's default start window and some room.
const creationWindow = 12 * time.Hour

// FindByJob looks for the point of a job whose record expired before its ARN
// was known: the only point of the resource that the vault received within 12
// hours of the job's creation. It returns "" if there is none, or more than one.
// Of ref, only VaultName, ResourceARN and CreationDate are used.
func (c *Client) FindByJob(ctx context.Context, ref Ref) (string, error) {
	if ref.CreationDate.IsZero() || ref.ResourceARN == "" {
		return "", nil
	}
	var found []string
	for page, err := range resourcePages(ctx, c.API, ref.ResourceARN) {
		if err != nil {
			return "", err
		}
		for _, point := range page.RecoveryPoints {
			at := aws.ToTime(point.CreationDate)
			vault := aws.ToString(point.BackupVaultName)
			sameVault := vault == "" || vault == ref.VaultName
			if sameVault && !at.Before(ref.CreationDate.Add(-time.Minute)) && at.Before(ref.CreationDate.Add(creationWindow)) {
				found = append(found, aws.ToString(point.RecoveryPointArn))
			}
		}
	}
	if len(found) != 1 {
		return "", nil
	}
	return found[0], nil
}

// Made reports a recovery point that its job has completed. AVAILABLE and
// STOPPED are the states of continuous backups, EXPIRED that of a point that AWS
// could not delete.
func Made(status types.RecoveryPointStatus) bool {
	switch status {
	case types.RecoveryPointStatusCompleted, types.RecoveryPointStatusAvailable, types.RecoveryPointStatusStopped, types.RecoveryPointStatusExpired:
		return true
	default:
		return false
	}
}
