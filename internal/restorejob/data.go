// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package restorejob

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// JobAttributes is a job record as the data sources show it: with what was asked
// for, which the resource has as arguments.
type JobAttributes struct {
	Outputs

	RestoreJobID          tftypes.String `tfsdk:"restore_job_id"`
	RecoveryPointARN      tftypes.String `tfsdk:"recovery_point_arn"`
	ResourceType          tftypes.String `tfsdk:"resource_type"`
	IAMRoleARN            tftypes.String `tfsdk:"iam_role_arn"`
	DeletionStatus        tftypes.String `tfsdk:"deletion_status"`
	DeletionStatusMessage tftypes.String `tfsdk:"deletion_status_message"`
}

func attributesOf(j *awsbackup.RestoreJob) any {
	a := JobAttributes{
		RestoreJobID:          apivalue.Text(j.RestoreJobId),
		RecoveryPointARN:      apivalue.Text(j.RecoveryPointArn),
		ResourceType:          apivalue.Text(j.ResourceType),
		IAMRoleARN:            apivalue.Text(j.IamRoleArn),
		DeletionStatus:        apivalue.Enum(j.DeletionStatus),
		DeletionStatusMessage: apivalue.Text(j.DeletionStatusMessage),
	}
	a.FromJob(j)
	return a
}

// jobAttributes is the schema of JobAttributes, all of it computed.
func jobAttributes() map[string]schema.Attribute {
	attributes := make(map[string]schema.Attribute)
	for name, description := range map[string]string{
		"restore_job_id":          "ID of the restore job.",
		"recovery_point_arn":      "ARN of the recovery point.",
		"resource_type":           "Type of the resource, such as `EBS`.",
		"iam_role_arn":            "ARN of the IAM role that restores.",
		"deletion_status":         "Status of the deletion of the restored resource by a restore testing plan; null for a restore on demand, which is never cleaned up.",
		"deletion_status_message": "Message of that deletion.",
	} {
		attributes[name] = schema.StringAttribute{Computed: true, MarkdownDescription: description}
	}
	for name, attribute := range outputAttributes() {
		attributes[name] = job.DataAttribute(attribute)
	}
	return attributes
}

// lookup describes the data sources and the list resource.
var lookup = job.Lookup[awsbackup.RestoreJob]{
	Kind: kind, TypeName: "_restore_job",
	Attributes:      jobAttributes,
	Values:          attributesOf,
	Description:     "One restore job by its ID, started by a restore testing plan, a user or Terraform. AWS Backup keeps job records for about 30 days.",
	ListDescription: "Restore jobs of an account and Region by filter, including those that Terraform did not start. All filters must match; in a busy account set `created_after`, since every job that matches is kept in state.",
	JobsDescription: "The jobs that match, newest first; empty if none does.",
	Filters:         filterArguments(),
	Page: func(ctx context.Context, region *providerdata.Region, filters tftypes.Object, _ *awsdiag.Attempt) (job.Page[awsbackup.RestoreJob], diag.Diagnostics) {
		var f Filter
		diags := filters.As(ctx, &f, basetypes.ObjectAsOptions{})
		return pages(region.API, f.ToAPI(), nil), diags
	},
}

// NewDataSource makes the awsbackup_restore_job data source.
func NewDataSource() datasource.DataSource { return job.NewDataSource(lookup) }

// NewListDataSource makes the awsbackup_restore_jobs data source.
func NewListDataSource() datasource.DataSource { return job.NewListDataSource(lookup) }
