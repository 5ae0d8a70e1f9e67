// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"cmp"
	"context"

	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/lifecycle"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/recoverypoint"
)

// adoptJob fills in a model from a job record and, for a finished job, its
// recovery point: what an import and the list make of it.
func (r *Resource) adoptJob(ctx context.Context, region *providerdata.Region, m *Model, from *awsbackup.Job) diag.Diagnostics {
	var diags diag.Diagnostics
	m.FromJob(from)
	m.BackupVaultName = apivalue.Text(from.BackupVaultName)
	m.ResourceARN = apivalue.Text(from.ResourceArn)
	m.IAMRoleARN = apivalue.Text(from.IamRoleArn)
	m.BackupOptions = apivalue.StringMap(from.BackupOptions)
	retention, d := recoverypoint.RefreshedLifecycle(ctx, tftypes.ObjectNull(apivalue.LifecycleTypes), from.RecoveryPointLifecycle, m.ref())
	diags.Append(d...)
	m.Lifecycle = retention
	if m.finished() && m.RecoveryPointARN.ValueString() != "" {
		points := recoverypoint.NewClient(r.data, region)
		found := points.Check(ctx, m.ref(), recoverypoint.Once)
		switch found.Presence {
		case lifecycle.PresenceThere:
			diags.Append(m.fromPoint(ctx, points, found.Point)...)
			m.Index = apivalue.Keep(m.Index, recoverypoint.ImportedIndex(found.Point.IndexStatus))
		case lifecycle.PresenceDue:
			m.RecoveryPointStatus = tftypes.StringValue(recoverypoint.StatusDeleted)
			diags.Append(m.findAirGappedCopy(ctx, points)...)
		default:
			diags.Append(awsdiag.Warning(found.Diagnostic()))
		}
	}
	return diags
}

// adoptPoint fills in a model that was imported by its recovery point, whose
// job has no record any more.
func (m *Model) adoptPoint(point *awsbackup.Point) {
	m.ResourceARN = apivalue.Text(point.ResourceArn)
	m.IAMRoleARN = apivalue.Text(point.IamRoleArn)
	state, _ := recoverypoint.Outcome(point.Status)
	m.State = tftypes.StringValue(cmp.Or(state, string(types.BackupJobStateCompleted)))
	m.Index = apivalue.Keep(recoverypoint.ImportedIndex(point.IndexStatus), m.Index)
}
