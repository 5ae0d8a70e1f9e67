// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package restorejob

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// imports is how a restore job is imported.
var imports = job.Import{
	Job:        "restore_job_id",
	Forms:      "Use the restore job's ID, optionally with its region: JOB_ID or JOB_ID@REGION.",
	Incomplete: "Set restore_job_id.",
}

// ImportState implements resource.ResourceWithImportState.
func (r *Resource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	imports.State(ctx, r.data, req, resp)
}

// readImported fills in a job that has just been imported.
func (r *Resource) readImported(ctx context.Context, region *providerdata.Region, m *Model, diags *diag.Diagnostics) {
	found, err := kind.Describe(ctx, region.API, m.ID.ValueString())
	if awsbackup.IsNotFound(err) {
		diags.AddError("Restore Job Not Found",
			fmt.Sprintf("AWS Backup knows no restore job %s in region %s. Job records are kept for about 30 days. If the job is in another region, add @REGION to the ID. "+
				"A resource that was restored longer ago needs no restore job: import it into the provider that manages it.", m.ID.ValueString(), region.Name))
		return
	}
	if err != nil {
		diags.Append(awsdiag.FromError(m.attempt("importing the restore job", kind.DescribeOperation), err))
		return
	}
	diags.Append(m.adopt(ctx, region, found)...)
}

// adopt fills in a model from a job record: what an import and the list make of
// it. Metadata is a call of its own.
func (m *Model) adopt(ctx context.Context, region *providerdata.Region, from *awsbackup.RestoreJob) diag.Diagnostics {
	m.fromJob(from)
	m.RecoveryPointARN = apivalue.Text(from.RecoveryPointArn)
	m.IAMRoleARN = apivalue.Text(from.IamRoleArn)
	m.Metadata = tftypes.MapNull(tftypes.StringType)
	sent, err := region.API.GetRestoreJobMetadata(ctx, &backup.GetRestoreJobMetadataInput{RestoreJobId: from.RestoreJobId})
	if err != nil {
		return diag.Diagnostics{awsdiag.Warning(awsdiag.FromError(m.attempt("reading the metadata of the restore job", "GetRestoreJobMetadata"), err))}
	}
	m.Metadata = apivalue.StringMap(sent.Metadata)
	return nil
}
