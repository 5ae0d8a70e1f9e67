// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"context"
	"errors"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// errNoVault is a recovery point whose vault is not known: nothing can be asked
// about it.
var errNoVault = errors.New("the vault of the recovery point is not known")

// pointVault is the name of the vault where the recovery point really is. With
// an air-gapped target it is not the vault that was asked for.
func (m *Model) pointVault() string {
	if name, ok := catalog.VaultNameFromARN(m.BackupVaultARN.ValueString()); ok {
		return name
	}
	return m.BackupVaultName.ValueString()
}

// readPoint is one look at the model's recovery point, shared with every other
// refresh of this process.
func readPoint(ctx context.Context, region *providerdata.Region, m *Model) (*awsbackup.Point, error) {
	vault := m.pointVault()
	if vault == "" {
		return nil, errNoVault
	}
	return region.Points.Get(ctx, vault, m.RecoveryPointARN.ValueString(), apivalue.Time(m.CreationDate))
}

// visiblePoint is readPoint for a point that AWS may not show yet although it
// has told its ARN.
func visiblePoint(ctx context.Context, region *providerdata.Region, pace providerdata.Pace, m *Model) (*awsbackup.Point, error) {
	deadline := time.Now().Add(pace.PointRetryFor)
	for {
		point, err := readPoint(ctx, region, m)
		if err == nil || !awsbackup.IsNotFound(err) || m.Temporary() || time.Now().After(deadline) {
			return point, err
		}
		if sleep(ctx, pace.PointRetryEvery) != nil {
			return nil, err
		}
	}
}

// learnCopy finds the lasting copy of a temporary point in the air-gapped
// vault. Copy records go 30 days after the copy, so it is looked for until it
// is known, and no longer.
func learnCopy(ctx context.Context, region *providerdata.Region, m *Model) diag.Diagnostics {
	if !m.Temporary() || m.LogicallyAirGappedRecoveryPointARN.ValueString() != "" || m.RecoveryPointARN.ValueString() == "" {
		return nil
	}
	pages := backup.NewListCopyJobsPaginator(region.API, &backup.ListCopyJobsInput{
		BySourceRecoveryPointArn: m.RecoveryPointARN.ValueStringPointer(),
	}, func(o *backup.ListCopyJobsPaginatorOptions) { o.StopOnDuplicateToken = true })
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return diag.Diagnostics{awsdiag.Warning(awsdiag.FromError(m.attempt("looking for the air-gapped copy of "+m.RecoveryPointARN.ValueString(), "ListCopyJobs"), err))}
		}
		for _, job := range page.CopyJobs {
			if job.State == types.CopyJobStateCompleted && aws.ToString(job.DestinationRecoveryPointArn) != "" {
				m.LogicallyAirGappedRecoveryPointARN = apivalue.Text(job.DestinationRecoveryPointArn)
				return nil
			}
		}
	}
	return nil
}

// findPoint looks for the recovery point of a job whose record went before its
// ARN was known: the one point of the resource that the same vault got between
// the job's creation and the end of its day. Two candidates are none.
func findPoint(ctx context.Context, region *providerdata.Region, m *Model) (string, error) {
	created := apivalue.Time(m.CreationDate)
	if created.IsZero() || m.ResourceARN.ValueString() == "" {
		return "", nil
	}
	var found []string
	pages := backup.NewListRecoveryPointsByResourcePaginator(region.API, &backup.ListRecoveryPointsByResourceInput{
		ResourceArn: m.ResourceARN.ValueStringPointer(),
	}, func(o *backup.ListRecoveryPointsByResourcePaginatorOptions) { o.StopOnDuplicateToken = true })
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return "", err
		}
		for _, point := range page.RecoveryPoints {
			at := aws.ToTime(point.CreationDate)
			vault := aws.ToString(point.BackupVaultName)
			sameVault := vault == "" || vault == m.pointVault()
			if sameVault && !at.Before(created.Add(-time.Minute)) && at.Before(created.Add(findWindow)) {
				found = append(found, aws.ToString(point.RecoveryPointArn))
			}
		}
	}
	if len(found) != 1 {
		return "", nil
	}
	return found[0], nil
}

// findWindow is how long after its job's creation a recovery point may have
// been created: the job's default start window and some room.
const findWindow = 12 * time.Hour
