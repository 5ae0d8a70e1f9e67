// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

// startBackupJobInput is the body of StartBackupJob (reference 2).
type startBackupJobInput struct {
	BackupVaultName                  *string `need:"true"`
	LogicallyAirGappedBackupVaultArn *string
	ResourceArn                      *string `need:"true"`
	IamRoleArn                       *string `need:"true"`
	IdempotencyToken                 *string
	StartWindowMinutes               *int64
	CompleteWindowMinutes            *int64
	Lifecycle                        *lifecycleShape
	RecoveryPointTags                map[string]string
	BackupOptions                    map[string]string
	Index                            *string
}

type startBackupJobOutput struct {
	BackupJobId      *string
	RecoveryPointArn *string
	CreationDate     *epoch
	IsParent         bool
}

type backupJobIDInput struct {
	BackupJobId string `label:"backupJobId"`
}

// backupJobShape is BackupJob, the member of ListBackupJobs.
type backupJobShape struct {
	AccountId              *string
	BackupJobId            *string
	BackupVaultName        *string
	BackupVaultArn         *string
	VaultType              *string
	VaultLockState         *string
	RecoveryPointArn       *string
	RecoveryPointLifecycle *lifecycleShape
	EncryptionKeyArn       *string
	IsEncrypted            bool
	ResourceArn            *string
	CreationDate           *epoch
	CompletionDate         *epoch
	State                  *string
	StatusMessage          *string
	PercentDone            *string
	BackupSizeInBytes      *int64
	IamRoleArn             *string
	CreatedBy              *creatorShape
	ExpectedCompletionDate *epoch
	StartBy                *epoch
	ResourceType           *string
	BytesTransferred       *int64
	BackupOptions          map[string]string
	BackupType             *string
	ParentJobId            *string
	IsParent               bool
	ResourceName           *string
	InitiationDate         *epoch
	MessageCategory        *string
}

// describeBackupJobOutput has the child counts, which the list lacks.
type describeBackupJobOutput struct {
	backupJobShape
	NumberOfChildJobs *int64
	ChildJobsInState  map[string]int64
}

// listBackupJobsInput has the filters, all exact and all required at once.
type listBackupJobsInput struct {
	page
	ResourceArn     *string `query:"resourceArn"`
	State           *string `query:"state"`
	BackupVaultName *string `query:"backupVaultName"`
	CreatedBefore   *epoch  `query:"createdBefore"`
	CreatedAfter    *epoch  `query:"createdAfter"`
	ResourceType    *string `query:"resourceType"`
	AccountId       *string `query:"accountId"`
	CompleteAfter   *epoch  `query:"completeAfter"`
	CompleteBefore  *epoch  `query:"completeBefore"`
	ParentJobId     *string `query:"parentJobId"`
	MessageCategory *string `query:"messageCategory"`
}

type listBackupJobsOutput struct {
	BackupJobs []backupJobShape
	NextToken  *string
}

// page is what every list takes; the three summaries spell it in upper case.
type page struct {
	NextToken  *string `query:"nextToken"`
	MaxResults *int32  `query:"maxResults"`
}
