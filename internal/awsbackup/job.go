// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsbackup

import (
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

// jobStates is what is known of each state: whether the job is over, and how.
var jobStates = map[types.BackupJobState]struct{ finished, succeeded bool }{
	types.BackupJobStateCreated:   {},
	types.BackupJobStatePending:   {},
	types.BackupJobStateRunning:   {},
	types.BackupJobStateAborting:  {},
	types.BackupJobStateAborted:   {finished: true},
	types.BackupJobStateCompleted: {finished: true, succeeded: true},
	types.BackupJobStateFailed:    {finished: true},
	types.BackupJobStateExpired:   {finished: true},
	types.BackupJobStatePartial:   {finished: true},
}

// States are all known job states in alphabetical order.
func States() []types.BackupJobState {
	states := make([]types.BackupJobState, 0, len(jobStates))
	for s := range jobStates {
		states = append(states, s)
	}
	slices.Sort(states)
	return states
}

// Known reports that the state is one that this program understands.
func Known(state types.BackupJobState) bool {
	_, ok := jobStates[state]
	return ok
}

// Finished reports that the job's record will not change any more.
func Finished(state types.BackupJobState) bool { return jobStates[state].finished }

// Succeeded reports COMPLETED. The message category may still tell of issues.
func Succeeded(state types.BackupJobState) bool { return jobStates[state].succeeded }

// InFlight reports a known state that is not finished.
func InFlight(state types.BackupJobState) bool { return Known(state) && !Finished(state) }
