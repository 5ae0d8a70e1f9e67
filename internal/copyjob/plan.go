// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package copyjob

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

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/lifecycle"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/recoverypoint"
)

// newCopyArguments are those whose change means a new copy.
var newCopyArguments = []job.Argument[Model]{
	{Name: "recovery_point_arn", Of: func(m *Model) attr.Value { return m.RecoveryPointARN }},
	{Name: "source_backup_vault_name", Of: func(m *Model) attr.Value { return m.SourceBackupVaultName }},
	{Name: "destination_backup_vault_arn", Of: func(m *Model) attr.Value { return m.DestinationBackupVaultARN }},
	{Name: "idempotency_token", Of: func(m *Model) attr.Value { return m.IdempotencyToken }},
	{Name: "triggers", Of: func(m *Model) attr.Value { return m.Triggers }},
	{Name: "region", Of: func(m *Model) attr.Value { return m.Region }},
}

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
	var config, plan Model
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	if resp.Diagnostics.HasError() {
		return
	}
	if !req.State.Raw.IsNull() {
		r.planChange(ctx, req, &config, &plan, resp)
		return
	}
	// A new copy, which may be the second half of a replacement.
	if d := job.RefusedReplacement(ctx, req.Private); d != nil {
		resp.Diagnostics.Append(d)
		return
	}
	if config.Region.IsNull() && !r.data.Unknown() {
		plan.Region = tftypes.StringValue(r.data.RegionName())
	}
	resp.Diagnostics.Append(resp.Plan.Set(ctx, plan)...)
	resp.Diagnostics.Append(r.checkNew(ctx, req.Config.Raw, resp.Plan.Raw, &plan)...)
}

// checkNew is all that can be reported of a planned copy before it is made.
func (r *Resource) checkNew(ctx context.Context, config, planned raw.Value, plan *Model) diag.Diagnostics {
	c, diags := newCheck(r.data, config, planned, plan.Region.ValueString())
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
	if config.Region.IsNull() {
		plan.Region = prior.Region
	}
	if config.IdempotencyToken.IsNull() {
		plan.IdempotencyToken = prior.IdempotencyToken
	}
	mark := job.Imported(ctx, req.Private)
	replace := job.NewJobPaths(newCopyArguments, &prior, plan, mark != nil)
	if len(replace) == 0 {
		replace = replaceFailed(&prior, &resp.Diagnostics)
	}
	lost := job.RecordLost(ctx, req.Private)
	endedBy := func(onDestroy string) string { return prior.endedBy(ctx, onDestroy, lost) }
	var refused diag.Diagnostic
	if why := job.UnwantedDeletion("makes a new copy", prior.OnDestroy, plan.OnDestroy, endedBy); why != "" {
		refused = diag.NewAttributeErrorDiagnostic(path.Root("on_destroy"), "Replacement Would Delete a Copy to Be Kept", why)
	}
	resp.Diagnostics.Append(job.NoteReplacement(ctx, req.Private, resp.Private, refused)...)
	if len(replace) > 0 {
		if refused != nil {
			resp.Diagnostics.Append(refused)
		} else {
			resp.Diagnostics.Append(r.warnReplacement(ctx, &prior, endedBy(prior.OnDestroy.ValueString()))...)
		}
		plan.ID, plan.Outputs = tftypes.StringUnknown(), unknownOutputs()
		if config.IdempotencyToken.IsNull() {
			plan.IdempotencyToken = tftypes.StringUnknown()
		}
		resp.RequiresReplace = append(resp.RequiresReplace, replace...)
		resp.Diagnostics.Append(resp.Plan.Set(ctx, plan)...)
		// Terraform plans the new copy once more by itself, and drops what that warns of.
		resp.Diagnostics.Append(r.checkNew(ctx, req.Config.Raw, resp.Plan.Raw, plan)...)
		return
	}
	plan.ID, plan.Outputs = prior.ID, prior.Outputs
	resp.Diagnostics.Append(resp.Plan.Set(ctx, plan)...)
	changed := !resp.Plan.Raw.Equal(req.State.Raw)
	r.planUpdate(ctx, req, &prior, plan, changed, resp)
	if mark != nil && changed {
		resp.Diagnostics.Append(kind.AdoptedWarning(prior.ID.ValueString(), job.Adopted(newCopyArguments, &prior, plan))...)
	}
	resp.Diagnostics.Append(resp.Plan.Set(ctx, plan)...)
}

// planUpdate marks as unknown what the update may learn, and nothing else.
func (r *Resource) planUpdate(ctx context.Context, req resource.ModifyPlanRequest, prior, plan *Model, changed bool, resp *resource.ModifyPlanResponse) {
	failurePending := job.FailurePending(ctx, req.Private) // The update is where the apply fails for it.
	finished := (prior.finished(ctx) || job.RecordLost(ctx, req.Private)) && !failurePending
	waiting := !finished && (failurePending || !kind.WaitMet(prior.State.ValueString(), plan.WaitFor.ValueString()))
	if !finished && (changed || waiting) {
		plan.Outputs = prior.unfinishedOutputs()
	}
	if !changed {
		return
	}
	c, diags := newCheck(r.data, req.Config.Raw, resp.Plan.Raw, plan.Region.ValueString())
	resp.Diagnostics.Append(diags...)
	resp.Diagnostics.Append(c.offlineAt(changedInPlace(prior, plan)...)...)
	retention, diags := retentionChanged(ctx, prior, plan)
	resp.Diagnostics.Append(diags...)
	switch {
	case !retention:
	case prior.elsewhere() && !recoverypoint.LifecycleKnown(ctx, plan.Lifecycle): // It is in the apply, which plans again.
	case prior.elsewhere():
		resp.Diagnostics.Append(retentionElsewhere(prior))
	default:
		resp.Diagnostics.Append(r.checkRetention(ctx, prior, c, req.State.Raw)...)
		if finished && prior.hasPoint() {
			plan.CalculatedLifecycle = tftypes.ObjectUnknown(apivalue.CalculatedLifecycleTypes)
		}
	}
}

// changedInPlace are the arguments that an update changes and the rules look at.
func changedInPlace(prior, plan *Model) []string {
	var names []string
	for name, same := range map[string]bool{
		lifecycle.AttrRoleARN:   plan.IAMRoleARN.Equal(prior.IAMRoleARN),
		lifecycle.AttrLifecycle: plan.Lifecycle.Equal(prior.Lifecycle),
		lifecycle.AttrOnDestroy: plan.OnDestroy.Equal(prior.OnDestroy),
	} {
		if !same {
			names = append(names, name)
		}
	}
	return names
}

func retentionElsewhere(m *Model) diag.Diagnostic {
	vault, name := m.destination()
	return diag.NewAttributeErrorDiagnostic(path.Root("recovery_point_lifecycle"), "Retention of a Copy in Another Account",
		fmt.Sprintf("The copy of job %s is in vault %s of account %s, and credentials of account %s cannot change it. "+
			"Change its retention with credentials of that account and add recovery_point_lifecycle to ignore_changes here, or make another copy with -replace.",
			m.ID.ValueString(), name, vault.AccountID, m.account()))
}

// replaceFailed plans the replacement of a job that was found to have failed
// after the apply that started it. A partial copy is there, and an imported job
// was not started here: these only warn.
func replaceFailed(prior *Model, diags *diag.Diagnostics) path.Paths {
	reason := fmt.Sprintf("Copy job %s of %s ended %s", prior.ID.ValueString(), prior.RecoveryPointARN.ValueString(), prior.State.ValueString())
	if message := prior.StatusMessage.ValueString(); message != "" {
		reason += fmt.Sprintf(" (%s)", message)
	}
	switch types.CopyJobState(prior.State.ValueString()) {
	case types.CopyJobStateFailed:
		if prior.IdempotencyToken.IsNull() { // imported: every job that was started here has one
			diags.AddWarning("Imported Copy Has Failed", reason+". There is no copy. It was not started by this resource, so no new one is planned; use -replace to copy again.")
			return nil
		}
		diags.AddWarning("Failed Copy Will Be Replaced", reason+". AWS Backup never retries a failed job, so the resource is replaced: a new copy is made.")
		return path.Paths{path.Root("id")}
	case types.CopyJobStatePartial:
		diags.AddWarning("Copy Is Partial", reason+". Some of its members have no copy; use -replace to copy again.")
	default: // nothing to replace
	}
	return nil
}

// endedBy is what the end of the object would do by this on_destroy, as a verb and
// its object; "" if nothing. lost says that AWS has dropped the record of its job.
func (m *Model) endedBy(ctx context.Context, onDestroy string, lost bool) string {
	switch {
	case onDestroy != OnDestroyDelete:
		return ""
	case m.hasPoint():
		return fmt.Sprintf("delete %s of copy job %s", m.DestinationRecoveryPointARN.ValueString(), m.ID.ValueString())
	case m.elsewhere() || lost || m.byRecoveryPoint():
		return ""
	case !m.finished(ctx) || m.lacksPoint(ctx):
		return fmt.Sprintf("wait for copy job %s of %s to end and delete its copy", m.ID.ValueString(), m.RecoveryPointARN.ValueString())
	}
	return ""
}

// warnReplacement reports what a replacement does to the copy that is there.
func (r *Resource) warnReplacement(ctx context.Context, prior *Model, would string) diag.Diagnostics {
	switch {
	case would == "":
		return nil
	case r.locked(ctx, prior):
		return diag.Diagnostics{keptByLock(prior)}
	case !prior.deletesCopy():
		return diag.Diagnostics{diag.NewWarningDiagnostic("Replacement Ends the Old Job",
			fmt.Sprintf("on_destroy is \"delete\", so the replacement would also %s, by default before the new copy is made. "+
				"AWS Backup cannot stop a copy job. To keep the old copy, apply on_destroy = \"retain\" first.", would))}
	}
	return diag.Diagnostics{diag.NewWarningDiagnostic("Replacement Deletes the Old Copy First",
		fmt.Sprintf("on_destroy is \"delete\": %s of copy job %s is deleted, by default before the new copy is made. "+
			"To have the new one first, set lifecycle { create_before_destroy = true }; to keep both, apply on_destroy = \"retain\" first.",
			prior.DestinationRecoveryPointARN.ValueString(), prior.ID.ValueString()))}
}
