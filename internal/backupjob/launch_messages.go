// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

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

// TokenSpentError is an explicit idempotency token whose job is over and left
// no backup to take over.
type TokenSpentError struct {
	JobID string
	Why   string // a clause about the job: "which ended FAILED ..."
}

func (e *TokenSpentError) Error() string {
	return fmt.Sprintf("idempotency_token led to job %s, %s. AWS Backup starts nothing more for this token: use another one, or leave it out.", e.JobID, e.Why)
}

// UnseenJobError is a job of the same request that an earlier apply has
// started, or another resource of this one, and that could not be looked at:
// whether it is still in flight is not known, so it is not taken over.
type UnseenJobError struct {
	JobID string
	Err   error
}

func (e *UnseenJobError) Error() string {
	return fmt.Sprintf("looking at backup job %s of the same request: %v", e.JobID, e.Err)
}

func (e *UnseenJobError) Unwrap() error { return e.Err }

func resumedWarning(job *awsbackup.Job) diag.Diagnostic {
	return diag.NewWarningDiagnostic("Resumed an Earlier Backup Job",
		fmt.Sprintf("A job for the same request is already there: %s of %s, created %s, state %s. "+
			"It was taken over instead of starting a second one, as after an apply that was cut off. "+
			"To get another backup beside it, change triggers.",
			aws.ToString(job.BackupJobId), aws.ToString(job.ResourceArn), formatTime(job.CreationDate), job.State))
}

// adoptedWarning is for a finished job that an explicit token stands for.
func adoptedWarning(job *awsbackup.Job) diag.Diagnostic {
	return diag.NewAttributeWarningDiagnostic(path.Root("idempotency_token"), "No New Backup: the Token Stands for an Earlier One",
		fmt.Sprintf("idempotency_token led to job %s of %s, created %s, which has ended %s. It was taken over as it is and nothing was started. For a new backup, change idempotency_token or leave it out.",
			aws.ToString(job.BackupJobId), aws.ToString(job.ResourceArn), formatTime(job.CreationDate), job.State))
}

// restartedWarning names a job that failed at once because its role was too new.
func restartedWarning(job *awsbackup.Job) diag.Diagnostic {
	return diag.NewWarningDiagnostic("Backup Started Once More After Job "+aws.ToString(job.BackupJobId),
		fmt.Sprintf("Job %s of %s ended %s at once (%q), as happens while a new IAM role spreads. It left no recovery point, and the backup was started once more.",
			aws.ToString(job.BackupJobId), aws.ToString(job.ResourceArn), job.State, aws.ToString(job.StatusMessage)))
}

// supersededWarning names a finished job that nothing holds any more. job is
// nil where AWS has dropped the record.
func supersededWarning(id string, job *awsbackup.Job, region string) diag.Diagnostic {
	// Terraform folds warnings with one summary into the first of them, so the
	// job is in the summary: each must be seen.
	summary := "Started a New Backup Beside Job " + id
	if job == nil {
		return diag.NewWarningDiagnostic(summary,
			fmt.Sprintf("The same request led to job %s before, whose record AWS Backup no longer has. A finished backup is never passed off as a new one, so a new one was started.", id))
	}
	point := "It left no recovery point."
	if arn := aws.ToString(job.RecoveryPointArn); arn != "" {
		point = fmt.Sprintf("This start did nothing to its recovery point %s. To manage that one instead, import it: terraform import ADDRESS %s@%s.", arn, id, region)
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
