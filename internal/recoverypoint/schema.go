// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package recoverypoint

import (
	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
)

// schemaAttributes is the schema of Attributes, all of it computed.
func schemaAttributes() map[string]schema.Attribute {
	text := func(description string) schema.Attribute {
		return schema.StringAttribute{Computed: true, MarkdownDescription: description}
	}
	date := func(description string) schema.Attribute {
		return schema.StringAttribute{Computed: true, CustomType: apivalue.RFC3339Type, MarkdownDescription: description}
	}
	return map[string]schema.Attribute{
		"recovery_point_arn":          text("ARN of the recovery point: what restores by AWS Backup start from."),
		"native_id":                   text("The name of the backup in the service that holds it, for restores without AWS Backup: `snap-...`, `ami-...`, the name of an RDS snapshot (`awsbackup:job-...`), `backup-...` for FSx; for recovery points that AWS Backup holds, what follows `recovery-point:`."),
		"backup_vault_name":           text("Name of the vault that holds the recovery point."),
		"backup_vault_arn":            text("ARN of that vault."),
		"source_backup_vault_arn":     text("ARN of the vault that the recovery point was copied from; null for an original."),
		"vault_type":                  text("Type of the vault."),
		"resource_arn":                text("ARN of the resource that was backed up."),
		"resource_type":               text("Type of that resource, such as `EBS`."),
		"resource_name":               text("Name of that resource."),
		"iam_role_arn":                text("ARN of the IAM role that made the recovery point."),
		"created_by":                  apivalue.CreatorAttribute(),
		"status":                      text("Status: `CREATING`, `AVAILABLE`, `COMPLETED`, `PARTIAL`, `STOPPED`, `EXPIRED` or `DELETING`."),
		"status_message":              text("AWS's message about the status."),
		"creation_date":               date("When it was created (RFC 3339)."),
		"initiation_date":             date("When its job was initiated (RFC 3339)."),
		"completion_date":             date("When its job was completed (RFC 3339)."),
		"last_restore_time":           date("When something was last restored from it (RFC 3339); null if never."),
		"backup_size_in_bytes":        schema.Int64Attribute{Computed: true, MarkdownDescription: "Size in bytes. What it counts depends on the resource type."},
		"recovery_point_lifecycle":    apivalue.LifecycleAttribute(),
		"delete_after_event":          text("`DELETE_AFTER_COPY` where it is temporary and goes away after the copy to an air-gapped vault."),
		"calculated_lifecycle":        apivalue.CalculatedLifecycleAttribute(),
		"encryption_key_arn":          text("ARN of the KMS key."),
		"encryption_key_type":         text("Whose key it is: `AWS_OWNED_KMS_KEY` or `CUSTOMER_MANAGED_KMS_KEY`."),
		"is_encrypted":                schema.BoolAttribute{Computed: true, MarkdownDescription: "Whether it is encrypted."},
		"is_parent":                   schema.BoolAttribute{Computed: true, MarkdownDescription: "Whether it is the parent of a composite backup (CloudFormation, EKS)."},
		"parent_recovery_point_arn":   text("ARN of the parent, for a member of a composite backup."),
		"composite_member_identifier": text("What the composite backup calls this member, such as a logical ID in a stack."),
		"index_status":                text("Status of the backup index: `PENDING`, `ACTIVE`, `FAILED` or `DELETING`; null without one."),
		"index_status_message":        text("AWS's message about the index."),
	}
}

// attributeType is the type of one recovery point in a list of them.
func attributeType() tftypes.ObjectType {
	shape := make(map[string]attr.Type)
	for name, attribute := range schemaAttributes() {
		shape[name] = attribute.GetType()
	}
	return tftypes.ObjectType{AttrTypes: shape}
}

// statuses are the values of status.
func statuses() []string {
	var names []string
	for _, status := range types.RecoveryPointStatus("").Values() {
		names = append(names, string(status))
	}
	return names
}
