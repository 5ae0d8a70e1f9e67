// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package actions

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/backupjob/record"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
)

// clockMargin is how far this machine's clock may be off AWS's where a listing
// is bounded by age. The decision is by AWS's clock.
const clockMargin = 10 * time.Minute

// skip does without a new backup if there is one, or one in flight, that is young
// enough. done is false where one must be taken.
func (i *invocation) skip(ctx, waiting context.Context, age string) (done bool, diags diag.Diagnostics) {
	// The validator has seen to it that it is one.
	limit, _ := time.ParseDuration(age)
	now, point, inFlight, err := i.newest(waiting, limit)
	if err != nil {
		diags.Append(awsdiag.FromError(i.attempt("looking for a younger backup of "+aws.ToString(i.in.ResourceArn), ""), err))
		return false, diags
	}
	switch {
	case point != nil:
		i.Send(ctx, fmt.Sprintf("no backup needed: recovery point %s in vault %s%s was created %s ago, less than %s",
			aws.ToString(point.RecoveryPointArn), aws.ToString(point.BackupVaultName), sizeOf(point), job.Duration(now.Sub(*point.CreationDate)), awsdiag.Span(limit)))
		return true, nil
	case inFlight == nil:
		return false, nil
	}
	i.Send(ctx, fmt.Sprintf("backup job %s of the same resource is %s already, started %s ago; waiting for it instead of starting another",
		aws.ToString(inFlight.BackupJobId), inFlight.State, job.Duration(now.Sub(*inFlight.CreationDate))))
	found, d := i.Await(ctx, waiting, inFlight)
	if d != nil {
		diags.Append(d)
		return true, diags
	}
	if awsbackup.Finished(found.State) && !awsbackup.Succeeded(found.State) {
		i.Send(ctx, fmt.Sprintf("backup job %s ended %s, so a new one is started", aws.ToString(found.BackupJobId), found.State))
		return false, nil
	}
	return true, i.Report(ctx, found)
}

func sizeOf(point *types.RecoveryPointByBackupVault) string {
	if bytes := aws.ToInt64(point.BackupSizeInBytes); bytes > 0 {
		return " (" + job.Size(bytes) + ")"
	}
	return ""
}

// newest is the newest completed recovery point, and the newest job in flight,
// that are younger than limit; nil where there is none. Jobs are listed first:
// one that ends in between shows as a recovery point.
func (i *invocation) newest(ctx context.Context, limit time.Duration) (now time.Time, point *types.RecoveryPointByBackupVault, inFlight *awsbackup.Job, err error) {
	since := time.Now().Add(-limit - clockMargin)
	vaults := i.vaults()
	var jobs []*awsbackup.Job
	for found, err := range job.Each(ctx, 0, record.Pages(i.region.API, &backup.ListBackupJobsInput{ByResourceArn: i.in.ResourceArn, ByCreatedAfter: &since})) {
		if err != nil {
			return now, nil, nil, err
		}
		if awsbackup.InFlight(found.State) && found.State != types.BackupJobStateAborting && slices.Contains(vaults, aws.ToString(found.BackupVaultName)) && found.CreationDate != nil {
			jobs = append(jobs, found)
		}
	}
	now = time.Now()
	var points []types.RecoveryPointByBackupVault
	for _, vault := range vaults {
		in := &backup.ListRecoveryPointsByBackupVaultInput{BackupVaultName: &vault, ByResourceArn: i.in.ResourceArn, ByCreatedAfter: &since}
		for page, err := range awsbackup.Pages(ctx, i.region.API.ListRecoveryPointsByBackupVault, in) {
			if err != nil {
				return now, nil, nil, err
			}
			if server, ok := awsbackup.ServerTime(page.ResultMetadata); ok {
				now = server
			}
			points = append(points, page.RecoveryPoints...)
		}
	}
	oldest := now.Add(-limit)
	for _, p := range points {
		// A temporary point goes once it is copied, and its copy may fail: only
		// the copy counts, which is in the list of the air-gapped vault.
		if l := p.Lifecycle; l != nil && l.DeleteAfterEvent == types.LifecycleDeleteAfterEventDeleteAfterCopy {
			continue
		}
		if p.Status == types.RecoveryPointStatusCompleted && p.CreationDate != nil && p.CreationDate.After(oldest) &&
			!awsbackup.Contradicts(p.ResourceArn, aws.ToString(i.in.ResourceArn)) &&
			(point == nil || p.CreationDate.After(*point.CreationDate)) {
			point = &p
		}
	}
	for _, j := range jobs {
		if j.CreationDate.After(oldest) && (inFlight == nil || j.CreationDate.After(*inFlight.CreationDate)) {
			inFlight = j
		}
	}
	return now, point, inFlight, nil
}

// vaults are those that the backup may end in.
func (i *invocation) vaults() []string {
	vaults := []string{aws.ToString(i.in.BackupVaultName)}
	if name, ok := catalog.VaultNameFromARN(aws.ToString(i.in.LogicallyAirGappedBackupVaultArn)); ok {
		vaults = append(vaults, name)
	}
	return vaults
}
