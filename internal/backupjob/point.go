// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/recoverypoint"
)

// ref is the model's recovery point.
func (m *Model) ref() recoverypoint.Ref {
	days, _ := m.Lifecycle.Attributes()["delete_after_days"].(tftypes.Int64)
	return recoverypoint.Ref{
		VaultName: m.pointVault(), ARN: m.RecoveryPointARN.ValueString(),
		Region: m.Region.ValueString(), AccountID: m.identity().AccountID.ValueString(),
		CreationDate: apivalue.Time(m.CreationDate), DeleteAt: m.DeleteAt(), DeleteAfterDays: days.ValueInt64(), ColdAt: m.ColdAt(),
		Seen: !m.RecoveryPointStatus.IsNull(), Temporary: m.Temporary(), Parent: m.IsParent(),
		JobID: m.jobID(), ResourceARN: m.ResourceARN.ValueString(), RoleARN: m.IAMRoleARN.ValueString(),
		CopyVaultARN: m.LogicallyAirGappedBackupVaultARN.ValueString(), CopyARN: m.LogicallyAirGappedRecoveryPointARN.ValueString(),
		Noun: "Backup", Owner: "job " + m.ID.ValueString(),
	}
}

// pointVault is the name of the vault that holds the recovery point. With an
// air-gapped target it is not the vault that was asked for.
func (m *Model) pointVault() string {
	if name, ok := catalog.VaultNameFromARN(m.BackupVaultARN.ValueString()); ok {
		return name
	}
	return m.BackupVaultName.ValueString()
}

// hasPoint reports a recovery point that can still be changed: it is not gone,
// and it is known to be the job's.
func (m *Model) hasPoint() bool {
	return !m.guessed && m.RecoveryPointARN.ValueString() != "" && !m.gone()
}

// gone reports a recovery point that AWS has deleted as planned.
func (m *Model) gone() bool {
	return m.RecoveryPointStatus.ValueString() == recoverypoint.StatusDeleted
}

// copyKept warns of a lasting copy that on_destroy = delete will not delete.
func (m *Model) copyKept() diag.Diagnostics {
	if !m.Temporary() || m.OnDestroy.ValueString() != OnDestroyDelete {
		return nil
	}
	return diag.Diagnostics{m.ref().AirGappedCopyKept()}
}

// lacksPoint reports a job that has completed, and of which AWS has not reported
// the recovery point.
func (m *Model) lacksPoint() bool {
	return !m.lost && !m.byRecoveryPoint() && finished(m.State) && !m.WithoutPoint() && m.RecoveryPointARN.ValueString() == "" && !m.gone()
}

// pointNotReported is the warning about a job that lacks its recovery point.
func (m *Model) pointNotReported() diag.Diagnostic {
	return kind.ResultNotReported(m.ID.ValueString(), m.ResourceARN.ValueString())
}

// unknownPointKept says what on_destroy = delete cannot do for a completed job
// whose recovery point is not known: at plan a warning. In the destroy it is an
// error, unless nothing can be found out any more.
func (m *Model) unknownPointKept(destroying bool) diag.Diagnostics {
	switch {
	case m.lost && !m.WithoutPoint():
		return diag.Diagnostics{diag.NewWarningDiagnostic("Recovery Point Not Known",
			fmt.Sprintf("on_destroy is \"delete\", but AWS Backup no longer knows job %s of %s, and the recovery point is not known. Only the resource is removed from state. A recovery point that the job made stays in vault %s until its retention ends.",
				m.ID.ValueString(), m.ResourceARN.ValueString(), m.pointVault()))}
	case !m.lacksPoint():
		return nil
	}
	d := kind.ResultNotDeletable(m.ID.ValueString(), m.ResourceARN.ValueString())
	if !destroying {
		d = awsdiag.Warning(d)
	}
	return diag.Diagnostics{d}
}

// awaitPoint asks for a recovery point that AWS has not reported.
func (r *Resource) awaitPoint(ctx context.Context, region *providerdata.Region, m *Model) (found bool) {
	intervals := r.data.RetryIntervals()
	j := kind.AwaitResult(ctx, region.API, m.ID.ValueString(), intervals.PointRetryEvery, intervals.PointRetryFor)
	if j != nil {
		m.FromJob(j)
	}
	return j != nil
}

// findAirGappedCopy looks for the lasting copy of a temporary point until it is
// known.
func (m *Model) findAirGappedCopy(ctx context.Context, points *recoverypoint.Client) diag.Diagnostics {
	if m.LogicallyAirGappedRecoveryPointARN.ValueString() != "" {
		return nil
	}
	found, diags := points.FindAirGappedCopy(ctx, m.ref())
	m.LogicallyAirGappedRecoveryPointARN = apivalue.Text(&found.ARN)
	m.addLate(found.Failed)
	return diags
}

func (m *Model) addLate(issue diag.Diagnostic) {
	if issue != nil {
		m.late = append(m.late, issue)
	}
}

// fromPoint takes over what the point shows, including real drift.
func (m *Model) fromPoint(ctx context.Context, points *recoverypoint.Client, point *awsbackup.Point) diag.Diagnostics {
	var diags diag.Diagnostics
	before := m.ref()
	m.FromPoint(point)
	if m.guessed { // What a guess shows says nothing about the arguments.
		return diags
	}
	if m.byRecoveryPoint() && m.State.IsNull() {
		m.adoptPoint(point)
	}
	ref := m.ref()
	known := ref
	known.DeleteAt, known.ColdAt = before.DeleteAt, before.ColdAt
	retention, d := recoverypoint.RefreshedRetention(ctx, m.Lifecycle, known, point)
	diags.Append(d...)
	m.Lifecycle = retention
	m.Index = recoverypoint.RefreshedIndex(m.Index, point.IndexStatus, m.indexed)
	m.indexed = recoverypoint.Indexed(point.IndexStatus)
	m.addLate(ref.IndexFailed(m.Index.ValueString(), point))
	tags, d := points.RefreshTags(ctx, ref, recoverypoint.Tags{Own: m.Tags, All: m.TagsAll})
	diags.Append(d...)
	m.Tags, m.TagsAll = tags.Own, tags.All
	diags.Append(m.findAirGappedCopy(ctx, points)...)
	return diags
}
