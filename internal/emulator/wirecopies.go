// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

type copyJobIDInput struct {
	CopyJobId string `label:"copyJobId"`
}

// copyJobShape is CopyJob.
type copyJobShape struct {
	AccountId                         *string
	CopyJobId                         *string
	SourceBackupVaultArn              *string
	SourceRecoveryPointArn            *string
	DestinationBackupVaultArn         *string
	DestinationVaultType              *string
	DestinationVaultLockState         *string
	DestinationRecoveryPointArn       *string
	DestinationEncryptionKeyArn       *string
	DestinationRecoveryPointLifecycle *lifecycleShape
	ResourceArn                       *string
	CreationDate                      *epoch
	CompletionDate                    *epoch
	State                             *string
	StatusMessage                     *string
	BackupSizeInBytes                 *int64
	IamRoleArn                        *string
	CreatedBy                         *creatorShape
	CreatedByBackupJobId              *string
	ResourceType                      *string
	ParentJobId                       *string
	IsParent                          bool
	CompositeMemberIdentifier         *string
	NumberOfChildJobs                 *int64
	ChildJobsInState                  map[string]int64
	ResourceName                      *string
	MessageCategory                   *string
}

type describeCopyJobOutput struct {
	CopyJob *copyJobShape
}

type listCopyJobsInput struct {
	page
	ResourceArn            *string `query:"resourceArn"`
	State                  *string `query:"state"`
	CreatedBefore          *epoch  `query:"createdBefore"`
	CreatedAfter           *epoch  `query:"createdAfter"`
	ResourceType           *string `query:"resourceType"`
	DestinationVaultArn    *string `query:"destinationVaultArn"`
	AccountId              *string `query:"accountId"`
	CompleteBefore         *epoch  `query:"completeBefore"`
	CompleteAfter          *epoch  `query:"completeAfter"`
	ParentJobId            *string `query:"parentJobId"`
	MessageCategory        *string `query:"messageCategory"`
	SourceRecoveryPointArn *string `query:"sourceRecoveryPointArn"`
}

type listCopyJobsOutput struct {
	CopyJobs  []copyJobShape
	NextToken *string
}
