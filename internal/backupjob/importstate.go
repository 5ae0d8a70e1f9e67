// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/recoverypoint"
)

// imports is how a backup job is imported.
var imports = job.Import{
	Job: "backup_job_id", Vault: "backup_vault_name", Point: "recovery_point_arn", OnDestroy: OnDestroyRetain,
	Forms: "Use the backup job's ID, optionally with its region: JOB_ID or JOB_ID@REGION. " +
		"For a job whose record has expired (30 days), use the vault and the recovery point: VAULT_NAME,RECOVERY_POINT_ARN or VAULT_NAME,RECOVERY_POINT_ARN@REGION.",
	Incomplete: "Set backup_job_id; or, for a job whose record has expired, backup_vault_name and recovery_point_arn.",
	Check: func(id job.ImportID, region string) diag.Diagnostic {
		if err := recoverypoint.CheckRegion(id.RecoveryPointARN, region); err != nil {
			return awsdiag.FromError(awsdiag.Attempt{Doing: "importing the recovery point", Region: region}, err)
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
