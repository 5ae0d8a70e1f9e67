// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package copyjob

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// importForms is reported wherever an import ID is wrong.
const importForms = "Use the copy job's ID, optionally with its Region, which is that of the source: JOB_ID or JOB_ID@REGION. " +
	"For a job whose record has expired (30 days), use the destination vault and the copy: DESTINATION_VAULT_ARN,RECOVERY_POINT_ARN or DESTINATION_VAULT_ARN,RECOVERY_POINT_ARN@REGION."

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
			JobID:            identity.CopyJobID.ValueString(),
			VaultName:        identity.DestinationBackupVaultARN.ValueString(),
			RecoveryPointARN: identity.DestinationRecoveryPointARN.ValueString(),
			Region:           identity.Region.ValueString(),
		}
		if id.JobID == "" && (id.VaultName == "" || id.RecoveryPointARN == "") {
			resp.Diagnostics.AddError("Incomplete Import Identity", "Set copy_job_id; or, for a job whose record has expired, destination_backup_vault_arn and destination_recovery_point_arn.")
			return
		}
	}
	if id.JobID == "" {
		if _, _, err := catalog.ParseVaultARN(id.VaultName); err != nil {
			resp.Diagnostics.AddError("Invalid Import ID", fmt.Sprintf("%q is not the ARN of the destination vault, because %s. %s", id.VaultName, catalog.Reason(err), importForms))
			return
		}
	}
	region := r.data.RegionOrDiag(id.Region, &resp.Diagnostics)
	if region == nil {
		return
	}
	values := map[string]string{
		"region": region.Name, "wait_for": job.WaitForCompleted, "on_issues": job.OnIssuesWarn, "on_destroy": OnDestroyRetain, "id": id.JobID,
	}
	if id.JobID == "" {
		values["id"], values["destination_recovery_point_arn"], values["destination_backup_vault_arn"] = id.RecoveryPointARN, id.RecoveryPointARN, id.VaultName
	}
	for name, value := range values {
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(name), value)...)
	}
	resp.Diagnostics.Append(job.ImportMark{}.Save(ctx, resp.Private)...)
}

// readImported fills in a job that has just been imported by its ID: here, and
// only here, the arguments of the request are taken from the record.
func (r *Resource) readImported(ctx context.Context, region *providerdata.Region, m *Model, diags *diag.Diagnostics) {
	found, err := kind.Describe(ctx, region.API, m.ID.ValueString())
	if awsbackup.IsNotFound(err) {
		diags.AddError("Copy Job Not Found",
			fmt.Sprintf("AWS Backup knows no copy job %s in Region %s. Job records are kept for 30 days only. If the job is older, import the copy instead, with the ID DESTINATION_VAULT_ARN,RECOVERY_POINT_ARN; "+
				"if it is in another Region, add @REGION to the ID.", m.ID.ValueString(), region.Name))
		return
	}
	if err != nil {
		diags.Append(awsdiag.FromError(m.attempt("importing the copy job", "DescribeCopyJob"), err))
		return
	}
	m.adopt(found)
	if !m.finished(ctx) || m.DestinationRecoveryPointARN.ValueString() == "" {
		return
	}
	if m.elsewhere() {
		diags.Append(m.notVisible())
		return
	}
	r.refreshPoint(ctx, m, diags)
}

// adopt fills in a model from a job record, arguments included: what an import
// and the list make of it.
func (m *Model) adopt(j *awsbackup.CopyJob) {
	m.FromJob(j)
	m.RecoveryPointARN = apivalue.Text(j.SourceRecoveryPointArn)
	m.DestinationBackupVaultARN = apivalue.Text(j.DestinationBackupVaultArn)
	m.IAMRoleARN = apivalue.Text(j.IamRoleArn)
	if source := j.SourceBackupVaultArn; source != nil {
		name, _ := catalog.VaultNameFromARN(*source)
		m.SourceBackupVaultName = apivalue.Text(&name)
	}
	m.Lifecycle = apivalue.Lifecycle(j.DestinationRecoveryPointLifecycle)
}
