// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package copyjob

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// importForms ends every message about a wrong import ID.
const importForms = "Use the copy job's ID, optionally with its Region, which is that of the source: JOB_ID or JOB_ID@REGION. " +
	"For a job whose record has expired (30 days), use the destination vault and the copy: DESTINATION_VAULT_ARN,RECOVERY_POINT_ARN or DESTINATION_VAULT_ARN,RECOVERY_POINT_ARN@REGION."

// imports is how a copy job is imported.
var imports = job.Import{
	Job: "copy_job_id", Vault: "destination_backup_vault_arn", Point: "destination_recovery_point_arn", OnDestroy: OnDestroyRetain,
	Forms:      importForms,
	Incomplete: "Set copy_job_id; or, for a job whose record has expired, destination_backup_vault_arn and destination_recovery_point_arn.",
	Check: func(id job.ImportID, _ string) diag.Diagnostic {
		if id.JobID != "" {
			return nil
		}
		if _, _, err := catalog.ParseVaultARN(id.VaultName); err != nil {
			return diag.NewErrorDiagnostic("Invalid Import ID", fmt.Sprintf("%q is not the ARN of the destination vault, because %s. %s", id.VaultName, catalog.Reason(err), importForms))
		}
		return nil
	},
}

// ImportState implements resource.ResourceWithImportState.
func (r *Resource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	imports.State(ctx, r.data, req, resp)
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
