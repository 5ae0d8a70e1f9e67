// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsbackup

import (
	"context"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"
)

// BackupJobs is the kind of StartBackupJob.
var BackupJobs = &Kind[Job]{
	Name:              "backup job",
	DescribeOperation: "DescribeBackupJob",
	ListOperation:     "ListBackupJobs",
	IDMember:          "BackupJobId",
	States:            backupJobStates,
	ListLacksCounts:   true,
	Describe: func(ctx context.Context, api API, id string) (*Job, error) {
		job, err := api.DescribeBackupJob(ctx, &backup.DescribeBackupJobInput{BackupJobId: &id})
		return identified(job, err, id, func(j *Job) **string { return &j.BackupJobId })
	},
	List: func(ctx context.Context, api API, p JobPage) ([]*Job, *string, error) {
		out, err := api.ListBackupJobs(ctx, &backup.ListBackupJobsInput{ByCreatedAfter: bound(p.CreatedAfter), MaxResults: &p.Size, NextToken: p.Token})
		if err != nil || out == nil {
			return nil, nil, noAnswer(err)
		}
		return shaped(out.BackupJobs, JobFromListItem), out.NextToken, nil
	},
	Fields: func(j *Job) Observation {
		return Observation{
			State:              string(j.State),
			ID:                 aws.ToString(j.BackupJobId),
			ParentID:           aws.ToString(j.ParentJobId),
			IsParent:           j.IsParent,
			AccountID:          aws.ToString(j.AccountId),
			StatusMessage:      aws.ToString(j.StatusMessage),
			MessageCategory:    aws.ToString(j.MessageCategory),
			ResourceARN:        aws.ToString(j.ResourceArn),
			ResourceType:       aws.ToString(j.ResourceType),
			RoleARN:            aws.ToString(j.IamRoleArn),
			VaultName:          aws.ToString(j.BackupVaultName),
			VaultARN:           aws.ToString(j.BackupVaultArn),
			RecoveryPointARN:   aws.ToString(j.RecoveryPointArn),
			ResultARN:          aws.ToString(j.RecoveryPointArn),
			Lifecycle:          j.RecoveryPointLifecycle,
			Created:            j.CreationDate,
			Completed:          j.CompletionDate,
			StartBy:            j.StartBy,
			ExpectedCompletion: j.ExpectedCompletionDate,
			PercentDone:        aws.ToString(j.PercentDone),
			BytesDone:          aws.ToInt64(j.BytesTransferred),
			BytesTotal:         aws.ToInt64(j.BackupSizeInBytes),
			NumberOfChildJobs:  j.NumberOfChildJobs,
			ChildJobsInState:   j.ChildJobsInState,
			LacksVSS:           lacksVSS(j),
		}
	},
}

// lacksVSS compares what was asked for with BackupType, which names what was
// really done.
func lacksVSS(j *Job) bool {
	return j.State == types.BackupJobStateCompleted &&
		strings.EqualFold(j.BackupOptions["WindowsVSS"], "enabled") && !strings.EqualFold(aws.ToString(j.BackupType), "WindowsVSS")
}

var backupJobStates = map[string]JobState{
	"CREATED":   {StageInFlight, "waiting for its turn"},
	"PENDING":   {StageInFlight, "starting"},
	"RUNNING":   {StageInFlight, "backing up"},
	"ABORTING":  {StageInFlight, "stopping"},
	"ABORTED":   {StageEnded, "stopped"},
	"COMPLETED": {StageSucceeded, "completed"},
	"FAILED":    {StageEnded, "failed"},
	"EXPIRED":   {StageEnded, "expired"},
	"PARTIAL":   {StageEnded, "partially completed"},
}

// CopyJob is the one shape of a copy job, whichever call it came from.
type CopyJob = types.CopyJob

// CopyJobs is the kind of StartCopyJob. A copy job reports neither a percentage
// nor an expected end.
var CopyJobs = &Kind[CopyJob]{
	Name:              "copy job",
	DescribeOperation: "DescribeCopyJob",
	ListOperation:     "ListCopyJobs",
	IDMember:          "CopyJobId",
	// AWS's summaries also know ABORTING, ABORTED, COMPLETING and FAILING.
	UnknownInFlight: true,
	States: map[string]JobState{
		"CREATED":   {StageInFlight, "waiting for its turn"},
		"RUNNING":   {StageInFlight, "copying"},
		"COMPLETED": {StageSucceeded, "completed"},
		"FAILED":    {StageEnded, "failed"},
		"PARTIAL":   {StageEnded, "partially completed"},
	},
	Describe: func(ctx context.Context, api API, id string) (*CopyJob, error) {
		out, err := api.DescribeCopyJob(ctx, &backup.DescribeCopyJobInput{CopyJobId: &id})
		if err != nil || out == nil {
			return nil, noAnswer(err)
		}
		return identified(out.CopyJob, nil, id, func(j *CopyJob) **string { return &j.CopyJobId })
	},
	List: func(ctx context.Context, api API, p JobPage) ([]*CopyJob, *string, error) {
		out, err := api.ListCopyJobs(ctx, &backup.ListCopyJobsInput{ByCreatedAfter: bound(p.CreatedAfter), MaxResults: &p.Size, NextToken: p.Token})
		if err != nil || out == nil {
			return nil, nil, noAnswer(err)
		}
		return shaped(out.CopyJobs, func(j CopyJob) *CopyJob { return &j }), out.NextToken, nil
	},
	Fields: func(j *CopyJob) Observation {
		return Observation{
			State:             string(j.State),
			ID:                aws.ToString(j.CopyJobId),
			ParentID:          aws.ToString(j.ParentJobId),
			IsParent:          j.IsParent,
			AccountID:         aws.ToString(j.AccountId),
			StatusMessage:     aws.ToString(j.StatusMessage),
			MessageCategory:   aws.ToString(j.MessageCategory),
			ResourceARN:       aws.ToString(j.ResourceArn),
			ResourceType:      aws.ToString(j.ResourceType),
			RoleARN:           aws.ToString(j.IamRoleArn),
			VaultARN:          aws.ToString(j.DestinationBackupVaultArn),
			RecoveryPointARN:  aws.ToString(j.SourceRecoveryPointArn),
			ResultARN:         aws.ToString(j.DestinationRecoveryPointArn),
			Lifecycle:         j.DestinationRecoveryPointLifecycle,
			Created:           j.CreationDate,
			Completed:         j.CompletionDate,
			BytesTotal:        aws.ToInt64(j.BackupSizeInBytes),
			NumberOfChildJobs: j.NumberOfChildJobs,
			ChildJobsInState:  j.ChildJobsInState,
		}
	},
}

// RestoreJob is the one shape of a restore job, whichever call it came from.
type RestoreJob = backup.DescribeRestoreJobOutput

// RestoreJobFromListItem is a member of ListRestoreJobs as a RestoreJob, with
// all its members.
func RestoreJobFromListItem(item types.RestoreJobsListMember) *RestoreJob {
	return &RestoreJob{
		AccountId:                     item.AccountId,
		BackupSizeInBytes:             item.BackupSizeInBytes,
		BackupVaultArn:                item.BackupVaultArn,
		CompletionDate:                item.CompletionDate,
		CreatedBy:                     item.CreatedBy,
		CreatedResourceArn:            item.CreatedResourceArn,
		CreationDate:                  item.CreationDate,
		DeletionStatus:                item.DeletionStatus,
		DeletionStatusMessage:         item.DeletionStatusMessage,
		ExpectedCompletionTimeMinutes: item.ExpectedCompletionTimeMinutes,
		IamRoleArn:                    item.IamRoleArn,
		IsParent:                      item.IsParent,
		ParentJobId:                   item.ParentJobId,
		PercentDone:                   item.PercentDone,
		RecoveryPointArn:              item.RecoveryPointArn,
		RecoveryPointCreationDate:     item.RecoveryPointCreationDate,
		ResourceType:                  item.ResourceType,
		RestoreJobId:                  item.RestoreJobId,
		SourceResourceArn:             item.SourceResourceArn,
		Status:                        item.Status,
		StatusMessage:                 item.StatusMessage,
		ValidationStatus:              item.ValidationStatus,
		ValidationStatusMessage:       item.ValidationStatusMessage,
	}
}

// RestoreJobs is the kind of StartRestoreJob.
var RestoreJobs = &Kind[RestoreJob]{
	Name:              "restore job",
	DescribeOperation: "DescribeRestoreJob",
	ListOperation:     "ListRestoreJobs",
	IDMember:          "RestoreJobId",
	UnknownInFlight:   true,
	States: map[string]JobState{
		"PENDING":   {StageInFlight, "waiting to start"},
		"RUNNING":   {StageInFlight, "restoring"},
		"ABORTED":   {StageEnded, "stopped"},
		"COMPLETED": {StageSucceeded, "completed"},
		"FAILED":    {StageEnded, "failed"},
	},
	Describe: func(ctx context.Context, api API, id string) (*RestoreJob, error) {
		job, err := api.DescribeRestoreJob(ctx, &backup.DescribeRestoreJobInput{RestoreJobId: &id})
		return identified(job, err, id, func(j *RestoreJob) **string { return &j.RestoreJobId })
	},
	List: func(ctx context.Context, api API, p JobPage) ([]*RestoreJob, *string, error) {
		out, err := api.ListRestoreJobs(ctx, &backup.ListRestoreJobsInput{ByCreatedAfter: bound(p.CreatedAfter), MaxResults: &p.Size, NextToken: p.Token})
		if err != nil || out == nil {
			return nil, nil, noAnswer(err)
		}
		return shaped(out.RestoreJobs, RestoreJobFromListItem), out.NextToken, nil
	},
	Fields: func(j *RestoreJob) Observation {
		o := Observation{
			State:            string(j.Status),
			ID:               aws.ToString(j.RestoreJobId),
			ParentID:         aws.ToString(j.ParentJobId),
			IsParent:         j.IsParent,
			AccountID:        aws.ToString(j.AccountId),
			StatusMessage:    aws.ToString(j.StatusMessage),
			ResourceARN:      aws.ToString(j.SourceResourceArn),
			ResourceType:     aws.ToString(j.ResourceType),
			RoleARN:          aws.ToString(j.IamRoleArn),
			VaultARN:         aws.ToString(j.BackupVaultArn),
			RecoveryPointARN: aws.ToString(j.RecoveryPointArn),
			ResultARN:        aws.ToString(j.CreatedResourceArn),
			Created:          j.CreationDate,
			Completed:        j.CompletionDate,
			PercentDone:      aws.ToString(j.PercentDone),
			BytesTotal:       aws.ToInt64(j.BackupSizeInBytes),
		}
		if minutes := aws.ToInt64(j.ExpectedCompletionTimeMinutes); minutes > 0 && j.CreationDate != nil {
			o.ExpectedCompletion = aws.Time(j.CreationDate.Add(time.Duration(minutes) * time.Minute))
		}
		return o
	},
}

func bound(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

func noAnswer(err error) error {
	if err == nil {
		return ErrNoAnswer
	}
	return err
}

func shaped[Item, J any](items []Item, shape func(Item) *J) []*J {
	jobs := make([]*J, len(items))
	for i, item := range items {
		jobs[i] = shape(item)
	}
	return jobs
}
