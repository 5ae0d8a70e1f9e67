// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package restorejob

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// Update implements resource.Resource: resume the wait where it is not met.
func (r *Resource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	defer r.data.PaceResponse(false)
	var prior, plan Model
	resp.Diagnostics.Append(req.State.Get(ctx, &prior)...)
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	timeout, diags := plan.Timeouts.Update(ctx, defaultTimeout)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	region := r.data.RegionOrDiag(prior.Region.ValueString(), &resp.Diagnostics)
	if region == nil {
		return
	}
	plan.ID, plan.Region, plan.Outputs = prior.ID, prior.Region, prior.Outputs
	if plan.ResourceType.IsUnknown() {
		plan.ResourceType = prior.ResourceType
	}
	failed := false
	if !job.RecordLost(ctx, req.Private) {
		failed = plan.resume(ctx, region, timeout, job.FailurePending(ctx, req.Private), &resp.Diagnostics)
	}

	resp.Diagnostics.Append(resp.State.Set(ctx, &plan)...)
	resp.Diagnostics.Append(job.SaveIdentity(ctx, req.Identity, resp.Identity, plan.identity())...)
	resp.Diagnostics.Append(job.EndUpdate(ctx, req.Private, resp.Private, plan.waitMet(), failed)...)
}

// resume waits for an unfinished job by wait_for, and reports an end that no
// apply has reported. failed says that the apply must fail.
func (m *Model) resume(ctx context.Context, region *providerdata.Region, timeout time.Duration, failurePending bool, diags *diag.Diagnostics) (failed bool) {
	if !failurePending {
		if m.finished() {
			return false
		}
		diags.Append(kind.WarnShared(region.Owners, m.ID.ValueString(), m.RecoveryPointARN.ValueString())...)
		waiting, cancel := context.WithTimeout(ctx, timeout)
		defer cancel()
		found, err := kind.Wait(waiting, region.RestoreJobs, m.ID.ValueString(), apivalue.Time(m.CreationDate), m.WaitFor.ValueString())
		if err != nil {
			d, interrupted := job.WaitFailed(ctx, m.attempt("waiting for the restore job of "+m.RecoveryPointARN.ValueString(), kind.ListOperation), err, timeout)
			diags.Append(d)
			return !interrupted
		}
		m.fromJob(found)
	}
	d := m.outcome()
	if d == nil {
		return false
	}
	diags.Append(d)
	return d.Severity() == diag.SeverityError
}
