// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsdiag

import (
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
)

// JobEnded is the error for a job that is over and did not complete: FAILED, ABORTED, EXPIRED or PARTIAL.
func JobEnded(a Attempt, job *awsbackup.Job) diag.Diagnostic {
	a = a.withJob(job)
	return report{summary: "Backup Job Failed", happened: a.expand("{job}"), look: jobPlaces(a)}.diagnostic(a)
}

// HasIssues reports a COMPLETED job whose backup is not all that was asked for.
func HasIssues(job *awsbackup.Job) bool {
	return job != nil && job.State == types.BackupJobStateCompleted &&
		value(job.MessageCategory) != "" && !strings.EqualFold(value(job.MessageCategory), "success")
}

// JobIssues describes a job for which HasIssues holds, as an error or as a warning.
func JobIssues(a Attempt, job *awsbackup.Job, asError bool) diag.Diagnostic {
	d := JobEnded(a, job)
	if asError {
		return d
	}
	return Warning(d)
}
