// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package examples_test

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	dataschema "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

var (
	optionalString = schema.StringAttribute{Optional: true}
	replacing      = schema.StringAttribute{Optional: true, PlanModifiers: []planmodifier.String{stringplanmodifier.RequiresReplace()}}
	optionalNumber = schema.Int64Attribute{Optional: true}
	optionalBool   = schema.BoolAttribute{Optional: true}
	optionalTags   = schema.MapAttribute{Optional: true, ElementType: types.StringType}
)

// kinds are the resources of hashicorp/aws that the examples use.
var kinds = []kind{
	{
		name:     "backup_vault",
		required: []string{"name"},
		optional: map[string]schema.Attribute{"kms_key_arn": optionalString, "region": optionalString, "tags": optionalTags},
		arn:      "arn:aws:backup:{region}:{account}:backup-vault:{name}",
		create: func(ctx context.Context, client *backup.Client, get func(string, any)) error {
			in := &backup.CreateBackupVaultInput{}
			get("name", &in.BackupVaultName)
			get("kms_key_arn", &in.EncryptionKeyArn)
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
		name:     "backup_vault_policy",
		required: []string{"backup_vault_name", "policy"},
		create: func(ctx context.Context, client *backup.Client, get func(string, any)) error {
			in := &backup.PutBackupVaultAccessPolicyInput{}
			get("backup_vault_name", &in.BackupVaultName)
			get("policy", &in.Policy)
			_, err := client.PutBackupVaultAccessPolicy(ctx, in)
			return err
		},
	},
	{
		name:     "kms_key",
		optional: map[string]schema.Attribute{"description": optionalString, "region": optionalString},
		arn:      "arn:aws:kms:{region}:{account}:key/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9",
	},
	{
		name:     "iam_role",
		required: []string{"name", "assume_role_policy"},
		optional: map[string]schema.Attribute{"tags": optionalTags},
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
		name:     "ebs_volume",
		required: []string{"availability_zone"},
		optional: map[string]schema.Attribute{"size": optionalNumber, "tags": optionalTags},
		arn:      "arn:aws:ec2:eu-central-1:123456789012:volume/vol-0123456789abcdef0",
	},
	{
		name:     "cloudformation_stack",
		required: []string{"name", "template_body"},
		optional: map[string]schema.Attribute{"tags": optionalTags},
		outputs: map[string]string{
			"Files":  "arn:aws:elasticfilesystem:eu-central-1:123456789012:file-system/fs-0123456789abcdef0",
			"Volume": "arn:aws:ec2:eu-central-1:123456789012:volume/vol-0123456789abcdef0",
			"Table":  "arn:aws:dynamodb:eu-central-1:123456789012:table/orders",
			"Bucket": "arn:aws:s3:::orders-documents",
		},
	},
	{
		name:     "iam_openid_connect_provider",
		required: []string{"url"},
		optional: map[string]schema.Attribute{"client_id_list": schema.SetAttribute{Optional: true, ElementType: types.StringType}},
		arn:      "arn:aws:iam::123456789012:oidc-provider/{url}",
	},
	{
		name:     "db_instance",
		required: []string{"identifier", "engine", "instance_class"},
		optional: map[string]schema.Attribute{
			"engine_version": optionalString, "allocated_storage": optionalNumber, "username": replacing,
			"manage_master_user_password": optionalBool, "skip_final_snapshot": optionalBool, "snapshot_identifier": replacing,
			"apply_immediately": optionalBool, "deletion_protection": optionalBool, "allow_major_version_upgrade": optionalBool, "tags": optionalTags,
			"db_subnet_group_name": optionalString, "vpc_security_group_ids": schema.SetAttribute{Optional: true, ElementType: types.StringType},
		},
		arn: "arn:aws:rds:eu-central-1:123456789012:db:{identifier}",
	},
}

// tagMapping is how hashicorp/aws shows a resource with its tags. Mocks depend on
// it.
var (
	tagMapping = types.ObjectType{AttrTypes: map[string]attr.Type{
		"resource_arn":       types.StringType,
		"tags":               types.MapType{ElemType: types.StringType},
		"compliance_details": types.ListType{ElemType: compliance},
	}}
	compliance = types.ObjectType{AttrTypes: map[string]attr.Type{
		"compliance_status":             types.BoolType,
		"keys_with_noncompliant_values": types.SetType{ElemType: types.StringType},
		"non_compliant_keys":            types.SetType{ElemType: types.StringType},
	}}
)

// taggedResources is data.aws_resourcegroupstaggingapi_resources: three
// resources of each kind that is asked for, whatever the tag.
type taggedResources struct{}

func (*taggedResources) Metadata(_ context.Context, _ datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = "aws_resourcegroupstaggingapi_resources"
}

func (*taggedResources) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = dataschema.Schema{
		Attributes: map[string]dataschema.Attribute{
			"resource_type_filters":     dataschema.SetAttribute{Optional: true, ElementType: types.StringType},
			"resource_tag_mapping_list": dataschema.ListAttribute{Computed: true, ElementType: tagMapping},
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
	begins := map[string]string{
		"ec2:volume":                    "arn:aws:ec2:eu-central-1:123456789012:volume/vol-0a1b2c3d4e5f6071",
		"rds:db":                        "arn:aws:rds:eu-central-1:123456789012:db:orders-",
		"dynamodb:table":                "arn:aws:dynamodb:eu-central-1:123456789012:table/orders-",
		"elasticfilesystem:file-system": "arn:aws:elasticfilesystem:eu-central-1:123456789012:file-system/fs-0a1b2c3d4e5f6071",
	}
	var wanted []string
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root("resource_type_filters"), &wanted)...)
	var fleet []attr.Value
	for _, resourceType := range wanted {
		for _, number := range []string{"1", "2", "3"} {
			fleet = append(fleet, types.ObjectValueMust(tagMapping.AttrTypes, map[string]attr.Value{
				"resource_arn":       types.StringValue(begins[resourceType] + number),
				"tags":               types.MapNull(types.StringType),
				"compliance_details": types.ListNull(compliance),
			}))
		}
	}
	resp.State.Raw = req.Config.Raw
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("resource_tag_mapping_list"), types.ListValueMust(tagMapping, fleet))...)
}
