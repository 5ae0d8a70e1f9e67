// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
)

// outcome is how the model's job ended, by on_issues: nil for a success, or
// while it is in flight. The object is in state and stays there.
func (m *Model) outcome(ctx context.Context) diag.Diagnostic {
	a := m.attempt("taking a backup of "+m.ResourceARN.ValueString(), "StartBackupJob")
	a.Kept = true
	return kind.Outcome(a, m.record(ctx), m.OnIssues.ValueString())
}

// recordOutcome is for a refresh: it ends the wait of an object if it is met, and
// sees to it that the end of every job is reported. was is the state before the
// refresh.
func (m *Model) recordOutcome(ctx context.Context, before job.PrivateReader, after job.PrivateWriter, was tftypes.String) diag.Diagnostics {
	if !m.waitMet() {
		return nil
	}
	succeeded := kind.Stage(m.State.ValueString()) == awsbackup.StageSucceeded
	return job.RecordOutcome(ctx, before, after, finished(was), succeeded, m.outcome(ctx))
}

// record is the job's record, as far as the model has what an end is judged by.
func (m *Model) record(ctx context.Context) *awsbackup.Job {
	job := &awsbackup.Job{
		State:             types.BackupJobState(m.State.ValueString()),
		StatusMessage:     m.StatusMessage.ValueStringPointer(),
		MessageCategory:   m.MessageCategory.ValueStringPointer(),
		BackupType:        apivalue.Value[tftypes.String](m.Job, "backup_type").ValueStringPointer(),
		NumberOfChildJobs: apivalue.Value[tftypes.Int64](m.Job, "number_of_child_jobs").ValueInt64Pointer(),
	}
	// Of a state that the schema has decoded, these do not fail.
	_ = m.BackupOptions.ElementsAs(ctx, &job.BackupOptions, false)
	if counts := apivalue.Value[tftypes.Map](m.Job, "child_jobs_in_state"); !counts.IsNull() { // A null map of no type panics.
		_ = counts.ElementsAs(ctx, &job.ChildJobsInState, false)
	}
	for of, at := range map[**time.Time]time.Time{
		&job.CreationDate: apivalue.Time(m.CreationDate), &job.StartBy: apivalue.Member(m.Job, "start_by"), &job.CompletionDate: apivalue.Time(m.CompletionDate),
	} {
		if !at.IsZero() {
			*of = &at
		}
	}
	return job
}
