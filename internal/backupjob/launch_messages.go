// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
)

// TokenMismatchError is an explicit idempotency token that AWS already holds
// for another request.
type TokenMismatchError struct {
	Job   *awsbackup.Job
	Input *backup.StartBackupJobInput
}

func (e *TokenMismatchError) Error() string {
	return fmt.Sprintf("idempotency_token belongs to job %s, which backs up %s to vault %s with role %s, not %s to vault %s with role %s. "+
		"AWS Backup matches on the token alone and returned that job instead of starting a backup. Use another token, one for each resource (in a for_each, add each.key to it), or leave it out.",
		aws.ToString(e.Job.BackupJobId), aws.ToString(e.Job.ResourceArn), aws.ToString(e.Job.BackupVaultName), aws.ToString(e.Job.IamRoleArn),
		aws.ToString(e.Input.ResourceArn), aws.ToString(e.Input.BackupVaultName), aws.ToString(e.Input.IamRoleArn))
}

// matches compares what AWS reports, as far as it reports it. With an
// air-gapped target the job names another vault than the one asked for.
func (e *TokenMismatchError) matches() bool {
	same := func(reported, asked *string) bool {
		return aws.ToString(reported) == "" || aws.ToString(reported) == aws.ToString(asked)
	}
	return same(e.Job.ResourceArn, e.Input.ResourceArn) && same(e.Job.IamRoleArn, e.Input.IamRoleArn) &&
		(e.Input.LogicallyAirGappedBackupVaultArn != nil || same(e.Job.BackupVaultName, e.Input.BackupVaultName))
}

// TokenSharedError is an explicit idempotency token that another instance of
// the same apply has used for the same request.
type TokenSharedError struct{ JobID string }

func (e *TokenSharedError) Error() string {
	return fmt.Sprintf("idempotency_token led to job %s, which another resource of this apply holds. "+
		"One token is one backup: use another token (in a for_each or count, add each.key or count.index to it), or leave it out.", e.JobID)
}

// TokenSpentError is an explicit idempotency token whose job has ended without
// a backup.
type TokenSpentError struct{ Job *awsbackup.Job }

func (e *TokenSpentError) Error() string {
	return fmt.Sprintf("idempotency_token led to job %s, which ended %s before this apply (%q). "+
		"AWS Backup starts nothing more for this token: use another one, or leave it out.",
		aws.ToString(e.Job.BackupJobId), e.Job.State, aws.ToString(e.Job.StatusMessage))
}

func resumedWarning(job *awsbackup.Job) diag.Diagnostic {
	return diag.NewWarningDiagnostic("Resumed an Earlier Backup Job",
		fmt.Sprintf("A job for the same request is already there: %s of %s, created %s, state %s. "+
			"It was taken over instead of starting a second one, as after an apply that was cut off. "+
			"To get another backup beside it, change triggers.",
			aws.ToString(job.BackupJobId), aws.ToString(job.ResourceArn), formatTime(job.CreationDate), job.State))
}

// supersededWarning names a finished job that nothing holds any more. job is
// nil where AWS has dropped the record.
func supersededWarning(id string, job *awsbackup.Job, region string) diag.Diagnostic {
	const summary = "Started a New Backup Beside an Earlier One"
	if job == nil {
		return diag.NewWarningDiagnostic(summary,
			fmt.Sprintf("The same request led to job %s before, whose record AWS Backup no longer has. A finished backup is never passed off as a new one, so a new one was started.", id))
	}
	point := "It left no recovery point."
	if arn := aws.ToString(job.RecoveryPointArn); arn != "" {
		point = fmt.Sprintf("Its recovery point %s is kept. To manage that one instead, import it: terraform import ADDRESS %s@%s.", arn, id, region)
	}
	return diag.NewWarningDiagnostic(summary,
		fmt.Sprintf("The same request led to job %s before, created %s, which has ended %s. A finished backup is never passed off as a new one, so a new one was started. %s",
			id, formatTime(job.CreationDate), job.State, point))
}

// isTokenError reports whether the fault is the explicit token's.
func isTokenError(err error) bool {
	if _, ok := errors.AsType[*TokenMismatchError](err); ok {
		return true
	}
	if _, ok := errors.AsType[*TokenSharedError](err); ok {
		return true
	}
	_, ok := errors.AsType[*TokenSpentError](err)
	return ok
}
