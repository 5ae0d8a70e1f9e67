// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

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

// Delete implements resource.Resource. Terraform prints what Delete says
// without the resource's address, so every message names the job.
func (r *Resource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	defer r.data.PaceResponse(false)
	var m Model
	resp.Diagnostics.Append(req.State.Get(ctx, &m)...)
	timeout, diags := m.Timeouts.Delete(ctx, defaultDeleteTimeout)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	m.readMarks(ctx, req.Private)
	region, err := r.data.Region(m.Region.ValueString())
	nothingLeft := m.gone() && !m.Temporary() || m.WithoutPoint() && !m.IsParent() // Members may have been completed.
	applies := job.OnDestroyApplies(ctx, req.Private)
	if nothingLeft || !applies || m.OnDestroy.ValueString() == OnDestroyRetain {
		leftover := !nothingLeft && !applies && !m.finished()
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
		if !nothingLeft && !applies && m.OnDestroy.ValueString() != OnDestroyRetain {
			resp.Diagnostics.Append(onDestroyNotAppliedWarning(&m, leftover))
		}
		return
	}
	if region = r.data.RegionOrDiag(m.Region.ValueString(), &resp.Diagnostics); region == nil {
		return
	}
	within, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	d := deletion{data: r.data, region: region, m: &m, timeout: timeout}
	defer d.done()
	d.run(within, ctx, &resp.Diagnostics)
}

// onDestroyNotAppliedWarning is for an object that [job.OnDestroyApplies] does not
// speak for. leftover is one whose job had not ended when an apply failed; any other
// was tainted by a user, or by how its job ended.
func onDestroyNotAppliedWarning(m *Model, leftover bool) diag.Diagnostic {
	stop := fmt.Sprintf("aws backup stop-backup-job --backup-job-id %s --region %s", m.ID.ValueString(), m.Region.ValueString())
	remove := fmt.Sprintf("aws backup delete-recovery-point --backup-vault-name %s --recovery-point-arn %s --region %s", m.pointVault(), m.RecoveryPointARN.ValueString(), m.Region.ValueString())
	job := fmt.Sprintf("Job %s of %s", m.ID.ValueString(), m.ResourceARN.ValueString())
	commands := []string{remove}
	if leftover {
		if commands = []string{stop}; m.RecoveryPointARN.ValueString() != "" {
			commands = append(commands, remove)
		}
		return diag.NewWarningDiagnostic("Backup Job Kept for the Replacement",
			fmt.Sprintf("%s had not ended when an earlier apply failed, which tainted the resource. So on_destroy = %q was not carried out: a replacement adopts the job instead of starting a second one. "+
				"Without a replacement that takes the same backup, nothing manages the job any more. To stop it or delete its backup, run:\n\n  %s", job, m.OnDestroy.ValueString(), strings.Join(commands, "\n  ")))
	}
	return diag.NewWarningDiagnostic("Backup Job Forgotten",
		fmt.Sprintf("%s belongs to a tainted resource. Terraform replaces it, and on_destroy = %q was not carried out: the job has ended and its recovery point stays. "+
			"To delete it, run:\n\n  %s", job, m.OnDestroy.ValueString(), strings.Join(commands, "\n  ")))
}

// deletion carries out on_destroy = stop or delete.
type deletion struct {
	data    *providerdata.Data
	region  *providerdata.Region
	m       *Model
	timeout time.Duration
	// left ends the right to end the job, see [deletion.leave].
	left func()
}

func (d *deletion) run(within, ctx context.Context, diags *diag.Diagnostics) {
	// A replacement that follows, or a create of another address, must not take
	// the job for one of its own.
	d.region.Owners.Forget(d.m.ID.ValueString())
	if !d.end(within, ctx, diags) {
		return
	}
	if d.m.IsParent() && d.m.WithoutPoint() {
		diags.Append(d.completedMembers(within)...)
		return
	}
	if d.m.OnDestroy.ValueString() != OnDestroyDelete {
		return
	}
	if d.m.RecoveryPointARN.ValueString() == "" {
		diags.Append(d.m.unknownPointKept(true)...)
		return
	}
	if !d.leave(within, diags) {
		return
	}
	if d.m.guessed {
		diags.AddWarning(guessKept, d.m.guessKeptDetail())
		return
	}
	points := recoverypoint.NewClient(d.data, d.region)
	if !d.m.gone() {
		diags.Append(points.Delete(within, d.m.ref())...)
	}
	if d.m.Temporary() && !diags.HasError() {
		diags.Append(points.DeleteAirGappedCopy(within, d.m.ref())...)
	}
}

// leave is [job.Leave] for the rest of the deletion. It is refused with a warning
// if a create has the job by then.
func (d *deletion) leave(ctx context.Context, diags *diag.Diagnostics) bool {
	if d.left != nil {
		return true
	}
	left, ok, err := job.Leave(ctx, d.region.Owners, d.data.RetryIntervals(), d.m.ID.ValueString(), d.m.IdempotencyToken.ValueString())
	switch {
	case err != nil:
		diags.Append(awsdiag.FromError(d.m.attempt("deleting the backup", "DeleteRecoveryPoint"), err))
		return false
	case !ok:
		diags.AddWarning("Backup Job Managed by Another Resource",
			fmt.Sprintf("Job %s of %s was adopted by another resource of this apply, so on_destroy = %q was not carried out: the job was not stopped and its recovery point not deleted.",
				d.m.ID.ValueString(), d.m.ResourceARN.ValueString(), d.m.OnDestroy.ValueString()))
		return false
	}
	d.left = left
	return true
}

// done ends what leave has begun.
func (d *deletion) done() {
	if d.left != nil {
		d.left()
	}
}

// end stops an unfinished job and waits until it has ended. What state says may
// be old, so AWS is asked first. ok is false if that is all that can be done.
func (d *deletion) end(within, ctx context.Context, diags *diag.Diagnostics) (ok bool) {
	if d.m.finished() && !d.m.lacksPoint() || d.m.byRecoveryPoint() {
		return true
	}
	found, err := kind.Find(within, d.region.API, d.region.Jobs, d.m.ID.ValueString(), d.m.identity().AccountID.ValueString(), apivalue.Time(d.m.CreationDate))
	unknown, isUnknown := errors.AsType[*job.UnknownJobError](err)
	switch {
	case isUnknown:
		diags.AddError("Backup Job Not Found",
			fmt.Sprintf("%s. So on_destroy = %q cannot be carried out, and the resource stays in state. Try again; if the job is really gone, remove the resource with terraform state rm.",
				job.Sentence(unknown), d.m.OnDestroy.ValueString()))
		return false
	case awsbackup.IsNotFound(err):
		d.m.lost = true
		return true
	case err != nil:
		diags.Append(awsdiag.FromError(d.m.attempt("looking at the backup job before stopping it", "DescribeBackupJob"), err))
		return false
	}
	d.m.FromJob(found)
	if d.m.finished() {
		return true
	}
	if !d.m.stopServed() {
		diags.AddWarning("Backup Job Cannot Be Stopped",
			fmt.Sprintf("AWS Backup does not stop jobs of type %s, so job %s of %s continues.", d.m.ResourceType.ValueString(), d.m.ID.ValueString(), d.m.ResourceARN.ValueString()))
		if d.m.OnDestroy.ValueString() == OnDestroyStop {
			return false
		}
	} else {
		if !d.leave(within, diags) {
			return false
		}
		seen, err := RequestStop(within, d.region.API, d.m.ID.ValueString())
		if seen != nil {
			d.m.FromJob(seen)
		}
		if err != nil {
			diags.Append(awsdiag.FromError(d.m.attempt("stopping the backup job", "StopBackupJob"), err))
			return false
		}
	}
	found, err = d.region.Jobs.Wait(within, jobwatch.Request{ID: d.m.ID.ValueString(), Created: apivalue.Time(d.m.CreationDate), Until: jobwatch.Finished})
	if err != nil {
		diag, _ := job.WaitFailed(ctx, d.m.attempt("waiting for the backup job to end", "DescribeBackupJob"), err, d.timeout)
		diags.AddError(diag.Summary(), diag.Detail())
		return false
	}
	d.m.FromJob(found)
	return true
}

// planDestroy says before a destroy what it will not be able to do.
func (r *Resource) planDestroy(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	var m Model
	resp.Diagnostics.Append(req.State.Get(ctx, &m)...)
	m.readMarks(ctx, req.Private)
	if job.Leftover(ctx, req.Private) && m.OnDestroy.ValueString() != OnDestroyRetain {
		resp.Diagnostics.Append(kind.LeftoverKept(m.ID.ValueString(), m.ResourceARN.ValueString(), m.OnDestroy.ValueString()))
		return
	}
	if m.OnDestroy.ValueString() == OnDestroyDelete {
		if m.guessed && !m.gone() {
			resp.Diagnostics.AddWarning(guessKept, m.guessKeptDetail())
		}
		if m.RecoveryPointARN.ValueString() == "" {
			resp.Diagnostics.Append(m.unknownPointKept(false)...)
		}
		resp.Diagnostics.Append(m.copyKept()...)
	}
	if resp.Diagnostics.HasError() || !m.deletesPoint() {
		return
	}
	if r.lockOn(ctx, &m) {
		resp.Diagnostics.AddWarning("Backup Will Be Kept by a Locked Vault", keptByLock(&m))
	}
}

func (r *Resource) lockOn(ctx context.Context, m *Model) bool {
	return recoverypoint.LockOn(ctx, r.data, m.Region.ValueString(), m.pointVault())
}

func keptByLock(m *Model) string {
	return fmt.Sprintf("on_destroy is \"delete\", but vault %s is locked and deletes no recovery point before its retention ends: %s of job %s stays when the resource is destroyed. %s",
		m.pointVault(), m.RecoveryPointARN.ValueString(), m.ID.ValueString(), m.ref().KeptUntil())
}
