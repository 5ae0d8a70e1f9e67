// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
)

// noteEnd is for a refresh: it settles an object whose wait is met, and sees to it
// that no job ends in silence. was is the state before the refresh. What AWS has
// to say of a completed backup is a warning of the refresh that sees it first;
// how else a job ended, every plan says. Where an apply was to wait for the job
// and would have failed, the next one has to.
func noteEnd(ctx context.Context, before privateReader, after privateWriter, m *Model, was tftypes.String) diag.Diagnostics {
	if !waitMet(m.State.ValueString(), m.WaitFor.ValueString()) {
		return nil
	}
	unsettled := !settled(ctx, before) // Asked first: the framework hands out one private state for both.
	diags := settle(ctx, after)
	if awsbackup.Finished(types.BackupJobState(was.ValueString())) {
		return diags
	}
	verdict := m.verdict(ctx)
	if verdict == nil {
		return diags
	}
	if awsbackup.Succeeded(types.BackupJobState(m.State.ValueString())) {
		diags.Append(awsdiag.Warning(verdict))
	}
	if unsettled && verdict.Severity() == diag.SeverityError {
		diags.Append(owe(ctx, after)...)
	}
	return diags
}

// verdict is what there is to say of the end of the model's job: nil for a
// success, or while it is on its way. The object is in state and stays there.
func (m *Model) verdict(ctx context.Context) diag.Diagnostic {
	a := m.attempt("taking a backup of "+m.ResourceARN.ValueString(), "StartBackupJob")
	a.Kept = true
	return ended(a, m.record(ctx), m.OnIssues.ValueString())
}

// record is the job's record, as far as the model has what an end is judged by.
func (m *Model) record(ctx context.Context) *awsbackup.Job {
	job := &awsbackup.Job{
		State:             types.BackupJobState(m.State.ValueString()),
		StatusMessage:     m.StatusMessage.ValueStringPointer(),
		MessageCategory:   m.MessageCategory.ValueStringPointer(),
		BackupType:        m.BackupType.ValueStringPointer(),
		NumberOfChildJobs: m.NumberOfChildJobs.ValueInt64Pointer(),
	}
	// Of a state that the schema has decoded, these do not fail.
	_ = m.BackupOptions.ElementsAs(ctx, &job.BackupOptions, false)
	_ = m.ChildJobsInState.ElementsAs(ctx, &job.ChildJobsInState, false)
	for date, of := range map[*timetypes.RFC3339]**time.Time{
		&m.CreationDate: &job.CreationDate, &m.StartBy: &job.StartBy, &m.CompletionDate: &job.CompletionDate,
	} {
		if at := apivalue.Time(*date); !at.IsZero() {
			*of = &at
		}
	}
	return job
}
