// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package record

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

// JobAttributes is a job record as the data sources show it: with what was asked for,
// which the resource has as arguments, and with the plan that asked.
type JobAttributes struct {
	Record

	BackupJobID     tftypes.String `tfsdk:"backup_job_id"`
	BackupVaultName tftypes.String `tfsdk:"backup_vault_name"`
	ResourceARN     tftypes.String `tfsdk:"resource_arn"`
	IAMRoleARN      tftypes.String `tfsdk:"iam_role_arn"`
	Lifecycle       tftypes.Object `tfsdk:"recovery_point_lifecycle"`
	BackupOptions   tftypes.Map    `tfsdk:"backup_options"`
	CreatedBy       tftypes.Object `tfsdk:"created_by"`
}

func attributesOf(j *awsbackup.Job) JobAttributes {
	f := JobAttributes{
		BackupJobID:     apivalue.Text(j.BackupJobId),
		BackupVaultName: apivalue.Text(j.BackupVaultName),
		ResourceARN:     apivalue.Text(j.ResourceArn),
		IAMRoleARN:      apivalue.Text(j.IamRoleArn),
		Lifecycle:       apivalue.Lifecycle(j.RecoveryPointLifecycle),
		BackupOptions:   apivalue.StringMap(j.BackupOptions),
		CreatedBy:       apivalue.Creator(j.CreatedBy),
	}
	f.FromJob(j)
	return f
}

// jobAttributes is the schema of JobAttributes, all of it computed.
func jobAttributes() map[string]schema.Attribute {
	attributes := map[string]schema.Attribute{
		"backup_job_id":            schema.StringAttribute{Computed: true, MarkdownDescription: "ID of the backup job."},
		"backup_vault_name":        schema.StringAttribute{Computed: true, MarkdownDescription: "Name of the vault that the job backs up to. With a logically air-gapped target it is that vault, or the one for temporary recovery points."},
		"resource_arn":             schema.StringAttribute{Computed: true, MarkdownDescription: "ARN of the resource."},
		"iam_role_arn":             schema.StringAttribute{Computed: true, MarkdownDescription: "ARN of the IAM role that takes the backup."},
		"backup_options":           schema.MapAttribute{Computed: true, ElementType: tftypes.StringType, MarkdownDescription: "Options that the job was started with."},
		"recovery_point_lifecycle": apivalue.LifecycleAttribute(),
		"created_by":               apivalue.CreatorAttribute(),
	}
	for name, attribute := range OutputAttributes() {
		switch name {
		case "recovery_point_status", "logically_air_gapped_recovery_point_arn", "calculated_lifecycle":
			// Not of the record: awsbackup_recovery_point has them.
		default:
			attributes[name] = job.DataAttribute(attribute)
		}
	}
	return attributes
}

// Lookup describes the data sources and the list resource.
var Lookup = job.Lookup[awsbackup.Job]{
	Kind: Kind, TypeName: "_backup_job",
	Attributes:      jobAttributes,
	Values:          func(j *awsbackup.Job) any { return attributesOf(j) },
	Description:     "One backup job by its ID, started by a backup plan, a user or Terraform. AWS Backup keeps job records for 30 days; what lasts is the recovery point, see `awsbackup_recovery_point`.",
	ListDescription: "Backup jobs of an account and Region by filter, including those that Terraform did not start. AWS Backup lists jobs for 30 days. All filters must match; in a busy account set `created_after`, since every job that matches is kept in state.",
	JobsDescription: "The jobs that match, newest first; empty if none does. `job.number_of_child_jobs` and `job.child_jobs_in_state` are null here: AWS reports them for single jobs only.",
	Filters:         filterArguments(),
	Page: func(ctx context.Context, region *providerdata.Region, filters tftypes.Object, a *awsdiag.Attempt) (job.Page[awsbackup.Job], diag.Diagnostics) {
		var f Filter
		diags := filters.As(ctx, &f, basetypes.ObjectAsOptions{})
		a.VaultName, a.ResourceARN = f.BackupVaultName.ValueString(), f.ResourceARN.ValueString()
		return Pages(region.API, f.ToAPI()), diags
	},
}

// NewDataSource makes the awsbackup_backup_job data source.
func NewDataSource() datasource.DataSource { return job.NewDataSource(Lookup) }

// NewListDataSource makes the awsbackup_backup_jobs data source.
func NewListDataSource() datasource.DataSource { return job.NewListDataSource(Lookup) }
