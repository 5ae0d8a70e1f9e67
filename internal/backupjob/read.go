// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"context"
	"errors"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/lifecycle"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/recoverypoint"
)

// Read implements resource.Resource. A job record lives for 30 days and is
// immutable once the job has finished, so the truth of a finished job is its
// recovery point; only an early and real not-found of that drops the resource.
func (r *Resource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var m Model
	resp.Diagnostics.Append(req.State.Get(ctx, &m)...)
	if resp.Diagnostics.HasError() {
		return
	}
	before := m
	if r.data.Unknown() {
		resp.Diagnostics.Append(kind.NotRefreshed(m.ID.ValueString(), m.ResourceARN.ValueString()))
		resp.Diagnostics.Append(job.SaveIdentity(ctx, req.Identity, resp.Identity, m.identity())...)
		return
	}
	region := r.data.RegionOrDiag(m.Region.ValueString(), &resp.Diagnostics)
	if region == nil {
		return
	}
	m.Region = tftypes.StringValue(region.Name)

	m.readMarks(ctx, req.Private)
	mark := job.Imported(ctx, req.Private)
	was, gone := m.State, false
	switch {
	case mark != nil && m.State.IsNull() && !m.byRecoveryPoint():
		r.readImported(ctx, region, &m, &resp.Diagnostics)
	case job.Leftover(ctx, req.Private) && !m.finished():
		gone = r.refreshLeftover(ctx, region, &m, &resp.Diagnostics)
	default:
		gone = r.refresh(ctx, region, &m, &resp.Diagnostics)
	}
	if mark != nil && was.IsNull() {
		resp.Diagnostics.Append(kind.CheckImportedAccount(ctx, req.Identity, m.ID.ValueString(), m.AccountID.ValueString())...)
	}
	if resp.Diagnostics.HasError() {
		return
	}

	// Below Terraform 1.12 an answer without identity is an error, also next to
	// a removal.
	resp.Diagnostics.Append(job.SaveIdentity(ctx, req.Identity, resp.Identity, m.identity())...)
	if gone {
		resp.State.RemoveResource(ctx)
		return
	}
	if m.guessed {
		resp.Diagnostics.Append(job.MarkGuessed(ctx, resp.Private)...)
	}
	if m.lost != job.RecordLost(ctx, req.Private) {
		resp.Diagnostics.Append(job.MarkRecordLost(ctx, resp.Private, m.lost)...)
	}
	if m.indexed != job.Indexed(ctx, req.Private) {
		resp.Diagnostics.Append(job.MarkIndexed(ctx, resp.Private, m.indexed)...)
	}
	if mark != nil {
		resp.Diagnostics.Append(r.countImportedRead(ctx, region, &m, *mark, resp.Private)...)
	}
	if mark != nil && was.IsNull() {
		was = m.State // What was there before the import ended for another resource.
	}
	resp.Diagnostics.Append(m.recordOutcome(ctx, req.Private, resp.Private, was)...)
	resp.Diagnostics.Append(job.ReportLate(ctx, req.Private, resp.Private, m.late, m.OnIssues.ValueString(), false)...)
	resp.Diagnostics.Append(job.SaveChanged(ctx, &resp.State, &before, &m)...)
}

// copyRecordLife is how long after its job a copy to an air-gapped vault may have
// a record: 30 days after the end of the copy, which may itself take days.
const copyRecordLife = 45 * 24 * time.Hour

// refresh brings the model up to date and reports whether its backup is gone
// for good before its time.
func (r *Resource) refresh(ctx context.Context, region *providerdata.Region, m *Model, diags *diag.Diagnostics) (gone bool) {
	if m.RecoveryPointStatus.ValueString() == recoverypoint.StatusDeleted {
		// The lasting copy of a temporary point is looked for until it is found,
		// or AWS has no record of the copy any more.
		if time.Since(apivalue.Time(m.CreationDate)) < copyRecordLife {
			diags.Append(m.findAirGappedCopy(ctx, recoverypoint.NewClient(r.data, region))...)
		}
		return false
	}
	switch {
	case m.lost && m.RecoveryPointARN.ValueString() == "":
		return false
	case m.lost:
		r.refreshUnended(ctx, region, m, diags)
		return false
	case (!m.finished() || m.lacksPoint()) && !m.byRecoveryPoint():
		found, err := kind.FindRecent(ctx, region.Jobs, m.ID.ValueString(), m.identity().AccountID.ValueString(), apivalue.Time(m.CreationDate))
		unknown, isUnknown := errors.AsType[*job.UnknownJobError](err)
		switch {
		case err == nil:
			m.FromJob(found)
		case isUnknown:
			diags.Append(m.unknownJob(unknown))
			return false
		case awsbackup.IsNotFound(err):
			r.refreshUnended(ctx, region, m, diags)
			return false
		default:
			diags.Append(awsdiag.FromError(m.attempt("reading the backup job", "DescribeBackupJob"), err))
			return false
		}
		if !m.finished() {
			return false
		}
	}
	if m.RecoveryPointARN.ValueString() == "" {
		if m.lacksPoint() {
			diags.Append(m.pointNotReported())
		}
		return false
	}
	return r.refreshPoint(ctx, region, m, diags)
}

// refreshLeftover is refresh for an object whose create failed before its job
// had ended. The end is left to the next apply, which is to get what this one
// has started: an unfinished job in state is how the deletion of the tainted
// object knows that. What the plan shows of such an object needs a warning.
func (r *Resource) refreshLeftover(ctx context.Context, region *providerdata.Region, m *Model, diags *diag.Diagnostics) (gone bool) {
	before := *m
	gone = r.refresh(ctx, region, m, diags)
	if diags.HasError() || gone || m.State.IsNull() || m.lost {
		return gone
	}
	state, empty := m.State.ValueString(), m.WithoutPoint()
	if m.finished() && !empty {
		*m = before
	}
	diags.Append(kind.LeftoverWarning(m.ID.ValueString(), m.ResourceARN.ValueString(), state, empty))
	if !empty {
		job.SeeLeftover(ctx, r.data, region.Owners, m.intent)
	}
	return false
}

// refreshPoint follows the recovery point of a finished job.
func (r *Resource) refreshPoint(ctx context.Context, region *providerdata.Region, m *Model, diags *diag.Diagnostics) (gone bool) {
	points := recoverypoint.NewClient(r.data, region)
	found := points.Check(ctx, m.ref(), recoverypoint.Thorough)
	switch found.Presence {
	case lifecycle.PresenceThere:
		diags.Append(m.fromPoint(ctx, points, found.Point)...)
	case lifecycle.PresenceDue:
		diags.Append(m.findAirGappedCopy(ctx, points)...)
		m.RecoveryPointStatus = tftypes.StringValue(recoverypoint.StatusDeleted)
	case lifecycle.PresenceGoneEarly:
		if m.guessed { // Nothing is known to be gone.
			m.RecoveryPointStatus = tftypes.StringValue(recoverypoint.StatusDeleted)
			diags.Append(m.guessGone())
			return false
		}
		diags.Append(awsdiag.Warning(found.Diagnostic()))
		return true
	default:
		if m.State.IsNull() && awsbackup.IsNotFound(found.Err) && found.Doubt != lifecycle.DoubtOtherAccount {
			// An import of a point that does not exist, wherever the credentials belong.
			diags.Append(awsdiag.FromError(m.attempt("reading recovery point "+m.RecoveryPointARN.ValueString(), "DescribeRecoveryPoint"), found.Err))
			return false
		}
		d := found.Diagnostic()
		if !found.Failed() && !m.State.IsNull() { // An import has nothing yet that could be kept.
			d = awsdiag.Warning(d)
		}
		diags.Append(d)
	}
	return false
}
