// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	resourceschema "github.com/hashicorp/terraform-plugin-framework/resource/schema"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
)

// Facts is a job record as the data sources show it: with what was asked for,
// which the resource has as arguments, and with the plan that asked.
type Facts struct {
	Record

	BackupJobID     tftypes.String `tfsdk:"backup_job_id"`
	BackupVaultName tftypes.String `tfsdk:"backup_vault_name"`
	ResourceARN     tftypes.String `tfsdk:"resource_arn"`
	IAMRoleARN      tftypes.String `tfsdk:"iam_role_arn"`
	Lifecycle       tftypes.Object `tfsdk:"recovery_point_lifecycle"`
	BackupOptions   tftypes.Map    `tfsdk:"backup_options"`
	CreatedBy       tftypes.Object `tfsdk:"created_by"`
}

func factsOf(job *awsbackup.Job) Facts {
	f := Facts{
		BackupJobID:     apivalue.Text(job.BackupJobId),
		BackupVaultName: apivalue.Text(job.BackupVaultName),
		ResourceARN:     apivalue.Text(job.ResourceArn),
		IAMRoleARN:      apivalue.Text(job.IamRoleArn),
		Lifecycle:       apivalue.Lifecycle(job.RecoveryPointLifecycle),
		BackupOptions:   apivalue.StringMap(job.BackupOptions),
		CreatedBy:       apivalue.Creator(job.CreatedBy),
	}
	f.FromJob(job)
	return f
}

// factAttributes is the schema of Facts, all of it computed.
func factAttributes() map[string]schema.Attribute {
	attributes := map[string]schema.Attribute{
		"backup_job_id":            schema.StringAttribute{Computed: true, MarkdownDescription: "ID of the backup job."},
		"backup_vault_name":        schema.StringAttribute{Computed: true, MarkdownDescription: "Name of the vault that the job backs up to. With a logically air-gapped target it is that vault, or the one for temporary recovery points."},
		"resource_arn":             schema.StringAttribute{Computed: true, MarkdownDescription: "ARN of the resource."},
		"iam_role_arn":             schema.StringAttribute{Computed: true, MarkdownDescription: "ARN of the IAM role that takes the backup."},
		"backup_options":           schema.MapAttribute{Computed: true, ElementType: tftypes.StringType, MarkdownDescription: "Options that the job was started with."},
		"recovery_point_lifecycle": apivalue.LifecycleAttribute(),
		"created_by":               apivalue.CreatorAttribute(),
	}
	for name, attribute := range outputAttributes() {
		switch name {
		case "recovery_point_status", "logically_air_gapped_recovery_point_arn", "calculated_lifecycle":
			// Not of the record: awsbackup_recovery_point has them.
		default:
			attributes[name] = dataAttribute(attribute)
		}
	}
	return attributes
}

// factType is the type of one job in a list of them.
func factType() tftypes.ObjectType {
	shape := make(map[string]attr.Type)
	for name, attribute := range factAttributes() {
		shape[name] = attribute.GetType()
	}
	return tftypes.ObjectType{AttrTypes: shape}
}

// dataAttribute is a computed attribute of the resource as a data source has
// it, so that each is described once.
func dataAttribute(attribute resourceschema.Attribute) schema.Attribute {
	description := attribute.GetMarkdownDescription()
	switch a := attribute.(type) {
	case resourceschema.StringAttribute:
		return schema.StringAttribute{Computed: true, CustomType: a.CustomType, MarkdownDescription: description}
	case resourceschema.BoolAttribute:
		return schema.BoolAttribute{Computed: true, MarkdownDescription: description}
	case resourceschema.Int64Attribute:
		return schema.Int64Attribute{Computed: true, MarkdownDescription: description}
	case resourceschema.Float64Attribute:
		return schema.Float64Attribute{Computed: true, MarkdownDescription: description}
	case resourceschema.MapAttribute:
		return schema.MapAttribute{Computed: true, ElementType: a.ElementType, MarkdownDescription: description}
	default:
		// A mistake in the schema, which every test meets.
		panic(fmt.Sprintf("no data source attribute for %T", attribute))
	}
}
