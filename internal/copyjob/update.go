// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package copyjob

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/lifecycle"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/recoverypoint"
)

// Update implements resource.Resource: resume the wait where it is not met, then
// change the retention of the copy.
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
	shared := kind.WarnShared(region.Owners, prior.ID.ValueString(), prior.RecoveryPointARN.ValueString())
	if !prior.finished(ctx) {
		resp.Diagnostics.Append(shared...)
	}
	retention, diags := retentionChanged(ctx, &prior, &plan)
	resp.Diagnostics.Append(diags...)
	plan.ID, plan.Region, plan.Outputs = prior.ID, prior.Region, prior.Outputs

	waiting, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	w := wait{resource: r, region: region, m: &plan, needsCopy: retention, done: job.RecordLost(ctx, req.Private), failurePending: job.FailurePending(ctx, req.Private)}
	met, failed := w.run(waiting, ctx, &resp.Diagnostics)
	switch {
	case !retention:
	case !met:
		plan.Lifecycle = prior.Lifecycle
	case plan.hasPoint():
		if d := r.changeRetention(waiting, &plan); d != nil {
			plan.Lifecycle = prior.Lifecycle
			resp.Diagnostics.Append(d)
			failed = true
		}
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, &plan)...)
	resp.Diagnostics.Append(saveIdentity(ctx, req.Identity, resp.Identity, &plan)...)
	resp.Diagnostics.Append(job.EndUpdate(ctx, req.Private, resp.Private, plan.waitMet(ctx), failed)...)
}

// wait is the wait of an update.
type wait struct {
	resource *Resource
	region   *providerdata.Region
	m        *Model
	// needsCopy says that the change needs a copy that the job may not have made
	// yet. done says that nothing can be learned of the job any more.
	needsCopy, done bool
	// failurePending says that this apply must fail for how the job ended.
	failurePending bool
}

// run continues to wait where wait_for is not met. met is false where the change
// cannot be made.
func (w wait) run(waiting, ctx context.Context, diags *diag.Diagnostics) (met, failed bool) {
	m := w.m
	switch {
	case w.failurePending:
		met = w.report(ctx, diags)
		return met, !met
	case w.needsCopy && m.lacksPoint(ctx):
		diags.Append(kind.ResultNotChanged(m.ID.ValueString(), m.RecoveryPointARN.ValueString()))
		return false, true
	case w.done, m.finished(ctx), m.byRecoveryPoint():
		return true, false
	}
	waitFor := m.WaitFor.ValueString()
	if w.needsCopy {
		waitFor = job.WaitForCompleted
	}
	found, err := kind.Wait(waiting, w.region.CopyJobs, m.ID.ValueString(), apivalue.Time(m.CreationDate), waitFor)
	if err != nil {
		timeout, _ := m.Timeouts.Update(ctx, defaultTimeout)
		d, interrupted := job.WaitFailed(ctx, m.attempt("waiting for the copy job of "+m.RecoveryPointARN.ValueString(), "ListCopyJobs"), err, timeout)
		if interrupted && w.needsCopy {
			// What is undone is not what was planned, so it takes an error.
			d = diag.NewErrorDiagnostic(d.Summary(),
				fmt.Sprintf("The change of the copy waits for the end of its job and was not made; the next apply plans it again.\n\n%s", d.Detail()))
		}
		diags.Append(d)
		return false, !interrupted || w.needsCopy
	}
	m.FromJob(found)
	met = w.resource.finish(waiting, m, diags)
	return met, !met
}

// report reports how the job ended, if it has. met is false where that is an
// error.
func (w wait) report(ctx context.Context, diags *diag.Diagnostics) (met bool) {
	d := w.m.outcome(ctx, true)
	if d == nil {
		return true
	}
	diags.Append(d)
	return d.Severity() != diag.SeverityError
}

// changeRetention changes the members that the configuration sets. The others
// stay as they are, and AWS wants both, so the copy is read for them.
func (r *Resource) changeRetention(ctx context.Context, m *Model) diag.Diagnostic {
	points, d := r.points(m)
	if d != nil {
		return d
	}
	fault := func(err error) diag.Diagnostic {
		return awsdiag.FromError(m.ref().Attempt("changing the retention of copy ", "UpdateRecoveryPointLifecycle"), err)
	}
	wanted, _ := recoverypoint.LifecycleFrom(ctx, m.Lifecycle)
	if wanted.DeleteAfterDays.IsNull() || wanted.MoveToColdStorageAfterDays.IsNull() {
		points.Points.Forget(m.ref().VaultName, m.ref().ARN)
		found := points.Check(ctx, m.ref(), recoverypoint.Once)
		if found.Presence != lifecycle.PresenceThere {
			return fault(found.Err)
		}
		if has := found.Point.Lifecycle; has != nil {
			wanted.DeleteAfterDays = apivalue.Keep(wanted.DeleteAfterDays, tftypes.Int64PointerValue(has.DeleteAfterDays))
			wanted.MoveToColdStorageAfterDays = apivalue.Keep(wanted.MoveToColdStorageAfterDays, tftypes.Int64PointerValue(has.MoveToColdStorageAfterDays))
		}
	}
	calculated, err := points.ChangeRetention(ctx, m.ref(), wanted)
	if err != nil {
		return fault(err)
	}
	m.CalculatedLifecycle = apivalue.CalculatedLifecycle(calculated)
	return nil
}

// retentionChanged reports whether a member that the plan sets differs. A member
// that is left out stays as it is on the copy.
func retentionChanged(ctx context.Context, prior, plan *Model) (bool, diag.Diagnostics) {
	if !recoverypoint.LifecycleKnown(ctx, plan.Lifecycle) {
		return true, nil
	}
	before, diags := recoverypoint.LifecycleFrom(ctx, prior.Lifecycle)
	after, d := recoverypoint.LifecycleFrom(ctx, plan.Lifecycle)
	diags.Append(d...)
	return !after.DeleteAfterDays.IsNull() && !after.DeleteAfterDays.Equal(before.DeleteAfterDays) ||
		!after.MoveToColdStorageAfterDays.IsNull() && !after.MoveToColdStorageAfterDays.Equal(before.MoveToColdStorageAfterDays) ||
		!after.OptInToArchive.IsNull() && !after.OptInToArchive.Equal(before.OptInToArchive), diags
}
