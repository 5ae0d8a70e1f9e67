// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/recoverypoint"
)

// importForms is said wherever an import ID is wrong.
const importForms = "Use the backup job's ID, optionally with its region: JOB_ID or JOB_ID@REGION. " +
	"For a job whose record has expired (30 days), use the vault and the recovery point: VAULT_NAME,RECOVERY_POINT_ARN or VAULT_NAME,RECOVERY_POINT_ARN@REGION."

// ImportState implements resource.ResourceWithImportState. It sets what names
// the object; the Read that Terraform calls next fills in the rest.
func (r *Resource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	var id job.ImportID
	if req.ID != "" {
		parsed, err := job.ParseImportID(req.ID)
		if err != nil {
			resp.Diagnostics.AddError("Invalid Import ID", fmt.Sprintf("%s. %s", job.Sentence(err), importForms))
			return
		}
		id = parsed
	} else {
		var identity Identity
		resp.Diagnostics.Append(req.Identity.Get(ctx, &identity)...)
		if resp.Diagnostics.HasError() {
			return
		}
		id = job.ImportID{
			JobID:            identity.BackupJobID.ValueString(),
			VaultName:        identity.BackupVaultName.ValueString(),
			RecoveryPointARN: identity.RecoveryPointARN.ValueString(),
			Region:           identity.Region.ValueString(),
		}
		if id.JobID == "" && (id.VaultName == "" || id.RecoveryPointARN == "") {
			resp.Diagnostics.AddError("Incomplete Import Identity", "Set backup_job_id; or, for a job whose record has expired, backup_vault_name and recovery_point_arn.")
			return
		}
	}
	region := r.data.RegionOrDiag(id.Region, &resp.Diagnostics)
	if region == nil {
		return
	}
	if err := recoverypoint.CheckRegion(id.RecoveryPointARN, region.Name); err != nil {
		resp.Diagnostics.Append(awsdiag.FromError(awsdiag.Attempt{Doing: "importing the recovery point", Region: region.Name}, err))
		return
	}
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("region"), region.Name)...)
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("wait_for"), job.WaitForCompleted)...)
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("on_issues"), job.OnIssuesWarn)...)
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("on_destroy"), OnDestroyRetain)...)
	if id.JobID != "" {
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("id"), id.JobID)...)
	} else {
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("id"), id.RecoveryPointARN)...)
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("recovery_point_arn"), id.RecoveryPointARN)...)
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("backup_vault_name"), id.VaultName)...)
	}
	resp.Diagnostics.Append(job.ImportMark{}.Save(ctx, resp.Private)...)
}

// readImported fills in a job that has just been imported by its ID: here, and
// only here, the arguments of the request are taken from the record.
func (r *Resource) readImported(ctx context.Context, region *providerdata.Region, m *Model, diags *diag.Diagnostics) {
	found, err := region.API.DescribeBackupJob(ctx, &backup.DescribeBackupJobInput{BackupJobId: m.ID.ValueStringPointer()})
	if awsbackup.IsNotFound(err) {
		diags.AddError("Backup Job Not Found",
			fmt.Sprintf("AWS Backup knows no job %s in region %s. Job records are kept for 30 days only. If the job is older, import its recovery point instead, with the ID VAULT_NAME,RECOVERY_POINT_ARN; "+
				"if it is in another region, add @REGION to the ID.", m.ID.ValueString(), region.Name))
		return
	}
	if err != nil {
		diags.Append(awsdiag.FromError(m.attempt("importing the backup job", "DescribeBackupJob"), err))
		return
	}
	diags.Append(r.adoptJob(ctx, region, m, found)...)
}

// countImportedRead ends the import mark with the next refresh but one. The
// first read also looks whether default_tags are on the point already, so that
// a generated configuration plans nothing.
func (r *Resource) countImportedRead(ctx context.Context, region *providerdata.Region, m *Model, mark job.ImportMark, private job.PrivateWriter) diag.Diagnostics {
	diags := mark.Count(ctx, private)
	if mark.Reads > 1 {
		return diags
	}
	tagsAll, d := recoverypoint.NewClient(r.data, region).ImportedTagsAll(ctx, m.ref(), m.TagsAll)
	m.TagsAll = tagsAll
	return append(diags, d...)
}
