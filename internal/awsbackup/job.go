// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsbackup

import (
	"maps"
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"
)

// Job is the one shape of a backup job, whichever call it came from.
type Job = backup.DescribeBackupJobOutput

// JobFromListItem is a member of ListBackupJobs as a Job. The list lacks
// NumberOfChildJobs and ChildJobsInState; all else is there.
func JobFromListItem(item types.BackupJob) *Job {
	return &Job{
		AccountId:              item.AccountId,
		BackupJobId:            item.BackupJobId,
		BackupOptions:          item.BackupOptions,
		BackupSizeInBytes:      item.BackupSizeInBytes,
		BackupType:             item.BackupType,
		BackupVaultArn:         item.BackupVaultArn,
		BackupVaultName:        item.BackupVaultName,
		BytesTransferred:       item.BytesTransferred,
		CompletionDate:         item.CompletionDate,
		CreatedBy:              item.CreatedBy,
		CreationDate:           item.CreationDate,
		EncryptionKeyArn:       item.EncryptionKeyArn,
		ExpectedCompletionDate: item.ExpectedCompletionDate,
		IamRoleArn:             item.IamRoleArn,
		InitiationDate:         item.InitiationDate,
		IsEncrypted:            item.IsEncrypted,
		IsParent:               item.IsParent,
		MessageCategory:        item.MessageCategory,
		ParentJobId:            item.ParentJobId,
		PercentDone:            item.PercentDone,
		RecoveryPointArn:       item.RecoveryPointArn,
		RecoveryPointLifecycle: item.RecoveryPointLifecycle,
		ResourceArn:            item.ResourceArn,
		ResourceName:           item.ResourceName,
		ResourceType:           item.ResourceType,
		StartBy:                item.StartBy,
		State:                  item.State,
		StatusMessage:          item.StatusMessage,
		VaultLockState:         item.VaultLockState,
		VaultType:              item.VaultType,
	}
}

// States are all known states of a backup job in alphabetical order.
func States() []types.BackupJobState {
	states := make([]types.BackupJobState, 0, len(backupJobStates))
	for _, s := range slices.Sorted(maps.Keys(backupJobStates)) {
		states = append(states, types.BackupJobState(s))
	}
	return states
}

// Finished reports that the record of the backup job will not change any more.
func Finished(state types.BackupJobState) bool { return stageOf(state).Finished() }

// Succeeded reports COMPLETED. The message category may still tell of issues.
func Succeeded(state types.BackupJobState) bool { return stageOf(state) == StageSucceeded }

// InFlight reports a known state of a backup job that is not finished.
func InFlight(state types.BackupJobState) bool { return stageOf(state) == StageInFlight }

func stageOf(state types.BackupJobState) Stage { return backupJobStates[string(state)].Stage }
