// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package restorejob

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"
	raw "github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
)

// ModifyPlan implements resource.ResourceWithModifyPlan: what a change does is
// decided here and nowhere else.
func (r *Resource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if r.data == nil {
		return
	}
	if req.Plan.Raw.IsNull() {
		var m Model
		resp.Diagnostics.Append(req.State.Get(ctx, &m)...)
		if d := m.keptWarning("Destroying this resource"); d != nil && !resp.Diagnostics.HasError() {
			resp.Diagnostics.Append(d)
		}
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

// planCreate plans a new restore, also the second half of a replacement.
func (r *Resource) planCreate(ctx context.Context, req resource.ModifyPlanRequest, config, plan *Model, resp *resource.ModifyPlanResponse) {
	if config.Region.IsNull() && !r.data.Unknown() {
		plan.Region = tftypes.StringValue(r.data.RegionName())
	}
	if config.Metadata.IsNull() {
		resp.Diagnostics.AddAttributeError(path.Root("metadata"), "Missing Restore Metadata",
			"metadata is left out, which only the configuration of a restore that is imported may do. AWS Backup starts no restore without it. "+
				"Set metadata; data.awsbackup_restore_metadata suggests it, and {} is enough for types that need none.")
		return
	}
	if config.ResourceType.IsNull() {
		plan.ResourceType = plan.resourceType()
	}
	resp.Diagnostics.Append(resp.Plan.Set(ctx, plan)...)
	resp.Diagnostics.Append(r.checkNew(ctx, req.Config.Raw, resp.Plan.Raw, plan)...)
}

// checkNew is all that can be reported of a planned restore before it starts.
func (r *Resource) checkNew(ctx context.Context, config, planned raw.Value, plan *Model) diag.Diagnostics {
	c, diags := newCheck(r.data, config, planned, plan.Region.ValueString())
	diags.Append(c.offline()...)
	if !job.Continues(ctx, r.data, plan.Region.ValueString(), plan.intent) {
		diags.Append(c.preflight(ctx)...)
	}
	return diags
}

// planChange decides between nothing, an update in place and another restore.
func (r *Resource) planChange(ctx context.Context, req resource.ModifyPlanRequest, config, plan *Model, resp *resource.ModifyPlanResponse) {
	var prior Model
	resp.Diagnostics.Append(req.State.Get(ctx, &prior)...)
	if resp.Diagnostics.HasError() {
		return
	}
	if config.Region.IsNull() {
		plan.Region = prior.Region
	}
	if config.IdempotencyToken.IsNull() {
		plan.IdempotencyToken = prior.IdempotencyToken
	}
	if config.ResourceType.IsNull() {
		plan.ResourceType = prior.ResourceType
	}
	plan.Metadata = keptMetadata(config.Metadata, prior.Metadata)
	mark := job.Imported(ctx, req.Private)
	replace := job.NewJobPaths(newRestoreArguments, &prior, plan, mark != nil)
	if len(replace) == 0 {
		replace = replaceFailed(&prior, &resp.Diagnostics)
	}
	if len(replace) > 0 {
		if d := prior.keptWarning("Replacing this resource"); d != nil {
			resp.Diagnostics.Append(d)
		}
		plan.ID = tftypes.StringUnknown()
		if config.IdempotencyToken.IsNull() {
			plan.IdempotencyToken = tftypes.StringUnknown()
		}
		if config.ResourceType.IsNull() {
			plan.ResourceType = config.Arguments.resourceType()
		}
		plan.Outputs = unknownOutputs()
		resp.RequiresReplace = append(resp.RequiresReplace, replace...)
		resp.Diagnostics.Append(resp.Plan.Set(ctx, plan)...)
		// Terraform plans the new restore once more, and drops what that warns of.
		resp.Diagnostics.Append(r.checkNew(ctx, req.Config.Raw, resp.Plan.Raw, plan)...)
		return
	}

	plan.ID, plan.Outputs = prior.ID, prior.Outputs
	resp.Diagnostics.Append(resp.Plan.Set(ctx, plan)...)
	changed := !resp.Plan.Raw.Equal(req.State.Raw)
	// Only what the update may learn is unknown: an edit of timeouts must not make
	// created_resource_arn unknown.
	failurePending := job.FailurePending(ctx, req.Private) // The update is where the apply fails for it.
	waiting := failurePending || !kind.WaitMet(prior.Status.ValueString(), plan.WaitFor.ValueString())
	if lost := job.RecordLost(ctx, req.Private); !lost && (!prior.finished() || failurePending) && (changed || waiting) {
		plan.Outputs = prior.unfinishedOutputs()
		if config.ResourceType.IsNull() && plan.ResourceType.IsNull() {
			plan.ResourceType = tftypes.StringUnknown() // The job's record may show it.
		}
	}
	if mark != nil && changed {
		resp.Diagnostics.Append(kind.AdoptedWarning(prior.ID.ValueString(), job.Adopted(newRestoreArguments, &prior, plan))...)
	}
	resp.Diagnostics.Append(resp.Plan.Set(ctx, plan)...)
}

// keptMetadata is the metadata to plan for a restore that exists: that of state
// where the configuration gives none, as one that was generated for an import,
// and where Terraform knows it only in the apply and what it knows by now is the
// same. So a data source that is read in the apply restores nothing anew; if its
// value turns out to be another one, the next plan shows that.
func keptMetadata(config, prior tftypes.Map) tftypes.Map {
	if config.IsNull() || config.IsUnknown() && !prior.IsNull() {
		return prior
	}
	had, unknown := prior.Elements(), false
	for key, value := range config.Elements() {
		switch before, ok := had[key]; {
		case value.IsUnknown() && ok:
			unknown = true
		case value.IsNull() && !ok:
		case !ok || !value.Equal(before):
			return config
		}
		delete(had, key)
	}
	if !unknown || len(had) > 0 {
		return config
	}
	return prior
}

// newRestoreArguments are those whose change starts another restore.
var newRestoreArguments = []job.Argument[Model]{
	{Name: "recovery_point_arn", Of: func(m *Model) attr.Value { return m.RecoveryPointARN }},
	{Name: "resource_type", Of: func(m *Model) attr.Value { return m.ResourceType }},
	{Name: "metadata", Of: func(m *Model) attr.Value { return m.Metadata }},
	{Name: "copy_source_tags_to_restored_resource", Of: func(m *Model) attr.Value { return m.CopySourceTags }},
	{Name: "idempotency_token", Of: func(m *Model) attr.Value { return m.IdempotencyToken }},
	{Name: "triggers", Of: func(m *Model) attr.Value { return m.Triggers }},
	{Name: "region", Of: func(m *Model) attr.Value { return m.Region }},
}

// replaceFailed plans another restore for a job that was found to have failed
// after the apply that started it. ABORTED is nobody's request, and an imported
// job was not started here: these only warn.
func replaceFailed(prior *Model, diags *diag.Diagnostics) path.Paths {
	reason := fmt.Sprintf("Job %s of %s ended %s", prior.ID.ValueString(), prior.RecoveryPointARN.ValueString(), prior.Status.ValueString())
	if message := prior.StatusMessage.ValueString(); message != "" {
		reason += fmt.Sprintf(" (%s)", message)
	}
	switch status := types.RestoreJobStatus(prior.Status.ValueString()); {
	case status == types.RestoreJobStatusFailed && prior.IdempotencyToken.IsNull():
		diags.AddWarning("Imported Restore Has Failed", reason+". It was not started by this resource, so no other one is planned; use -replace to restore again.")
	case status == types.RestoreJobStatusFailed:
		diags.AddWarning("Failed Restore Will Be Replaced", reason+". AWS Backup never retries a failed job, so the resource is replaced: another restore is started. Look for parts that the failed one has left behind.")
		return path.Paths{path.Root("id")}
	case status == types.RestoreJobStatusAborted:
		diags.AddWarning("Restore Was Aborted", reason+". No other one is planned; use -replace to restore again.")
	}
	return nil
}
