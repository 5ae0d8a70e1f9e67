// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package examples_test

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	dataschema "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

var (
	optionalString = schema.StringAttribute{Optional: true}
	optionalNumber = schema.Int64Attribute{Optional: true}
	optionalBool   = schema.BoolAttribute{Optional: true}
	optionalTags   = schema.MapAttribute{Optional: true, ElementType: types.StringType}
)

// kinds are the resources of hashicorp/aws that the examples use.
var kinds = []kind{
	{
		name:     "backup_vault",
		required: []string{"name"},
		optional: map[string]schema.Attribute{"kms_key_arn": optionalString, "tags": optionalTags},
		arn:      "arn:aws:backup:eu-central-1:123456789012:backup-vault:{name}",
		create: func(ctx context.Context, client *backup.Client, get func(string, any)) error {
			in := &backup.CreateBackupVaultInput{}
			get("name", &in.BackupVaultName)
			_, err := client.CreateBackupVault(ctx, in)
			return err
		},
	},
	{
		name:     "backup_vault_lock_configuration",
		required: []string{"backup_vault_name"},
		optional: map[string]schema.Attribute{
			"changeable_for_days": optionalNumber, "min_retention_days": optionalNumber, "max_retention_days": optionalNumber,
		},
		create: func(ctx context.Context, client *backup.Client, get func(string, any)) error {
			in := &backup.PutBackupVaultLockConfigurationInput{}
			get("backup_vault_name", &in.BackupVaultName)
			get("changeable_for_days", &in.ChangeableForDays)
			get("min_retention_days", &in.MinRetentionDays)
			get("max_retention_days", &in.MaxRetentionDays)
			_, err := client.PutBackupVaultLockConfiguration(ctx, in)
			return err
		},
	},
	{
		name:     "iam_role",
		required: []string{"name", "assume_role_policy"},
		arn:      "arn:aws:iam::123456789012:role/{name}",
	},
	{
		name:     "iam_role_policy_attachment",
		required: []string{"role", "policy_arn"},
	},
	{
		name:     "iam_role_policy",
		required: []string{"name", "role", "policy"},
	},
	{
		name:     "db_instance",
		required: []string{"identifier", "engine", "instance_class"},
		optional: map[string]schema.Attribute{
			"engine_version": optionalString, "allocated_storage": optionalNumber, "username": optionalString,
			"manage_master_user_password": optionalBool, "skip_final_snapshot": optionalBool, "snapshot_identifier": optionalString,
			"apply_immediately": optionalBool, "allow_major_version_upgrade": optionalBool, "tags": optionalTags,
		},
		arn: "arn:aws:rds:eu-central-1:123456789012:db:{identifier}",
	},
}

// taggedResources is data.aws_resourcegroupstaggingapi_resources: a fleet of
// three volumes, whatever the filter.
type taggedResources struct{}

func (*taggedResources) Metadata(_ context.Context, _ datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = "aws_resourcegroupstaggingapi_resources"
}

func (*taggedResources) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = dataschema.Schema{
		Attributes: map[string]dataschema.Attribute{
			"resource_type_filters": dataschema.SetAttribute{Optional: true, ElementType: types.StringType},
			"resource_tag_mapping_list": dataschema.ListNestedAttribute{
				Computed: true,
				NestedObject: dataschema.NestedAttributeObject{Attributes: map[string]dataschema.Attribute{
					"resource_arn": dataschema.StringAttribute{Computed: true},
				}},
			},
		},
		Blocks: map[string]dataschema.Block{
			"tag_filter": dataschema.ListNestedBlock{NestedObject: dataschema.NestedBlockObject{Attributes: map[string]dataschema.Attribute{
				"key":    dataschema.StringAttribute{Required: true},
				"values": dataschema.SetAttribute{Optional: true, ElementType: types.StringType},
			}}},
		},
	}
}

func (*taggedResources) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	type mapping struct {
		ResourceARN string `tfsdk:"resource_arn"`
	}
	const volume = "arn:aws:ec2:eu-central-1:123456789012:volume/vol-0a1b2c3d4e5f6071"
	resp.State.Raw = req.Config.Raw
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("resource_tag_mapping_list"),
		[]mapping{{volume + "1"}, {volume + "2"}, {volume + "3"}})...)
}
