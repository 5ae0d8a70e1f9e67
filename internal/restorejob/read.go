// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package restorejob

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// recordLife is how long AWS Backup shows a job after its end. It is documented
// for other jobs; what comes later could only be a validation, and is not asked
// for.
const recordLife = 30 * 24 * time.Hour

// Read implements resource.Resource. Nothing drops a restore from state: its
// record expires, and what it made may be renamed or deleted by its owner.
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
	before := m
	switch {
	case job.RecordLost(ctx, req.Private):
	case mark != nil && m.Status.IsNull():
		r.readImported(ctx, region, &m, &resp.Diagnostics)
		resp.Diagnostics.Append(kind.CheckImportedAccount(ctx, req.Identity, m.ID.ValueString(), m.AccountID.ValueString())...)
		before = m // What was there before the import ended for another user.
	default:
		lost := refresh(ctx, region, &m, &resp.Diagnostics)
		resp.Diagnostics.Append(job.MarkRecordLost(ctx, resp.Private, lost)...)
		if job.Leftover(ctx, req.Private) && !lost && !before.finished() {
			r.leaveToApply(ctx, region, &m, &before, &resp.Diagnostics)
		}
	}
	if resp.Diagnostics.HasError() {
		return
	}
	if mark != nil {
		resp.Diagnostics.Append(mark.Count(ctx, resp.Private)...)
	}
	if m.waitMet() {
		succeeded := kind.Stage(m.Status.ValueString()) == awsbackup.StageSucceeded
		resp.Diagnostics.Append(job.RecordOutcome(ctx, req.Private, resp.Private, before.finished(), succeeded, m.outcome())...)
	}
	resp.Diagnostics.Append(job.SaveIdentity(ctx, req.Identity, resp.Identity, m.identity())...)
	resp.Diagnostics.Append(job.SaveChanged(ctx, &resp.State, &stored, &m)...)
}

// leaveToApply leaves the end of a job to the next apply, which must get what a
// failed one has started: an unfinished job in state is how the deletion of the
// tainted object knows that.
func (r *Resource) leaveToApply(ctx context.Context, region *providerdata.Region, m, before *Model, diags *diag.Diagnostics) {
	if diags.HasError() || m.Status.IsNull() {
		return
	}
	failed := kind.Stage(m.Status.ValueString()) == awsbackup.StageEnded
	diags.Append(kind.LeftoverWarning(m.ID.ValueString(), m.RecoveryPointARN.ValueString(), m.Status.ValueString(), failed))
	if !failed {
		job.SeeLeftover(ctx, r.data, region.Owners, m.intent)
	}
	if m.finished() && !failed {
		*m = *before
	}
}

// refresh brings the model up to date. What cannot be read any more is kept; lost
// is a job whose record expired before its end was seen.
func refresh(ctx context.Context, region *providerdata.Region, m *Model, diags *diag.Diagnostics) (lost bool) {
	if m.finished() {
		refreshValidation(ctx, region, m, diags)
		return false
	}
	found, err := kind.FindRecent(ctx, region.RestoreJobs, m.ID.ValueString(), m.identity().AccountID.ValueString(), apivalue.Time(m.CreationDate))
	unknown, isUnknown := errors.AsType[*job.UnknownJobError](err)
	switch {
	case err == nil:
		m.fromJob(found)
	case isUnknown:
		diags.AddWarning("Restore Job Not Found",
			fmt.Sprintf("%s. The restore of %s is kept in state as it was, %s.", job.Sentence(unknown), m.RecoveryPointARN.ValueString(), m.Status.ValueString()))
	case awsbackup.IsNotFound(err):
		diags.Append(kind.ExpiredWarning(m.ID.ValueString()))
		return true
	default:
		diags.Append(awsdiag.FromError(m.attempt("reading the restore job", kind.DescribeOperation), err))
	}
	return false
}

// refreshValidation looks for the result of a validation, the only part of an
// ended job's record that changes.
func refreshValidation(ctx context.Context, region *providerdata.Region, m *Model, diags *diag.Diagnostics) {
	ended := apivalue.Time(m.CompletionDate)
	if kind.Stage(m.Status.ValueString()) != awsbackup.StageSucceeded || finalValidation(m.ValidationStatus.ValueString()) ||
		ended.IsZero() || time.Since(ended) > recordLife {
		return
	}
	found, err := kind.Describe(ctx, region.API, m.ID.ValueString())
	switch {
	case err == nil:
		m.fromJob(found)
	case !awsbackup.IsNotFound(err):
		diags.Append(awsdiag.Warning(awsdiag.FromError(m.attempt("reading the validation of the restore job", kind.DescribeOperation), err)))
	}
}

func finalValidation(status string) bool {
	switch types.RestoreValidationStatus(status) {
	case types.RestoreValidationStatusSuccessful, types.RestoreValidationStatusFailed, types.RestoreValidationStatusTimedOut:
		return true
	default:
		return false
	}
}

// outcome is how the model's job ended, by on_issues: nil for a success, or
// while it is in flight. The object is in state and stays there.
func (m *Model) outcome() diag.Diagnostic {
	a := m.attempt("restoring "+m.RecoveryPointARN.ValueString(), kind.StartOperation)
	a.Kept = true
	return kind.Outcome(a, m.record(), m.OnIssues.ValueString())
}

// record is the job's record, as far as the model has what an end is judged by.
func (m *Model) record() *awsbackup.RestoreJob {
	j := &awsbackup.RestoreJob{
		Status:             types.RestoreJobStatus(m.Status.ValueString()),
		StatusMessage:      m.StatusMessage.ValueStringPointer(),
		CreatedResourceArn: m.CreatedResourceARN.ValueStringPointer(),
	}
	if at := apivalue.Time(m.CreationDate); !at.IsZero() {
		j.CreationDate = &at
	}
	if at := apivalue.Time(m.CompletionDate); !at.IsZero() {
		j.CompletionDate = &at
	}
	return j
}
