// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"context"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/lifecycle"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/lifecyclevalidator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/recoverypoint"
)

// Update implements resource.Resource: resume the wait where it is not met, then
// change the recovery point, with the calls that the change needs and no other.
func (r *Resource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	defer r.data.PaceResponse(false)
	var prior, plan Model
	resp.Diagnostics.Append(req.State.Get(ctx, &prior)...)
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	timeout, diags := plan.Timeouts.Update(ctx, defaultUpdateTimeout)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	prior.readMarks(ctx, req.Private)
	plan.guessed, plan.lost = prior.guessed, prior.lost
	region := r.data.RegionOrDiag(prior.Region.ValueString(), &resp.Diagnostics)
	if region == nil {
		return
	}
	shared := kind.WarnShared(region.Owners, prior.ID.ValueString(), prior.ResourceARN.ValueString())
	if !prior.finished() {
		resp.Diagnostics.Append(shared...)
	}
	u := update{resource: r, region: region, points: recoverypoint.NewClient(r.data, region), prior: &prior, next: &plan, timeout: timeout, failurePending: job.FailurePending(ctx, req.Private)}
	planned := plan.Outputs
	plan.ID, plan.Region, plan.Outputs = prior.ID, prior.Region, prior.Outputs
	failed := u.run(ctx, &resp.Diagnostics)
	late := job.ReportLate(ctx, req.Private, resp.Private, plan.late, plan.OnIssues.ValueString(), true)
	resp.Diagnostics.Append(late...)
	failed = failed || late.HasError()
	plan.KeepPlanned(planned)

	resp.Diagnostics.Append(resp.State.Set(ctx, &plan)...)
	resp.Diagnostics.Append(job.SaveIdentity(ctx, req.Identity, resp.Identity, plan.identity())...)
	resp.Diagnostics.Append(job.EndUpdate(ctx, req.Private, resp.Private, plan.waitMet(), failed)...)
}

// update is one change in place. next starts as the plan; what could not be
// done goes back to its prior value, so that the next plan shows it again.
type update struct {
	resource    *Resource
	region      *providerdata.Region
	points      *recoverypoint.Client
	prior, next *Model
	timeout     time.Duration
	// failurePending says that this apply must fail for how the job ended.
	failurePending bool
}

func (u *update) run(ctx context.Context, diags *diag.Diagnostics) (failed bool) {
	tags, d := recoverypoint.MergedTags(ctx, u.resource.data.Tags(), u.next.Tags)
	diags.Append(d...)
	if u.next.TagsAll.IsUnknown() {
		u.next.TagsAll = apivalue.StringMap(tags)
	}
	retention, d := retentionChanged(ctx, u.prior, u.next)
	diags.Append(d...)
	var changes []change
	for _, c := range []change{
		{retention, u.changeRetention, func() { u.next.Lifecycle = u.prior.Lifecycle }, "changing the retention of ", "UpdateRecoveryPointLifecycle"},
		{u.next.Index.ValueString() != u.prior.Index.ValueString(), u.changeIndex, func() { u.next.Index = u.prior.Index }, "changing the index of ", "UpdateRecoveryPointIndexSettings"},
		{!u.next.TagsAll.Equal(u.prior.TagsAll), u.changeTags, func() { u.next.Tags, u.next.TagsAll = u.prior.Tags, u.prior.TagsAll }, "changing the tags of ", "TagResource"},
	} {
		if c.wanted {
			changes = append(changes, c)
		}
	}

	waiting, cancel := context.WithTimeout(ctx, u.timeout)
	defer cancel()
	met, failed := u.wait(waiting, ctx, len(changes) > 0, diags)
	if !met {
		for _, c := range changes {
			c.undo()
		}
		return failed
	}
	if !u.next.hasPoint() {
		return failed
	}
	if arn := u.next.RecoveryPointARN.ValueString(); recoverypoint.TagsFixed(arn) && !u.next.TagsAll.Equal(u.prior.TagsAll) {
		// The plan did not know the recovery point, so it did not say this.
		if !u.next.Tags.Equal(u.prior.Tags) {
			diags.Append(lifecyclevalidator.Diagnostics(lifecycle.TagsFixed(arn))...)
		}
		u.next.TagsAll = u.prior.TagsAll
	}
	for _, c := range changes {
		if err := c.do(waiting); err != nil {
			c.undo()
			diags.Append(awsdiag.FromError(u.next.attempt(c.doing+u.next.RecoveryPointARN.ValueString(), c.call), err))
			failed = true
		}
	}
	return failed
}

// change is one thing about a recovery point that has to change. undo puts
// back what was not changed, so that state matches AWS.
type change struct {
	wanted bool
	do     func(context.Context) error
	undo   func()
	doing  string
	call   string
}

// wait continues to wait where wait_for is not met, or where a change needs a
// recovery point that the job has not made yet.
func (u *update) wait(waiting, ctx context.Context, needsPoint bool, diags *diag.Diagnostics) (met, failed bool) {
	switch {
	case u.failurePending:
		if met = u.report(ctx, diags); met {
			diags.Append(u.resource.readNewPoint(waiting, u.region, u.next)...)
			for _, issue := range u.next.late {
				diags.Append(issue)
				met = false
			}
		}
		return met, !met
	case needsPoint && u.prior.lacksPoint():
		found := u.resource.readNewPoint(waiting, u.region, u.next)
		if u.next.lacksPoint() {
			diags.Append(kind.ResultNotChanged(u.next.ID.ValueString(), u.next.ResourceARN.ValueString()))
			return false, true
		}
		diags.Append(found...)
		return true, false
	case u.prior.finished(), u.prior.byRecoveryPoint():
		return true, false
	}
	waitFor := u.next.WaitFor.ValueString()
	if needsPoint {
		waitFor = job.WaitForCompleted
	}
	found, err := u.next.wait(waiting, u.region, waitFor)
	if err != nil {
		d, interrupted := job.WaitFailed(ctx, u.next.attempt("waiting for the backup job of "+u.next.ResourceARN.ValueString(), "ListBackupJobs"), err, u.timeout)
		if interrupted && needsPoint {
			// What is undone is not what was planned, so it takes an error.
			d = diag.NewErrorDiagnostic(d.Summary(),
				fmt.Sprintf("The change of the backup waits for the end of its job and was not made; the next apply plans it again.\n\n%s", d.Detail()))
		}
		diags.Append(d)
		return false, !interrupted || needsPoint
	}
	u.next.FromJob(found)
	met = u.report(ctx, diags)
	diags.Append(u.resource.readNewPoint(waiting, u.region, u.next)...)
	return met, !met
}

// report says how the job ended, if it has. met is false where that is an error.
func (u *update) report(ctx context.Context, diags *diag.Diagnostics) (met bool) {
	d := u.next.outcome(ctx)
	if d == nil {
		return true
	}
	diags.Append(d)
	return d.Severity() != diag.SeverityError
}

func (u *update) changeRetention(ctx context.Context) error {
	retention, diags := recoverypoint.LifecycleFrom(ctx, u.next.Lifecycle)
	if diags.HasError() {
		return fmt.Errorf("decoding recovery_point_lifecycle: %s", diags.Errors()[0].Detail())
	}
	before, diags := recoverypoint.LifecycleFrom(ctx, u.prior.Lifecycle)
	if diags.HasError() {
		return fmt.Errorf("decoding recovery_point_lifecycle: %s", diags.Errors()[0].Detail())
	}
	if retention.OptInToArchive.IsNull() && before.OptInToArchive.ValueBool() {
		retention.OptInToArchive = tftypes.BoolValue(false) // Left out, it would stay true.
	}
	calculated, err := u.points.ChangeRetention(ctx, u.next.ref(), retention)
	if err == nil {
		u.next.CalculatedLifecycle = apivalue.CalculatedLifecycle(calculated)
	}
	return err
}

func (u *update) changeIndex(ctx context.Context) error {
	return u.points.ChangeIndex(ctx, u.next.ref(), u.next.Index)
}

// changeTags asks the point first after an import: it is not known then what
// was sent.
func (u *update) changeTags(ctx context.Context) error {
	return u.points.ChangeTags(ctx, u.next.ref(), u.prior.TagsAll, u.next.TagsAll, u.prior.IdempotencyToken.IsNull())
}
