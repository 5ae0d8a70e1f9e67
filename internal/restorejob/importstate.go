// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package restorejob

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// importForms is part of every message about a wrong import ID.
const importForms = "Use the restore job's ID, optionally with its region: JOB_ID or JOB_ID@REGION."

// ImportState implements resource.ResourceWithImportState. It sets what names
// the object; the Read that Terraform calls next fills in the rest.
func (r *Resource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	var id job.ImportID
	if req.ID != "" {
		parsed, err := job.ParseImportID(req.ID)
		if err == nil && parsed.JobID == "" {
			err = fmt.Errorf("the import ID %q is that of a recovery point", req.ID)
		}
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
		id = job.ImportID{JobID: identity.RestoreJobID.ValueString(), Region: identity.Region.ValueString()}
		if id.JobID == "" {
			resp.Diagnostics.AddError("Incomplete Import Identity", "Set restore_job_id.")
			return
		}
	}
	region := r.data.RegionOrDiag(id.Region, &resp.Diagnostics)
	if region == nil {
		return
	}
	for name, value := range map[string]string{
		"id": id.JobID, "region": region.Name, "wait_for": job.WaitForCompleted, "on_issues": job.OnIssuesWarn,
	} {
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(name), value)...)
	}
	resp.Diagnostics.Append(job.ImportMark{}.Save(ctx, resp.Private)...)
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
