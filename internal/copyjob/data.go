// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package copyjob

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
// for, which the resource has as arguments, and with the plan that asked.
type JobAttributes struct {
	Record

	CopyJobID                 tftypes.String `tfsdk:"copy_job_id"`
	RecoveryPointARN          tftypes.String `tfsdk:"recovery_point_arn"`
	SourceBackupVaultARN      tftypes.String `tfsdk:"source_backup_vault_arn"`
	DestinationBackupVaultARN tftypes.String `tfsdk:"destination_backup_vault_arn"`
	IAMRoleARN                tftypes.String `tfsdk:"iam_role_arn"`
	Lifecycle                 tftypes.Object `tfsdk:"recovery_point_lifecycle"`
	CreatedBy                 tftypes.Object `tfsdk:"created_by"`
	CreatedByBackupJobID      tftypes.String `tfsdk:"created_by_backup_job_id"`
}

func attributesOf(j *awsbackup.CopyJob) any {
	a := JobAttributes{
		CopyJobID:                 apivalue.Text(j.CopyJobId),
		RecoveryPointARN:          apivalue.Text(j.SourceRecoveryPointArn),
		SourceBackupVaultARN:      apivalue.Text(j.SourceBackupVaultArn),
		DestinationBackupVaultARN: apivalue.Text(j.DestinationBackupVaultArn),
		IAMRoleARN:                apivalue.Text(j.IamRoleArn),
		Lifecycle:                 apivalue.Lifecycle(j.DestinationRecoveryPointLifecycle),
		CreatedBy:                 apivalue.Creator(j.CreatedBy),
		CreatedByBackupJobID:      apivalue.Text(j.CreatedByBackupJobId),
	}
	a.FromJob(j)
	return a
}

// jobAttributes is the schema of JobAttributes, all of it computed.
func jobAttributes() map[string]schema.Attribute {
	attributes := map[string]schema.Attribute{
		"recovery_point_lifecycle": apivalue.LifecycleAttribute(),
		"created_by":               apivalue.CreatorAttribute(),
	}
	for name, description := range map[string]string{
		"copy_job_id":                  "ID of the copy job.",
		"recovery_point_arn":           "ARN of the recovery point that is copied.",
		"source_backup_vault_arn":      "ARN of the vault that holds it.",
		"destination_backup_vault_arn": "ARN of the vault that receives the copy.",
		"iam_role_arn":                 "ARN of the IAM role that copies.",
		"created_by_backup_job_id":     "ID of the backup job that started the copy, as with a logically air-gapped target; null for any other.",
	} {
		attributes[name] = schema.StringAttribute{Computed: true, MarkdownDescription: description}
	}
	for name, attribute := range outputAttributes() {
		switch name {
		case "destination_recovery_point_status", "calculated_lifecycle":
			// Not of the record: awsbackup_recovery_point has them.
		default:
			attributes[name] = job.DataAttribute(attribute)
		}
	}
	return attributes
}

// lookup describes the data sources and the list resource.
var lookup = job.Lookup[awsbackup.CopyJob]{
	Kind: kind, TypeName: "_copy_job",
	Attributes:      jobAttributes,
	Values:          attributesOf,
	Description:     "One copy job by its ID, started by a backup plan, a user or Terraform. AWS Backup keeps job records for 30 days; what lasts is the copy, see `awsbackup_recovery_point`.",
	ListDescription: "Copy jobs of an account and Region by filter, including those that Terraform did not start. They are those of the source's account and Region. AWS Backup lists jobs for 30 days. All filters must match; in a busy account set `created_after`, since every job that matches is kept in state.",
	JobsDescription: "The jobs that match, newest first; empty if none does.",
	Filters:         filterArguments(),
	Page: func(ctx context.Context, region *providerdata.Region, filters tftypes.Object, _ *awsdiag.Attempt) (job.Page[awsbackup.CopyJob], diag.Diagnostics) {
		var f Filter
		diags := filters.As(ctx, &f, basetypes.ObjectAsOptions{})
		return pages(region.API, f.ToAPI()), diags
	},
}

// NewDataSource makes the awsbackup_copy_job data source.
func NewDataSource() datasource.DataSource { return job.NewDataSource(lookup) }

// NewListDataSource makes the awsbackup_copy_jobs data source.
func NewListDataSource() datasource.DataSource { return job.NewListDataSource(lookup) }
