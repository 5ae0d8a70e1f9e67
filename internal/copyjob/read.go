// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package copyjob

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/lifecycle"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/recoverypoint"
)

// Read implements resource.Resource. The record of an unfinished job is read;
// after that, the copy. A copy that has vanished stays in state: copying again is
// for the user to decide.
func (r *Resource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var m Model
	resp.Diagnostics.Append(req.State.Get(ctx, &m)...)
	if resp.Diagnostics.HasError() {
		return
	}
	stored := m
	if r.data.Unknown() {
		resp.Diagnostics.Append(kind.NotRefreshed(m.ID.ValueString(), m.RecoveryPointARN.ValueString()))
		resp.Diagnostics.Append(job.SaveIdentity(ctx, req.Identity, resp.Identity, m.identity())...)
		return
	}
	region := r.data.RegionOrDiag(m.Region.ValueString(), &resp.Diagnostics)
	if region == nil {
		return
	}
	m.Region = tftypes.StringValue(region.Name)

	mark := job.Imported(ctx, req.Private)
	endedBefore, imported := m.finished(ctx), mark != nil && m.State.IsNull()
	switch {
	case job.RecordLost(ctx, req.Private), m.DestinationRecoveryPointStatus.ValueString() == recoverypoint.StatusDeleted:
	case imported && !m.byRecoveryPoint():
		r.readImported(ctx, region, &m, &resp.Diagnostics)
	case job.Leftover(ctx, req.Private) && !m.finished(ctx):
		r.refreshLeftover(ctx, region, &m, &resp.Diagnostics)
	default:
		if lost := r.refresh(ctx, region, &m, &resp.Diagnostics); lost {
			resp.Diagnostics.Append(job.MarkRecordLost(ctx, resp.Private, true)...)
		}
	}
	if imported {
		resp.Diagnostics.Append(kind.CheckImportedAccount(ctx, req.Identity, m.ID.ValueString(), m.AccountID.ValueString())...)
	}
	if resp.Diagnostics.HasError() {
		return
	}
	resp.Diagnostics.Append(job.SaveIdentity(ctx, req.Identity, resp.Identity, m.identity())...)
	if mark != nil {
		resp.Diagnostics.Append(mark.Count(ctx, resp.Private)...)
	}
	if m.waitMet(ctx) {
		// What was there before an import ended for another user.
		endedBefore = endedBefore || imported && m.finished(ctx)
		resp.Diagnostics.Append(job.RecordOutcome(ctx, req.Private, resp.Private, endedBefore, kind.Succeeded(m.record(ctx)), m.outcome(ctx, true))...)
	}
	resp.Diagnostics.Append(job.SaveChanged(ctx, &resp.State, &stored, &m)...)
}

// refresh updates the model. lost says that the job's record has expired before
// its end was seen, so that nothing can be learned of it any more.
func (r *Resource) refresh(ctx context.Context, region *providerdata.Region, m *Model, diags *diag.Diagnostics) (lost bool) {
	if (!m.finished(ctx) || m.lacksPoint(ctx)) && !m.byRecoveryPoint() {
		found, err := kind.FindRecent(ctx, region.CopyJobs, m.ID.ValueString(), m.account(), apivalue.Time(m.CreationDate))
		unknown, isUnknown := errors.AsType[*job.UnknownJobError](err)
		switch {
		case err == nil:
			m.FromJob(found)
		case isUnknown:
			diags.AddWarning("Copy Job Not Found",
				fmt.Sprintf("%s. The copy of %s is kept in state as it was, %s.", job.Sentence(unknown), m.RecoveryPointARN.ValueString(), m.State.ValueString()))
			return false
		case awsbackup.IsNotFound(err):
			diags.AddWarning("Copy Job Record Expired",
				fmt.Sprintf("AWS Backup no longer knows copy job %s of %s, whose end or recovery point was never seen. The resource is kept as it was and no new copy is planned. "+
					"If the copy exists, import it with the ID DESTINATION_VAULT_ARN,RECOVERY_POINT_ARN; for a new one, change triggers.", m.ID.ValueString(), m.RecoveryPointARN.ValueString()))
			return true
		default:
			diags.Append(awsdiag.FromError(m.attempt("reading the copy job", "DescribeCopyJob"), err))
			return false
		}
	}
	switch {
	case m.lacksPoint(ctx):
		diags.Append(m.pointNotReported())
	case m.finished(ctx) && m.hasPoint() || m.byRecoveryPoint():
		r.refreshPoint(ctx, m, diags)
	}
	return false
}

// refreshLeftover is refresh for an object whose create failed before its job had
// ended. The end is left to the next apply, which must get what this one has
// started: an unfinished job in state is how the deletion of the tainted object
// knows that.
func (r *Resource) refreshLeftover(ctx context.Context, region *providerdata.Region, m *Model, diags *diag.Diagnostics) {
	before := *m
	if lost := r.refresh(ctx, region, m, diags); lost || diags.HasError() || m.State.IsNull() {
		return
	}
	state := m.State.ValueString()
	empty := state == string(types.CopyJobStateFailed)
	if m.finished(ctx) && !empty {
		*m = before
	}
	diags.Append(kind.LeftoverWarning(m.ID.ValueString(), m.RecoveryPointARN.ValueString(), state, empty))
	if !empty {
		job.SeeLeftover(ctx, r.data, region.Owners, m.intent)
	}
}

// refreshPoint follows the copy of a finished job.
func (r *Resource) refreshPoint(ctx context.Context, m *Model, diags *diag.Diagnostics) {
	points, d := r.points(m)
	if d != nil {
		diags.Append(d)
		return
	}
	found := points.Check(ctx, m.expected(), recoverypoint.Thorough)
	imported := m.State.IsNull() // An import has nothing yet that could be kept.
	switch {
	case found.Presence == lifecycle.PresenceThere:
		diags.Append(m.fromPoint(ctx, found.Point)...)
	case found.Presence == lifecycle.PresenceDue:
		m.DestinationRecoveryPointStatus = tftypes.StringValue(recoverypoint.StatusDeleted)
	case imported && awsbackup.IsNotFound(found.Err) && found.Doubt != lifecycle.DoubtOtherAccount: // There is no such copy.
		diags.Append(awsdiag.FromError(m.ref().Attempt("reading copy ", "DescribeRecoveryPoint"), found.Err))
	case found.Presence == lifecycle.PresenceGoneEarly:
		m.DestinationRecoveryPointStatus = tftypes.StringValue(recoverypoint.StatusDeleted)
		diags.AddWarning("Copy Deleted Early",
			fmt.Sprintf("Copy %s of copy job %s is gone although its time had not come: a user or another process deleted it. "+
				"The resource stays in state with destination_recovery_point_status DELETED, and no new copy is planned. For a new one, change triggers or use -replace.",
				m.DestinationRecoveryPointARN.ValueString(), m.ID.ValueString()))
	case found.Failed() || imported:
		diags.Append(found.Diagnostic())
	default:
		diags.Append(awsdiag.Warning(found.Diagnostic()))
	}
}

// fromPoint takes what the copy shows, including real drift.
func (m *Model) fromPoint(ctx context.Context, point *awsbackup.Point) diag.Diagnostics {
	before := m.ref()
	m.FromPoint(point)
	if m.byRecoveryPoint() && m.State.IsNull() {
		m.IAMRoleARN = apivalue.Text(point.IamRoleArn)
		if recoverypoint.LifecycleHonored(point) {
			m.Lifecycle = apivalue.Lifecycle(point.Lifecycle)
		}
		state, _ := recoverypoint.Outcome(point.Status)
		m.State = tftypes.StringValue(cmp.Or(state, string(types.CopyJobStateCompleted)))
		if source := point.SourceBackupVaultArn; source != nil {
			name, _ := catalog.VaultNameFromARN(*source)
			m.SourceBackupVaultName = apivalue.Text(&name)
		}
	}
	shown := *point
	if shown.Lifecycle != nil {
		shown.Lifecycle = m.configured(*shown.Lifecycle)
	}
	known := m.ref()
	known.DeleteAt, known.ColdAt = before.DeleteAt, before.ColdAt
	retention, diags := recoverypoint.RefreshedRetention(ctx, m.Lifecycle, known, &shown)
	m.Lifecycle = retention
	return diags
}

// configured is what a copy's lifecycle shows of the members that the
// configuration sets. The others come from the source and are nobody's drift.
func (m *Model) configured(l types.Lifecycle) *types.Lifecycle {
	set := m.Lifecycle.Attributes()
	const never = -1
	unset := func(name string) bool {
		days, ok := set[name].(tftypes.Int64)
		return !ok || days.IsNull() || days.ValueInt64() == never
	}
	if unset("delete_after_days") {
		l.DeleteAfterDays = nil
	}
	if unset("move_to_cold_storage_after_days") {
		l.MoveToColdStorageAfterDays = nil
	}
	if archive, ok := set["opt_in_to_archive_for_supported_resources"]; !ok || archive.IsNull() {
		l.OptInToArchiveForSupportedResources = nil
	}
	return &l
}
