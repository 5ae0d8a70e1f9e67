// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package job

import (
	"context"
	"errors"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-log/tflog"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/jobwatch"
)

// roleFailureWindow is how soon after its creation a job must have failed, for a
// role that could not be assumed to be treated as one made in the same apply.
const roleFailureWindow = 10 * time.Minute

// WaitMet reports whether a job in this state meets wait_for. An ended job always
// does: it will not change any more. "" is a job that was never seen.
func (k *Kind[J]) WaitMet(state, waitFor string) bool {
	return k.waitMet(&awsbackup.Observation{State: state, Stage: k.Stage(state)}, waitFor)
}

func (k *Kind[J]) waitMet(o *awsbackup.Observation, waitFor string) bool {
	if o.State == "" {
		return false
	}
	switch waitFor {
	case WaitForCreated:
		return true
	case WaitForRunning:
		return jobwatch.Started(o)
	default:
		return o.Finished()
	}
}

// Until is the condition of a wait by wait_for.
func (k *Kind[J]) Until(waitFor string) func(*awsbackup.Observation) bool {
	return func(o *awsbackup.Observation) bool { return k.waitMet(o, waitFor) }
}

// progressLog is the logger of progress: without the fields of the request, so
// that a line is a sentence.
const progressLog = "progress"

// Wait waits for one job by wait_for, and logs its progress at level INFO. Errors
// are those of [jobwatch.Watcher.Wait].
func (k *Kind[J]) Wait(ctx context.Context, watcher *jobwatch.Watcher[J], id string, created time.Time, waitFor string) (*J, error) {
	logged := tflog.NewSubsystem(ctx, progressLog)
	return watcher.Wait(ctx, jobwatch.Request{
		ID: id, Created: created, Until: k.Until(waitFor),
		Progress: func(p jobwatch.Progress) { tflog.SubsystemInfo(logged, progressLog, LogLine(id, p)) },
	})
}

// WaitFailed explains why a wait ended without its job. interrupted is true
// where Terraform was asked to stop: the job continues, and an untainted object
// with a warning lets the next apply resume the wait.
func WaitFailed(ctx context.Context, a awsdiag.Attempt, err error, timeout time.Duration) (d diag.Diagnostic, interrupted bool) {
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

// StartFailed explains a start that led to no job, or to one that could not be
// read; jobID is "" for the former. a is the attempt of the start.
func StartFailed(ctx context.Context, a awsdiag.Attempt, jobID string, err error, timeout time.Duration) diag.Diagnostic {
	if jobID != "" {
		a.JobID = jobID
		d, _ := WaitFailed(ctx, a, err, timeout)
		return d
	}
	if unseen, ok := errors.AsType[*UnseenJobError](err); ok {
		a.Doing = "looking at job " + unseen.JobID + ", which an earlier start of the same request led to,"
		a.JobID, err = unseen.JobID, unseen.Err
	}
	return awsdiag.FromError(a, err)
}

// RoleNotReady reports whether the job failed at once because AWS Backup could
// not assume the role, as happens with a role made in the same apply. AWS never
// retries a failed job, and this one made nothing, so it is started once more.
func (k *Kind[J]) RoleNotReady(job *J) bool {
	o := k.Observe(job)
	if o.Stage != awsbackup.StageEnded || !awsbackup.RoleNotAssumableMessage(o.StatusMessage) {
		return false
	}
	return o.Completed == nil || o.Created == nil || o.Completed.Sub(*o.Created) < roleFailureWindow
}
