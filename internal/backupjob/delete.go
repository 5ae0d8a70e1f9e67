// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/backup/types"
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
	defer r.data.TakeTurn(false)
	var m Model
	resp.Diagnostics.Append(req.State.Get(ctx, &m)...)
	timeout, diags := m.Timeouts.Delete(ctx, defaultDeleteTimeout)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	m.guessed = job.Guessed(ctx, req.Private)
	keep := m.RecoveryPointStatus.ValueString() == recoverypoint.StatusDeleted || withoutPoint(types.BackupJobState(m.State.ValueString()))
	done := job.WaitDone(ctx, req.Private)
	if keep || !done || m.OnDestroy.ValueString() == OnDestroyRetain {
		// The object ends, so a replacement that follows at once wants another job.
		if region, err := r.data.For(ctx, m.Region.ValueString()); err == nil {
			region.Owners.Forget(m.ID.ValueString())
		}
		if !keep && !done {
			resp.Diagnostics.Append(forgottenWarning(&m))
		}
		return
	}
	region := r.data.Reach(ctx, m.Region.ValueString(), &resp.Diagnostics)
	if region == nil {
		return
	}
	// Nobody can take the job until it is stopped and deleted.
	left, ok := region.Owners.Leave(m.ID.ValueString())
	if !ok {
		resp.Diagnostics.AddWarning("Backup Job Left to Its New Owner",
			fmt.Sprintf("Job %s was adopted by another resource of this apply, so it is neither stopped nor deleted.", m.ID.ValueString()))
		return
	}
	defer left()
	within, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	d := deletion{data: r.data, region: region, m: &m, timeout: timeout}
	d.run(within, ctx, &resp.Diagnostics)
}

// forgottenWarning is for an object without the settled mark: an apply left it
// behind, or a user tainted it, which drops the mark too. Its job, while
// it runs, is what the next create of the same backup resumes.
func forgottenWarning(m *Model) diag.Diagnostic {
	stop := fmt.Sprintf("aws backup stop-backup-job --backup-job-id %s --region %s", m.ID.ValueString(), m.Region.ValueString())
	remove := fmt.Sprintf("aws backup delete-recovery-point --backup-vault-name %s --recovery-point-arn %s --region %s", m.pointVault(), m.RecoveryPointARN.ValueString(), m.Region.ValueString())
	what, commands := "The job may still run: a new create of the same backup then resumes it", []string{stop}
	if m.finished() {
		what, commands = "The job has ended and its recovery point stays", nil
	}
	if m.RecoveryPointARN.ValueString() != "" {
		commands = append(commands, remove)
	}
	return diag.NewWarningDiagnostic("Backup Job Forgotten",
		fmt.Sprintf("Job %s of %s was left over from an apply that failed or was cut off, or was tainted, so on_destroy = %q was not carried out: only the resource is forgotten. %s. "+
			"To stop the job or delete its backup, run:\n\n  %s", m.ID.ValueString(), m.ResourceARN.ValueString(), m.OnDestroy.ValueString(), what, strings.Join(commands, "\n  ")))
}

// deletion carries out on_destroy = stop or delete.
type deletion struct {
	data    *providerdata.Data
	region  *providerdata.Region
	m       *Model
	timeout time.Duration
}

func (d *deletion) run(within, ctx context.Context, diags *diag.Diagnostics) {
	d.end(within, ctx, diags)
	if diags.HasError() || d.m.OnDestroy.ValueString() != OnDestroyDelete || d.m.RecoveryPointARN.ValueString() == "" {
		return
	}
	if d.m.guessed {
		diags.AddWarning(guessKept, d.m.guessKeptDetail())
		return
	}
	diags.Append(recoverypoint.NewClient(d.data, d.region).Delete(within, d.m.ref())...)
}

// end stops an unfinished job and waits until it has ended. What state says may
// be old, so AWS is asked first.
func (d *deletion) end(within, ctx context.Context, diags *diag.Diagnostics) {
	if d.m.finished() || d.m.byRecoveryPoint() {
		return
	}
	found, err := kind.Find(within, d.region.API, d.region.Jobs, d.m.ID.ValueString(), d.m.identity().AccountID.ValueString(), apivalue.Time(d.m.CreationDate))
	unknown, isUnknown := errors.AsType[*job.UnknownJobError](err)
	switch {
	case isUnknown:
		diags.AddError("Backup Job Not Found",
			fmt.Sprintf("%s. So on_destroy = %q cannot be carried out, and the resource stays in state. Try again; if the job is really gone, remove the resource with terraform state rm.",
				job.Sentence(unknown), d.m.OnDestroy.ValueString()))
		return
	case awsbackup.IsNotFound(err):
		return
	case err != nil:
		diags.Append(awsdiag.FromError(d.m.attempt("looking at the backup job before stopping it", "DescribeBackupJob"), err))
		return
	}
	d.m.FromJob(found)
	if d.m.finished() {
		return
	}
	if !d.m.stopServed() {
		diags.AddWarning("Backup Job Cannot Be Stopped",
			fmt.Sprintf("AWS Backup does not stop jobs of type %s, so job %s of %s goes on.", d.m.ResourceType.ValueString(), d.m.ID.ValueString(), d.m.ResourceARN.ValueString()))
		if d.m.OnDestroy.ValueString() == OnDestroyStop {
			return
		}
	} else {
		seen, err := requestStop(within, d.region.API, d.m.ID.ValueString())
		if seen != nil {
			d.m.FromJob(seen)
		}
		if err != nil {
			diags.Append(awsdiag.FromError(d.m.attempt("stopping the backup job", "StopBackupJob"), err))
			return
		}
	}
	found, err = d.region.Jobs.Wait(within, jobwatch.Request{ID: d.m.ID.ValueString(), Created: apivalue.Time(d.m.CreationDate), Until: jobwatch.Finished})
	if err != nil {
		diag, _ := job.WaitFailed(ctx, d.m.attempt("waiting for the backup job to end", "DescribeBackupJob"), err, d.timeout)
		diags.AddError(diag.Summary(), diag.Detail())
		return
	}
	d.m.FromJob(found)
}

// planDestroy says before a destroy what it will not be able to do.
func (r *Resource) planDestroy(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	var m Model
	resp.Diagnostics.Append(req.State.Get(ctx, &m)...)
	m.guessed = job.Guessed(ctx, req.Private)
	if m.guessed && m.OnDestroy.ValueString() == OnDestroyDelete && m.RecoveryPointStatus.ValueString() != recoverypoint.StatusDeleted {
		resp.Diagnostics.AddWarning(guessKept, m.guessKeptDetail())
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
	return fmt.Sprintf("on_destroy is \"delete\", but vault %s is locked and lets no recovery point go before its time: %s of job %s stays when the resource is destroyed. %s",
		m.pointVault(), m.RecoveryPointARN.ValueString(), m.ID.ValueString(), m.ref().KeptUntil())
}
