// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package recoverypoint

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/arnvalidator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// Schema implements datasource.DataSource.
func (d *ListDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	notEmpty := stringvalidator.LengthAtLeast(1)
	// The list by resource does not tell these, so it cannot be filtered by them.
	ofVault := stringvalidator.AlsoRequires(path.MatchRoot("backup_vault_name"))
	filter := func(description string, validators ...validator.String) schema.Attribute {
		return schema.StringAttribute{Optional: true, MarkdownDescription: description, Validators: validators}
	}
	resp.Schema = schema.Schema{
		MarkdownDescription: "Recovery points of a vault, of a resource, or of a resource in a vault. All filters must match; every recovery point that does is kept in state, so set `created_after` for a big vault.\n\n" +
			"By resource alone AWS Backup tells less: the vault's name (for most types), dates but the creation's, retention and a few more are then null. With `backup_vault_name` all values are there.",
		Attributes: map[string]schema.Attribute{
			"backup_vault_name":         filter("Only recovery points in the vault of this name. This or `resource_arn` must be set.", notEmpty),
			"resource_arn":              filter("Only recovery points of the resource with this ARN.", arnvalidator.Resource()),
			"resource_type":             filter("Only recovery points of this resource type, such as `EBS`. Needs `backup_vault_name`.", notEmpty, ofVault),
			"backup_plan_id":            filter("Only recovery points made by the backup plan with this ID. Needs `backup_vault_name`.", notEmpty, ofVault),
			"parent_recovery_point_arn": filter("Only members of the composite backup with this ARN.", arnvalidator.RecoveryPoint()),
			"status":                    filter("Only recovery points with this status.", stringvalidator.OneOf(statuses()...)),
			"created_after":             schema.StringAttribute{Optional: true, CustomType: apivalue.RFC3339Type, MarkdownDescription: "Only recovery points created after this time (RFC 3339), for example `timeadd(plantimestamp(), \"-24h\")`."},
			"created_before":            schema.StringAttribute{Optional: true, CustomType: apivalue.RFC3339Type, MarkdownDescription: "Only recovery points created before this time (RFC 3339)."},
			"region":                    schema.StringAttribute{Optional: true, Computed: true, Validators: providerdata.RegionValidators(), MarkdownDescription: "Region of the recovery points. Default: the provider's."},
			"recovery_points": schema.ListNestedAttribute{
				Computed:            true,
				MarkdownDescription: "The recovery points that match, newest first; empty if none does.",
				NestedObject:        schema.NestedAttributeObject{Attributes: schemaAttributes()},
			},
		},
	}
}
