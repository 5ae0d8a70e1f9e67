// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"context"
	"errors"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-log/tflog"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/jobwatch"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// waitMet reports whether a job in this state fulfils wait_for. An ended job
// always does: nothing more will come of it.
func waitMet(state, waitFor string) bool {
	if state == "" {
		return false
	}
	switch waitFor {
	case WaitForCreated:
		return true
	case WaitForRunning:
		return state == string(types.BackupJobStateRunning) || awsbackup.Finished(types.BackupJobState(state))
	default:
		return awsbackup.Finished(types.BackupJobState(state))
	}
}

func until(waitFor string) func(*awsbackup.Observation) bool {
	return func(job *awsbackup.Observation) bool { return waitMet(job.State, waitFor) }
}

// wait waits for one job and logs how far it is.
func wait(ctx context.Context, region *providerdata.Region, m *Model, waitFor string) (*awsbackup.Job, error) {
	return region.Jobs.Wait(ctx, jobwatch.Request{
		ID:      m.ID.ValueString(),
		Created: apivalue.Time(m.CreationDate),
		Until:   until(waitFor),
		Progress: func(p jobwatch.Progress) {
			tflog.Info(ctx, "waiting for backup job", map[string]any{
				"backup_job_id": m.ID.ValueString(),
				"state":         p.Job.State,
				"percent_done":  p.Percent,
				"bytes":         p.BytesDone,
				"elapsed":       p.Elapsed.Round(time.Second).String(),
				"phase":         p.Job.Phase,
			})
		},
	})
}

// waitFailed explains why a wait ended without its job. interrupted is true
// where Terraform asked to stop: the job goes on, and an untainted object with
// a warning lets the next apply wait on.
func waitFailed(ctx context.Context, a awsdiag.Attempt, err error, timeout time.Duration) (d diag.Diagnostic, interrupted bool) {
	waitErr, ok := errors.AsType[*jobwatch.WaitError](err)
	if !ok {
		waitErr = &jobwatch.WaitError{}
	}
	switch {
	case errors.Is(ctx.Err(), context.Canceled):
		return awsdiag.WaitInterrupted(a, waitErr.Last, waitErr.Elapsed), true
	case errors.Is(err, context.DeadlineExceeded):
		return awsdiag.WaitTimedOut(a, waitErr.Last, waitErr.Elapsed, timeout), false
	default:
		return awsdiag.FromError(a, err), false
	}
}

// ended turns what became of the job into a diagnostic: nil for a success, or
// for a job that is still on its way.
func ended(a awsdiag.Attempt, job *awsbackup.Job, onIssues string) diag.Diagnostic {
	switch {
	case !awsbackup.Finished(job.State):
		return nil
	case !awsbackup.Succeeded(job.State):
		return awsdiag.JobEnded(a, job)
	case awsdiag.HasIssues(job):
		return awsdiag.JobIssues(a, job, onIssues == OnIssuesError)
	}
	return nil
}

// attempt names what is being done to the model's job, for diagnostics.
func (m *Model) attempt(doing, operation string) awsdiag.Attempt {
	return awsdiag.Attempt{
		Doing:            doing,
		Operation:        operation,
		Region:           m.Region.ValueString(),
		AccountID:        m.identity().AccountID.ValueString(),
		JobID:            m.jobID(),
		VaultName:        m.BackupVaultName.ValueString(),
		ResourceARN:      m.ResourceARN.ValueString(),
		RoleARN:          m.IAMRoleARN.ValueString(),
		RecoveryPointARN: m.RecoveryPointARN.ValueString(),
	}
}

// jobID is the ID of the backup job, "" where only the recovery point is known.
func (m *Model) jobID() string {
	if m.byRecoveryPoint() {
		return ""
	}
	return m.ID.ValueString()
}

func formatTime(t *time.Time) string {
	if t == nil {
		return "at an unknown time"
	}
	return aws.ToTime(t).UTC().Format(time.RFC3339)
}
