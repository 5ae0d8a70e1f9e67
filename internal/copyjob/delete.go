// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package copyjob

import (
	"context"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/jobwatch"
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
	done := job.WaitDone(ctx, req.Private)
	nothing := m.elsewhere() || m.finished(ctx) && !m.hasPoint() || job.RecordLost(ctx, req.Private)
	if nothing || !done || m.OnDestroy.ValueString() == OnDestroyRetain {
		// The object ends, so a replacement that follows at once wants another job.
		if region, err := r.data.Region(m.Region.ValueString()); err == nil {
			region.Owners.Forget(m.ID.ValueString())
		}
		if !nothing && !done {
			resp.Diagnostics.Append(forgottenWarning(ctx, &m))
		}
		return
	}
	region := r.data.RegionOrDiag(m.Region.ValueString(), &resp.Diagnostics)
	if region == nil {
		return
	}
	left, ok := region.Owners.Leave(m.ID.ValueString(), m.IdempotencyToken.ValueString())
	if !ok {
		resp.Diagnostics.AddWarning("Copy Job Managed by Another Resource",
			fmt.Sprintf("Copy job %s was adopted by another resource of this apply, so its copy is not deleted.", m.ID.ValueString()))
		return
	}
	defer left()
	within, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	if !m.finished(ctx) && !m.byRecoveryPoint() {
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
			resp.Diagnostics.Append(forgottenWarning(ctx, &m))
			return
		default:
			d, _ := job.WaitFailed(ctx, m.attempt("waiting for the copy job to end before its copy is deleted", "DescribeCopyJob"), err, timeout)
			resp.Diagnostics.AddError(d.Summary(), d.Detail())
			return
		}
	}
	if !m.hasPoint() {
		return
	}
	points, d := r.points(ctx, &m)
	if d != nil {
		resp.Diagnostics.Append(d)
		return
	}
	resp.Diagnostics.Append(points.Delete(within, m.ref())...)
}

// forgottenWarning is for an object whose wait is not done: an apply left it
// behind, or a user tainted it. Its job, while it runs, is what the next create
// of the same copy resumes.
func forgottenWarning(ctx context.Context, m *Model) diag.Diagnostic {
	what := "The job may still run and cannot be stopped: a new create of the same copy then resumes it."
	if m.finished(ctx) {
		what = "The job has ended and its copy stays."
	}
	if ref := m.ref(); ref.ARN != "" {
		what += fmt.Sprintf(" To delete the copy, run:\n\n  aws backup delete-recovery-point --backup-vault-name %s --recovery-point-arn %s --region %s", ref.VaultName, ref.ARN, ref.Region)
	}
	return diag.NewWarningDiagnostic("Copy Job Forgotten",
		fmt.Sprintf("Copy job %s of %s was left over from an apply that failed or was cut off, or was tainted, so on_destroy = %q was not carried out: only the resource is forgotten. %s",
			m.ID.ValueString(), m.RecoveryPointARN.ValueString(), m.OnDestroy.ValueString(), what))
}

// planDestroy reports before a destroy what it will not be able to do.
func (r *Resource) planDestroy(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	var m Model
	resp.Diagnostics.Append(req.State.Get(ctx, &m)...)
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
		fmt.Sprintf("on_destroy is \"delete\", but vault %s is locked and keeps its recovery points until their time has come: %s of copy job %s stays when the resource is destroyed. %s",
			name, m.DestinationRecoveryPointARN.ValueString(), m.ID.ValueString(), m.ref().KeptUntil()))
}

// deletesCopy reports an object whose end deletes a copy.
func (m *Model) deletesCopy() bool {
	return m.OnDestroy.ValueString() == OnDestroyDelete && m.hasPoint()
}
