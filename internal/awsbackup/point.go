// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsbackup

import (
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"
)

// Point is the one shape of a recovery point, whichever call it came from.
type Point = backup.DescribeRecoveryPointOutput

// PointFromListItem is a member of ListRecoveryPointsByBackupVault as a Point.
// The list lacks StorageClass and ScanResults; all else is there.
func PointFromListItem(item types.RecoveryPointByBackupVault) *Point {
	return &Point{
		BackupSizeInBytes:         item.BackupSizeInBytes,
		BackupVaultArn:            item.BackupVaultArn,
		BackupVaultName:           item.BackupVaultName,
		CalculatedLifecycle:       item.CalculatedLifecycle,
		CompletionDate:            item.CompletionDate,
		CompositeMemberIdentifier: item.CompositeMemberIdentifier,
		CreatedBy:                 item.CreatedBy,
		CreationDate:              item.CreationDate,
		EncryptionKeyArn:          item.EncryptionKeyArn,
		EncryptionKeyType:         item.EncryptionKeyType,
		IamRoleArn:                item.IamRoleArn,
		IndexStatus:               item.IndexStatus,
		IndexStatusMessage:        item.IndexStatusMessage,
		InitiationDate:            item.InitiationDate,
		IsEncrypted:               item.IsEncrypted,
		IsParent:                  item.IsParent,
		LastRestoreTime:           item.LastRestoreTime,
		Lifecycle:                 item.Lifecycle,
		ParentRecoveryPointArn:    item.ParentRecoveryPointArn,
		RecoveryPointArn:          item.RecoveryPointArn,
		ResourceArn:               item.ResourceArn,
		ResourceName:              item.ResourceName,
		ResourceType:              item.ResourceType,
		SourceBackupVaultArn:      item.SourceBackupVaultArn,
		Status:                    item.Status,
		StatusMessage:             item.StatusMessage,
		VaultType:                 item.VaultType,
	}
}
