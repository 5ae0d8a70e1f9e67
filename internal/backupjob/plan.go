// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"
	raw "github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/lifecycle"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/lifecyclevalidator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/recoverypoint"
)

// ModifyPlan implements resource.ResourceWithModifyPlan: what a change costs is
// decided here and nowhere else.
func (r *Resource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if r.data == nil {
		return
	}
	if req.Plan.Raw.IsNull() {
		r.planDestroy(ctx, req, resp)
		return
	}
	if r.unchanged(ctx, req, resp) {
		return
	}
	var config, plan Model
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	if resp.Diagnostics.HasError() {
		return
	}
	if req.State.Raw.IsNull() {
		r.planCreate(ctx, req, &config, &plan, resp)
	} else {
		r.planChange(ctx, req, &config, &plan, resp)
	}
}

// unchanged reports a plan that is the state, of which there is nothing to say. It
// is what planChange comes to, with one value to decode: nearly all resources of
// a plan are like that.
func (r *Resource) unchanged(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) bool {
	if req.State.Raw.IsNull() || !req.Plan.Raw.Equal(req.State.Raw) || job.FailurePending(ctx, req.Private) {
		return false
	}
	var prior Model
	if req.State.Get(ctx, &prior).HasError() {
		return false
	}
	prior.readMarks(ctx, req.Private)
	stage := kind.Stage(prior.State.ValueString())
	if prior.guessed || prior.lost || !prior.waitMet() || stage != awsbackup.StageSucceeded && stage != awsbackup.StageInFlight {
		return false
	}
	tagsAll, diags := recoverypoint.PlannedTagsAll(ctx, r.data.Tags(), prior.Tags)
	if diags.HasError() || !tagsAll.Equal(prior.TagsAll) {
		return false
	}
	resp.Diagnostics.Append(job.NoteReplacement(ctx, req.Private, resp.Private, nil)...)
	return true
}

// planCreate plans a new backup, also the second half of a replacement.
func (r *Resource) planCreate(ctx context.Context, req resource.ModifyPlanRequest, config, plan *Model, resp *resource.ModifyPlanResponse) {
	if d := job.RefusedReplacement(ctx, req.Private); d != nil {
		resp.Diagnostics.Append(d)
		return
	}
	if config.Region.IsNull() && !r.data.Unknown() {
		plan.Region = tftypes.StringValue(r.data.RegionName())
	}
	tagsAll, diags := recoverypoint.PlannedTagsAll(ctx, r.data.Tags(), plan.Tags)
	resp.Diagnostics.Append(diags...)
	plan.TagsAll = tagsAll
	plan.Outputs = plan.plannedOutputs()
	resp.Diagnostics.Append(resp.Plan.Set(ctx, plan)...)
	resp.Diagnostics.Append(r.checkNew(ctx, req.Config.Raw, resp.Plan.Raw, plan)...)
}

// checkNew is all that can be said of a planned backup before it is taken.
func (r *Resource) checkNew(ctx context.Context, config, planned raw.Value, plan *Model) diag.Diagnostics {
	c, diags := newCheck(ctx, r.data, config, planned, plan.Region.ValueString(), plan.TagsAll)
	diags.Append(c.offline()...)
	if !job.Continues(ctx, r.data, plan.Region.ValueString(), plan.intent) {
		diags.Append(c.preflight(ctx)...)
	}
	return diags
}

// planChange decides between nothing, an update in place and a replacement.
func (r *Resource) planChange(ctx context.Context, req resource.ModifyPlanRequest, config, plan *Model, resp *resource.ModifyPlanResponse) {
	var prior Model
	resp.Diagnostics.Append(req.State.Get(ctx, &prior)...)
	if resp.Diagnostics.HasError() {
		return
	}
	prior.readMarks(ctx, req.Private)
	if config.Region.IsNull() {
		plan.Region = prior.Region
	}
	if config.IdempotencyToken.IsNull() {
		plan.IdempotencyToken = prior.IdempotencyToken
	}
	tagsAll, diags := recoverypoint.PlannedTagsAll(ctx, r.data.Tags(), plan.Tags)
	resp.Diagnostics.Append(diags...)
	plan.TagsAll = tagsAll

	mark := job.Imported(ctx, req.Private)
	replace := newBackupPaths(&prior, plan, mark != nil)
	if len(replace) == 0 {
		replace = replaceFailed(&prior, &resp.Diagnostics)
	}
	resp.Diagnostics.Append(job.NoteReplacement(ctx, req.Private, resp.Private, unwantedDeletion(&prior, plan))...)
	if len(replace) > 0 {
		resp.Diagnostics.Append(r.warnReplacement(ctx, &prior, plan)...)
		plan.ID = tftypes.StringUnknown()
		if config.IdempotencyToken.IsNull() {
			plan.IdempotencyToken = tftypes.StringUnknown()
		}
		plan.Outputs = plan.plannedOutputs()
		resp.RequiresReplace = append(resp.RequiresReplace, replace...)
		resp.Diagnostics.Append(resp.Plan.Set(ctx, plan)...)
		// Terraform plans the new backup once more by itself, and drops what that warns of.
		resp.Diagnostics.Append(r.checkNew(ctx, req.Config.Raw, resp.Plan.Raw, plan)...)
		return
	}

	plan.ID = prior.ID
	plan.Outputs = prior.Outputs
	if recoverypoint.TagsFixed(prior.RecoveryPointARN.ValueString()) && !plan.TagsAll.Equal(prior.TagsAll) {
		// AWS Backup cannot tag the point, so what was sent stays true.
		if !plan.Tags.Equal(prior.Tags) {
			resp.Diagnostics.Append(lifecyclevalidator.Diagnostics(lifecycle.TagsFixed(prior.RecoveryPointARN.ValueString()))...)
		}
		plan.TagsAll = prior.TagsAll
	}
	resp.Diagnostics.Append(r.warnUntaggableMembers(ctx, &prior, plan)...)
	if prior.guessed || prior.lost {
		resp.Diagnostics.Append(warnUnchanged(ctx, &prior, plan)...)
	} else if prior.RecoveryPointStatus.ValueString() == recoverypoint.StatusDeleted {
		resp.Diagnostics.Append(warnDeleted(&prior, plan)...)
	}
	resp.Diagnostics.Append(resp.Plan.Set(ctx, plan)...)
	changed := !resp.Plan.Raw.Equal(req.State.Raw)
	r.planUpdate(ctx, req, &prior, plan, changed, resp)
	if mark != nil && changed {
		resp.Diagnostics.Append(kind.AdoptedWarning(prior.ID.ValueString(), job.Adopted(newBackupArguments, &prior, plan))...)
	}
	resp.Diagnostics.Append(resp.Plan.Set(ctx, plan)...)
}

// planUpdate marks as unknown what the update may learn, and nothing else: an
// edit of on_destroy must not make recovery_point_arn unknown and so replace
// a user's database.
func (r *Resource) planUpdate(ctx context.Context, req resource.ModifyPlanRequest, prior, plan *Model, changed bool, resp *resource.ModifyPlanResponse) {
	failurePending := job.FailurePending(ctx, req.Private) // The update is where the apply fails for it.
	finished := prior.finished() && !failurePending && !prior.lacksPoint()
	waiting := failurePending || !prior.lost && !kind.WaitMet(prior.State.ValueString(), plan.WaitFor.ValueString())
	if !finished && (changed || waiting) {
		plan.Outputs = prior.Unfinished()
		if !prior.LogicallyAirGappedBackupVaultARN.IsNull() { // AWS may report the requested vault first.
			plan.BackupVaultARN = tftypes.StringUnknown()
		}
	}
	if !changed {
		return
	}
	c, diags := newCheck(ctx, r.data, req.Config.Raw, resp.Plan.Raw, plan.Region.ValueString(), plan.TagsAll)
	resp.Diagnostics.Append(diags...)
	resp.Diagnostics.Append(c.offlineAt(changedInPlace(prior, plan)...)...)
	if !finished && prior.RecoveryPointARN.ValueString() == "" && !plan.TagsAll.Equal(prior.TagsAll) {
		plan.TagsAll = tftypes.MapUnknown(tftypes.StringType) // Whether AWS Backup can tag the point shows in its ARN.
	}
	retention, diags := retentionChanged(ctx, prior, plan)
	resp.Diagnostics.Append(diags...)
	if !retention || prior.guessed || prior.lost && !prior.hasPoint() {
		return
	}
	resp.Diagnostics.Append(r.checkRetention(ctx, prior, c, req.State.Raw)...)
	if finished && prior.hasPoint() {
		plan.CalculatedLifecycle = tftypes.ObjectUnknown(apivalue.CalculatedLifecycleTypes)
	}
	if prior.hasPoint() && !resp.Diagnostics.HasError() {
		resp.Diagnostics.Append(c.preflight(ctx)...)
	}
}

// changedInPlace are the arguments of the request that an update changes.
func changedInPlace(prior, plan *Model) []string {
	var names []string
	for name, same := range map[string]bool{
		lifecycle.AttrRoleARN:        plan.IAMRoleARN.Equal(prior.IAMRoleARN),
		lifecycle.AttrLifecycle:      plan.Lifecycle.Equal(prior.Lifecycle),
		lifecycle.AttrStartWindow:    plan.StartWindowMinutes.Equal(prior.StartWindowMinutes),
		lifecycle.AttrCompleteWindow: plan.CompleteWindowMinutes.Equal(prior.CompleteWindowMinutes),
		lifecycle.AttrIndex:          plan.Index.Equal(prior.Index),
		lifecycle.AttrTags:           plan.TagsAll.Equal(prior.TagsAll),
	} {
		if !same {
			names = append(names, name)
		}
	}
	return names
}

// warnDeleted says that an index or tags of a point that is gone change in state
// only. What default_tags add to tags is nobody's request about this backup.
func warnDeleted(prior, plan *Model) diag.Diagnostics {
	var found []lifecycle.Violation
	if plan.Index.ValueString() != prior.Index.ValueString() {
		found = append(found, lifecycle.DeletedFixed(lifecycle.AttrIndex, "Index")...)
	}
	if !plan.Tags.Equal(prior.Tags) && !recoverypoint.TagsFixed(prior.RecoveryPointARN.ValueString()) {
		found = append(found, lifecycle.DeletedFixed(lifecycle.AttrTags, "Tags")...)
	}
	return lifecyclevalidator.Diagnostics(found)
}

// replaceFailed plans the replacement of a job that was found to have failed after the
// apply that started it. ABORTED is an operator's act, PARTIAL left a recovery
// point, and an imported job was not started here: these only warn.
func replaceFailed(prior *Model, diags *diag.Diagnostics) path.Paths {
	reason := fmt.Sprintf("Job %s of %s ended %s", prior.ID.ValueString(), prior.ResourceARN.ValueString(), prior.State.ValueString())
	if message := prior.StatusMessage.ValueString(); message != "" {
		reason += fmt.Sprintf(" (%s)", message)
	}
	switch types.BackupJobState(prior.State.ValueString()) {
	case types.BackupJobStateFailed, types.BackupJobStateExpired:
		if prior.IdempotencyToken.IsNull() { // imported: every job that was started here has one
			diags.AddWarning("Imported Backup Has Failed", reason+". There is no backup. It was not started by this resource, so no new one is planned; use -replace to take a new one.")
			return nil
		}
		diags.AddWarning("Failed Backup Will Be Replaced", reason+". AWS Backup never retries a failed job, so the resource is replaced: a new backup is taken. "+
			"If lifecycle.prevent_destroy forbids that: the failed job left nothing to lose, so run terraform state rm on this address, then apply.")
		return path.Paths{path.Root("id")}
	case types.BackupJobStateAborted:
		diags.AddWarning("Backup Was Stopped", reason+". There is no backup. It was stopped on purpose, so no new one is planned; use -replace to take a new one.")
	case types.BackupJobStatePartial:
		diags.AddWarning("Backup Is Partial", reason+". Some of its members have no backup; use -replace to take a new one.")
	default: // nothing to replace
	}
	return nil
}

func retentionChanged(ctx context.Context, prior, plan *Model) (bool, diag.Diagnostics) {
	if !recoverypoint.LifecycleKnown(ctx, plan.Lifecycle) {
		return true, nil
	}
	before, diags := recoverypoint.LifecycleFrom(ctx, prior.Lifecycle)
	after, d := recoverypoint.LifecycleFrom(ctx, plan.Lifecycle)
	diags.Append(d...)
	return !before.Equal(after), diags
}
