// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package realaws_test

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"
)

// questionsOfPoints are about recovery points.
var questionsOfPoints = []question{
	{
		number: "10a", asks: "TagResource on a snapshot of EBS", expects: invalidParameter + " or " + notFound,
		ask: func(l *lane) answer {
			if l.settings.volume == "" {
				return notAsked("VOLUME_ARN")
			}
			if l.snapshot == nil {
				return no("there is no backup of the volume to ask about")
			}
			_, err := l.sdk.TagResource(l.ctx, &backup.TagResourceInput{ResourceArn: l.snapshot.RecoveryPointArn, Tags: l.tags()})
			return refusal(err, invalidParameter, notFound)
		},
	},
	{
		number: "10b", asks: "DeleteRecoveryPoint in a locked vault", expects: invalidRequest,
		ask: func(l *lane) answer {
			return l.inLockedVault(func(arn *string) error {
				_, err := l.sdk.DeleteRecoveryPoint(l.ctx, &backup.DeleteRecoveryPointInput{BackupVaultName: &l.locked, RecoveryPointArn: arn})
				return err
			})
		},
	},
	{
		number: "10c", asks: "UpdateRecoveryPointLifecycle in a locked vault", expects: invalidRequest,
		ask: func(l *lane) answer {
			return l.inLockedVault(func(arn *string) error {
				_, err := l.sdk.UpdateRecoveryPointLifecycle(l.ctx, &backup.UpdateRecoveryPointLifecycleInput{
					BackupVaultName: &l.locked, RecoveryPointArn: arn, Lifecycle: &types.Lifecycle{DeleteAfterDays: aws.Int64(lockMax)},
				})
				return err
			})
		},
	},
	{
		number: "10d", asks: "DeleteRecoveryPoint of a parent with children", expects: invalidRequest,
		ask: func(l *lane) answer {
			if l.settings.stack == "" {
				return notAsked("STACK_ARN")
			}
			job, err := l.take(l.request(l.settings.stack, nil))
			if err != nil {
				return no("%s", told(err))
			}
			if !job.IsParent || aws.ToString(job.RecoveryPointArn) == "" {
				return no("parent %t, ended %s with %q", job.IsParent, job.State, aws.ToString(job.StatusMessage))
			}
			_, err = l.sdk.DeleteRecoveryPoint(l.ctx, &backup.DeleteRecoveryPointInput{BackupVaultName: &l.vault, RecoveryPointArn: job.RecoveryPointArn})
			return refusal(err, invalidRequest)
		},
	},
}

// inLockedVault tries something on the locked vault's recovery point, which it
// makes if there is none.
func (l *lane) inLockedVault(try func(arn *string) error) answer {
	points, err := l.sdk.ListRecoveryPointsByBackupVault(l.ctx, &backup.ListRecoveryPointsByBackupVaultInput{BackupVaultName: &l.locked})
	if err != nil {
		return no("%s", told(err))
	}
	if len(points.RecoveryPoints) > 0 {
		return refusal(try(points.RecoveryPoints[0].RecoveryPointArn), invalidRequest)
	}
	job, err := l.take(l.inLocked(l.settings.files, lockMin))
	if err != nil {
		return no("%s", told(err))
	}
	if aws.ToString(job.RecoveryPointArn) == "" {
		return no("no backup: %s, %q", job.State, aws.ToString(job.StatusMessage))
	}
	return refusal(try(job.RecoveryPointArn), invalidRequest)
}
