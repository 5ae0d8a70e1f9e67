// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package recoverypoint

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
)

// Attributes is what lists and descriptions of a recovery point both tell.
type Attributes struct {
	RecoveryPointARN          tftypes.String    `tfsdk:"recovery_point_arn"`
	NativeID                  tftypes.String    `tfsdk:"native_id"`
	BackupVaultName           tftypes.String    `tfsdk:"backup_vault_name"`
	BackupVaultARN            tftypes.String    `tfsdk:"backup_vault_arn"`
	SourceBackupVaultARN      tftypes.String    `tfsdk:"source_backup_vault_arn"`
	VaultType                 tftypes.String    `tfsdk:"vault_type"`
	ResourceARN               tftypes.String    `tfsdk:"resource_arn"`
	ResourceType              tftypes.String    `tfsdk:"resource_type"`
	ResourceName              tftypes.String    `tfsdk:"resource_name"`
	IAMRoleARN                tftypes.String    `tfsdk:"iam_role_arn"`
	CreatedBy                 tftypes.Object    `tfsdk:"created_by"`
	Status                    tftypes.String    `tfsdk:"status"`
	StatusMessage             tftypes.String    `tfsdk:"status_message"`
	CreationDate              timetypes.RFC3339 `tfsdk:"creation_date"`
	InitiationDate            timetypes.RFC3339 `tfsdk:"initiation_date"`
	CompletionDate            timetypes.RFC3339 `tfsdk:"completion_date"`
	LastRestoreTime           timetypes.RFC3339 `tfsdk:"last_restore_time"`
	BackupSizeInBytes         tftypes.Int64     `tfsdk:"backup_size_in_bytes"`
	Lifecycle                 tftypes.Object    `tfsdk:"recovery_point_lifecycle"`
	DeleteAfterEvent          tftypes.String    `tfsdk:"delete_after_event"`
	CalculatedLifecycle       tftypes.Object    `tfsdk:"calculated_lifecycle"`
	EncryptionKeyARN          tftypes.String    `tfsdk:"encryption_key_arn"`
	EncryptionKeyType         tftypes.String    `tfsdk:"encryption_key_type"`
	IsEncrypted               tftypes.Bool      `tfsdk:"is_encrypted"`
	IsParent                  tftypes.Bool      `tfsdk:"is_parent"`
	ParentRecoveryPointARN    tftypes.String    `tfsdk:"parent_recovery_point_arn"`
	CompositeMemberIdentifier tftypes.String    `tfsdk:"composite_member_identifier"`
	IndexStatus               tftypes.String    `tfsdk:"index_status"`
	IndexStatusMessage        tftypes.String    `tfsdk:"index_status_message"`
}

func attributesOf(point *awsbackup.Point) Attributes {
	f := Attributes{
		RecoveryPointARN:          apivalue.Text(point.RecoveryPointArn),
		NativeID:                  nativeID(point.RecoveryPointArn),
		BackupVaultName:           apivalue.Text(point.BackupVaultName),
		BackupVaultARN:            apivalue.Text(point.BackupVaultArn),
		SourceBackupVaultARN:      apivalue.Text(point.SourceBackupVaultArn),
		VaultType:                 apivalue.Enum(point.VaultType),
		ResourceARN:               apivalue.Text(point.ResourceArn),
		ResourceType:              apivalue.Text(point.ResourceType),
		ResourceName:              apivalue.Text(point.ResourceName),
		IAMRoleARN:                apivalue.Text(point.IamRoleArn),
		CreatedBy:                 apivalue.Creator(point.CreatedBy),
		Status:                    apivalue.Enum(point.Status),
		StatusMessage:             apivalue.Text(point.StatusMessage),
		CreationDate:              apivalue.Date(point.CreationDate),
		InitiationDate:            apivalue.Date(point.InitiationDate),
		CompletionDate:            apivalue.Date(point.CompletionDate),
		LastRestoreTime:           apivalue.Date(point.LastRestoreTime),
		BackupSizeInBytes:         tftypes.Int64PointerValue(point.BackupSizeInBytes),
		Lifecycle:                 apivalue.Lifecycle(point.Lifecycle),
		CalculatedLifecycle:       apivalue.CalculatedLifecycle(point.CalculatedLifecycle),
		EncryptionKeyARN:          apivalue.Text(point.EncryptionKeyArn),
		EncryptionKeyType:         apivalue.Enum(point.EncryptionKeyType),
		IsEncrypted:               tftypes.BoolValue(point.IsEncrypted),
		IsParent:                  tftypes.BoolValue(point.IsParent),
		ParentRecoveryPointARN:    apivalue.Text(point.ParentRecoveryPointArn),
		CompositeMemberIdentifier: apivalue.Text(point.CompositeMemberIdentifier),
		IndexStatus:               apivalue.Enum(point.IndexStatus),
		IndexStatusMessage:        apivalue.Text(point.IndexStatusMessage),
	}
	if point.Lifecycle != nil {
		f.DeleteAfterEvent = apivalue.Enum(point.Lifecycle.DeleteAfterEvent)
	}
	return f
}

// attributesByResource is a member of the list by resource, which tells less than
// the others: what it leaves out is null.
func attributesByResource(resourceARN string, item types.RecoveryPointByResource) Attributes {
	return Attributes{
		RecoveryPointARN:       apivalue.Text(item.RecoveryPointArn),
		NativeID:               nativeID(item.RecoveryPointArn),
		BackupVaultName:        apivalue.Text(item.BackupVaultName),
		VaultType:              apivalue.Enum(item.VaultType),
		ResourceARN:            tftypes.StringValue(resourceARN),
		ResourceName:           apivalue.Text(item.ResourceName),
		CreatedBy:              apivalue.Creator(nil),
		Status:                 apivalue.Enum(item.Status),
		StatusMessage:          apivalue.Text(item.StatusMessage),
		CreationDate:           apivalue.Date(item.CreationDate),
		BackupSizeInBytes:      tftypes.Int64PointerValue(item.BackupSizeBytes),
		Lifecycle:              apivalue.Lifecycle(nil),
		CalculatedLifecycle:    apivalue.CalculatedLifecycle(nil),
		EncryptionKeyARN:       apivalue.Text(item.EncryptionKeyArn),
		EncryptionKeyType:      apivalue.Enum(item.EncryptionKeyType),
		IsParent:               tftypes.BoolValue(item.IsParent),
		ParentRecoveryPointARN: apivalue.Text(item.ParentRecoveryPointArn),
		IndexStatus:            apivalue.Enum(item.IndexStatus),
		IndexStatusMessage:     apivalue.Text(item.IndexStatusMessage),
	}
}

// nativeID is what the service that holds the backup calls it, null if the ARN
// does not tell.
func nativeID(recoveryPointARN *string) tftypes.String {
	parsed, _ := catalog.ParseRecoveryPointARN(aws.ToString(recoveryPointARN))
	return apivalue.Text(&parsed.ID)
}
