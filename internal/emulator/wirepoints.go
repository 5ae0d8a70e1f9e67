// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

// pointInput addresses one recovery point.
type pointInput struct {
	BackupVaultName  string `label:"backupVaultName"`
	RecoveryPointArn string `label:"recoveryPointArn"`
}

// pointReadInput is pointInput for the reads that may name a vault's owner.
type pointReadInput struct {
	pointInput
	BackupVaultAccountId *string `query:"backupVaultAccountId"`
}

// pointCore is what DescribeRecoveryPoint and RecoveryPointByBackupVault share.
type pointCore struct {
	RecoveryPointArn          *string
	BackupVaultName           *string
	BackupVaultArn            *string
	SourceBackupVaultArn      *string
	ResourceArn               *string
	ResourceType              *string
	CreatedBy                 *creatorShape
	IamRoleArn                *string
	Status                    *string
	StatusMessage             *string
	CreationDate              *epoch
	InitiationDate            *epoch
	CompletionDate            *epoch
	BackupSizeInBytes         *int64
	CalculatedLifecycle       *calculatedShape
	Lifecycle                 *lifecycleShape
	EncryptionKeyArn          *string
	IsEncrypted               bool
	LastRestoreTime           *epoch
	ParentRecoveryPointArn    *string
	CompositeMemberIdentifier *string
	IsParent                  bool
	ResourceName              *string
	VaultType                 *string
	IndexStatus               *string
	IndexStatusMessage        *string
	EncryptionKeyType         *string
}

type describeRecoveryPointOutput struct {
	pointCore
	StorageClass *string
	ScanResults  []scanShape
}

type pointByVaultShape struct {
	pointCore
	AggregatedScanResult *aggregatedScanShape
}

// pointByResourceShape says BackupSizeBytes where the others say
// BackupSizeInBytes.
type pointByResourceShape struct {
	RecoveryPointArn       *string
	CreationDate           *epoch
	Status                 *string
	StatusMessage          *string
	EncryptionKeyArn       *string
	BackupSizeBytes        *int64
	BackupVaultName        *string
	IsParent               bool
	ParentRecoveryPointArn *string
	ResourceName           *string
	VaultType              *string
	IndexStatus            *string
	IndexStatusMessage     *string
	EncryptionKeyType      *string
	AggregatedScanResult   *aggregatedScanShape
}

type listPointsByVaultInput struct {
	page
	BackupVaultName        string  `label:"backupVaultName"`
	BackupVaultAccountId   *string `query:"backupVaultAccountId"`
	ResourceArn            *string `query:"resourceArn"`
	ResourceType           *string `query:"resourceType"`
	BackupPlanId           *string `query:"backupPlanId"`
	CreatedBefore          *epoch  `query:"createdBefore"`
	CreatedAfter           *epoch  `query:"createdAfter"`
	ParentRecoveryPointArn *string `query:"parentRecoveryPointArn"`
}

type listPointsByVaultOutput struct {
	RecoveryPoints []pointByVaultShape
	NextToken      *string
}

type listPointsByResourceInput struct {
	page
	ResourceArn            string `label:"resourceArn"`
	ManagedByAWSBackupOnly *bool  `query:"managedByAWSBackupOnly"`
}

type listPointsByResourceOutput struct {
	RecoveryPoints []pointByResourceShape
	NextToken      *string
}

type updateLifecycleInput struct {
	pointInput
	Lifecycle *lifecycleShape
}

type updateLifecycleOutput struct {
	BackupVaultArn      *string
	RecoveryPointArn    *string
	Lifecycle           *lifecycleShape
	CalculatedLifecycle *calculatedShape
}

type updateIndexInput struct {
	pointInput
	IamRoleArn *string
	Index      *string `need:"true"`
}

type updateIndexOutput struct {
	BackupVaultName  *string
	RecoveryPointArn *string
	IndexStatus      *string
	Index            *string
}

type tagResourceInput struct {
	ResourceArn string            `label:"resourceArn"`
	Tags        map[string]string `need:"true"`
}

type untagResourceInput struct {
	ResourceArn string   `label:"resourceArn"`
	TagKeyList  []string `need:"true"`
}

type listTagsInput struct {
	page
	ResourceArn string `label:"resourceArn"`
}

type listTagsOutput struct {
	NextToken *string
	Tags      map[string]string
}
