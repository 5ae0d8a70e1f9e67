// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

type startCopyJobInput struct {
	RecoveryPointArn          *string `need:"true"`
	SourceBackupVaultName     *string `need:"true"`
	DestinationBackupVaultArn *string `need:"true"`
	IamRoleArn                *string `need:"true"`
	IdempotencyToken          *string
	Lifecycle                 *lifecycleShape
}

type startCopyJobOutput struct {
	CopyJobId    *string
	CreationDate *epoch
	IsParent     bool
}

type startRestoreJobInput struct {
	RecoveryPointArn                 *string           `need:"true"`
	Metadata                         map[string]string `need:"true"`
	IamRoleArn                       *string
	IdempotencyToken                 *string
	ResourceType                     *string
	CopySourceTagsToRestoredResource *bool
}

type startRestoreJobOutput struct {
	RestoreJobId *string
}

type restoreJobIDInput struct {
	RestoreJobId string `label:"restoreJobId"`
}

// restoreCreatorShape is RestoreJobCreator.
type restoreCreatorShape struct {
	RestoreTestingPlanArn *string
}

// restoreJobShape is RestoreJobsListMember and DescribeRestoreJobOutput.
type restoreJobShape struct {
	AccountId                     *string
	RestoreJobId                  *string
	RecoveryPointArn              *string
	SourceResourceArn             *string
	BackupVaultArn                *string
	CreationDate                  *epoch
	CompletionDate                *epoch
	Status                        *string
	StatusMessage                 *string
	PercentDone                   *string
	BackupSizeInBytes             *int64
	IamRoleArn                    *string
	ExpectedCompletionTimeMinutes *int64
	CreatedResourceArn            *string
	ResourceType                  *string
	RecoveryPointCreationDate     *epoch
	CreatedBy                     *restoreCreatorShape
	ValidationStatus              *string
	ValidationStatusMessage       *string
	DeletionStatus                *string
	DeletionStatusMessage         *string
	IsParent                      bool
	ParentJobId                   *string
}

type listRestoreJobsInput struct {
	page
	AccountId             *string `query:"accountId"`
	ResourceType          *string `query:"resourceType"`
	CreatedBefore         *epoch  `query:"createdBefore"`
	CreatedAfter          *epoch  `query:"createdAfter"`
	Status                *string `query:"status"`
	CompleteBefore        *epoch  `query:"completeBefore"`
	CompleteAfter         *epoch  `query:"completeAfter"`
	RestoreTestingPlanArn *string `query:"restoreTestingPlanArn"`
	ParentJobId           *string `query:"parentJobId"`
}

type listRestoreJobsOutput struct {
	RestoreJobs []restoreJobShape
	NextToken   *string
}

type restoreJobMetadataOutput struct {
	RestoreJobId *string
	Metadata     map[string]string
}

type inferredMetadataInput struct {
	BackupVaultAccountId *string `query:"BackupVaultAccountId"`
	BackupVaultName      *string `query:"BackupVaultName"`
	RecoveryPointArn     *string `query:"RecoveryPointArn"`
}

type inferredMetadataOutput struct {
	InferredMetadata map[string]string
}

// restoreMetadataOutput has null for what the backup did not record.
type restoreMetadataOutput struct {
	BackupVaultArn   *string
	RecoveryPointArn *string
	RestoreMetadata  map[string]*string
	ResourceType     *string
}

type putValidationInput struct {
	RestoreJobId            string  `label:"restoreJobId"`
	ValidationStatus        *string `need:"true"`
	ValidationStatusMessage *string
}
