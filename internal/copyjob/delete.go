// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package copyjob

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/jobwatch"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/recoverypoint"
)

// Delete implements resource.Resource. Terraform prints what Delete reports
// without the resource's address, so every message names the job.
func (r *Resource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	defer r.data.PaceResponse(false)
	var m Model
	resp.Diagnostics.Append(req.State.Get(ctx, &m)...)
	timeout, diags := m.Timeouts.Delete(ctx, defaultTimeout)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	region, err := r.data.Region(m.Region.ValueString())
	applies := job.OnDestroyApplies(ctx, req.Private)
	nothing := m.elsewhere() || m.finished(ctx) && !m.hasPoint() && !m.lacksPoint(ctx) || job.RecordLost(ctx, req.Private)
	if nothing || !applies || m.OnDestroy.ValueString() == OnDestroyRetain {
		leftover := !applies && !m.finished(ctx)
		switch {
		case err != nil:
		case leftover:
			// The replacement continues with the job.
			intent, diags := m.intent(ctx, r.data)
			resp.Diagnostics.Append(diags...)
			region.Owners.HandOver(providerdata.HandedJob{ID: m.ID.ValueString(), Created: apivalue.Time(m.CreationDate)}, intent)
		default:
			// The object ends, so a replacement that follows at once wants another job.
			region.Owners.Forget(m.ID.ValueString())
		}
		if !nothing && !applies && m.OnDestroy.ValueString() != OnDestroyRetain {
			resp.Diagnostics.Append(onDestroyNotAppliedWarning(&m, leftover))
		}
		return
	}
	if region = r.data.RegionOrDiag(m.Region.ValueString(), &resp.Diagnostics); region == nil {
		return
	}
	// A replacement that follows, or a create of another address, must not adopt
	// the job as one of its own.
	region.Owners.Forget(m.ID.ValueString())
	within, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	if (!m.finished(ctx) || m.lacksPoint(ctx)) && !m.byRecoveryPoint() {
		found, err := kind.Find(within, region.API, region.CopyJobs, m.ID.ValueString(), m.account(), apivalue.Time(m.CreationDate))
		if err == nil && !kind.Finished(found) {
			// A copy job cannot be stopped: its copy is deleted once it is made.
			found, err = region.CopyJobs.Wait(within, jobwatch.Request{ID: m.ID.ValueString(), Created: apivalue.Time(m.CreationDate), Until: jobwatch.Finished})
		}
		unknown, isUnknown := errors.AsType[*job.UnknownJobError](err)
		switch {
		case err == nil:
			m.FromJob(found)
		case isUnknown:
			resp.Diagnostics.AddError("Copy Job Not Found",
				fmt.Sprintf("%s. So on_destroy = %q cannot be carried out, and the resource stays in state. Try again; if the job is really gone, remove the resource with terraform state rm.",
					job.Sentence(unknown), m.OnDestroy.ValueString()))
			return
		case awsbackup.IsNotFound(err):
			resp.Diagnostics.Append(onDestroyNotAppliedWarning(&m, false))
			return
		default:
			d, _ := job.WaitFailed(ctx, m.attempt("waiting for the copy job to end before its copy is deleted", "DescribeCopyJob"), err, timeout)
			resp.Diagnostics.AddError(d.Summary(), d.Detail())
			return
		}
	}
	if m.lacksPoint(ctx) {
		resp.Diagnostics.Append(kind.ResultNotDeletable(m.ID.ValueString(), m.RecoveryPointARN.ValueString()))
		return
	}
	if !m.hasPoint() {
		return
	}
	left, ok, err := job.Leave(within, region.Owners, r.data.RetryIntervals(), m.ID.ValueString(), m.IdempotencyToken.ValueString())
	if err != nil {
		resp.Diagnostics.Append(awsdiag.FromError(m.attempt("deleting the copy", "DeleteRecoveryPoint"), err))
		return
	}
	if !ok {
		resp.Diagnostics.AddWarning("Copy Job Managed by Another Resource",
			fmt.Sprintf("Copy job %s was adopted by another resource of this apply, so its copy is not deleted.", m.ID.ValueString()))
		return
	}
	defer left()
	points, d := r.points(&m)
	if d != nil {
		resp.Diagnostics.Append(d)
		return
	}
	resp.Diagnostics.Append(points.Delete(within, m.ref())...)
}

// onDestroyNotAppliedWarning is for an object that [job.OnDestroyApplies] does not
// speak for, or whose job AWS has no record of. leftover is one whose job had not
// ended when an apply failed.
func onDestroyNotAppliedWarning(m *Model, leftover bool) diag.Diagnostic {
	job := fmt.Sprintf("Copy job %s of %s", m.ID.ValueString(), m.RecoveryPointARN.ValueString())
	if leftover {
		return diag.NewWarningDiagnostic("Copy Job Kept for the Replacement",
			fmt.Sprintf("%s had not ended when an earlier apply failed, which tainted the resource. So on_destroy = %q was not carried out: a replacement adopts the job instead of starting a second one. "+
				"Without a replacement that makes the same copy, nothing manages the job any more. AWS Backup cannot stop it.", job, m.OnDestroy.ValueString()))
	}
	ref, remove := m.ref(), "To delete it, look for it in the destination vault."
	if ref.ARN != "" {
		remove = fmt.Sprintf("To delete it, run:\n\n  aws backup delete-recovery-point --backup-vault-name %s --recovery-point-arn %s --region %s", ref.VaultName, ref.ARN, ref.Region)
	}
	return diag.NewWarningDiagnostic("Copy Job Forgotten",
		fmt.Sprintf("%s is not managed any more, and on_destroy = %q was not carried out: a copy that it has made stays. %s", job, m.OnDestroy.ValueString(), remove))
}

// planDestroy reports before a destroy what it will not be able to do.
func (r *Resource) planDestroy(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	var m Model
	resp.Diagnostics.Append(req.State.Get(ctx, &m)...)
	if job.Leftover(ctx, req.Private) && m.OnDestroy.ValueString() != OnDestroyRetain && !m.elsewhere() {
		resp.Diagnostics.Append(kind.LeftoverKept(m.ID.ValueString(), m.RecoveryPointARN.ValueString(), m.OnDestroy.ValueString()))
		return
	}
	if !resp.Diagnostics.HasError() && m.deletesCopy() && r.locked(ctx, &m) {
		resp.Diagnostics.Append(keptByLock(&m))
	}
}

func (r *Resource) locked(ctx context.Context, m *Model) bool {
	vault, name := m.destination()
	return recoverypoint.LockOn(ctx, r.data, vault.Region, name)
}

func keptByLock(m *Model) diag.Diagnostic {
	_, name := m.destination()
	return diag.NewWarningDiagnostic("Copy Will Be Kept by a Locked Vault",
		fmt.Sprintf("on_destroy is \"delete\", but vault %s is locked and keeps its recovery points until their retention ends: %s of copy job %s stays when the resource is destroyed. %s",
			name, cmp.Or(m.DestinationRecoveryPointARN.ValueString(), "the copy"), m.ID.ValueString(), m.ref().KeptUntil()))
}

// deletesCopy reports an object whose end deletes a copy.
func (m *Model) deletesCopy() bool {
	return m.OnDestroy.ValueString() == OnDestroyDelete && m.hasPoint()
}
