// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package job

import (
	"context"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/jobwatch"
)

// Invocation is one run of an action that starts a job. The first context of its
// methods is Terraform's, the second one ends with the timeout.
type Invocation[J any] struct {
	*Reporter

	Starter Starter[J]
	// Request is the job to start. Run sets its token.
	Request Request[J]
	// Of is what the job works on, an ARN; Into is where its result goes, such
	// as "into vault Default".
	Of, Into string
	// WaitFor and OnIssues are the arguments, with their defaults.
	WaitFor, OnIssues string
	Timeout           time.Duration
	// Attempt names what is being done, for diagnostics.
	Attempt func(doing, operation string) awsdiag.Attempt
	// Done is the last line, of a job that succeeded or is still in flight:
	// Terraform keeps nothing else of an action. elapsed is since the start.
	Done func(job *J, elapsed time.Duration) string
}

// Run starts the job, waits for it by wait_for, and reports how it ended. A job
// that fails at once because its role is too new is started once more.
func (i *Invocation[J]) Run(ctx, waiting context.Context) diag.Diagnostics {
	var diags diag.Diagnostics
	kind := i.Starter.Kind
	request := i.Request
	for again := false; ; again = true {
		request.Token = RandomToken()
		var started Result[J]
		var err error
		i.WithHeartbeat(ctx, func() string {
			return fmt.Sprintf("still asking AWS Backup for a %s of %s - %s elapsed", kind.Noun, i.Of, Duration(time.Since(i.Began)))
		}, func(func(ProgressUpdate)) { started, err = i.Starter.Start(waiting, request) })
		diags.Append(started.Warnings...)
		if err != nil {
			diags.Append(i.failed(ctx, started.JobID, "starting a "+kind.Noun+" of "+i.Of, kind.StartOperation, err))
			return diags
		}
		i.Send(ctx, fmt.Sprintf("started %s %s of %s %s; an interrupt or a timeout would leave it running", kind.Name, started.JobID, i.Of, i.Into))
		job, d := i.Await(ctx, waiting, started.Job)
		if d != nil {
			diags.Append(d)
			return diags
		}
		if again || !kind.RoleNotReady(job) {
			return append(diags, i.Report(ctx, job)...)
		}
		i.Send(ctx, fmt.Sprintf("%s %s could not assume the role, which may be a moment old; starting once more", kind.Name, started.JobID))
	}
}

// Await waits for a job by wait_for.
func (i *Invocation[J]) Await(ctx, waiting context.Context, job *J) (*J, diag.Diagnostic) {
	kind := i.Starter.Kind
	o := kind.Observe(job)
	if kind.waitMet(o, i.WaitFor) {
		return job, nil
	}
	ended, err := Follow(i.Reporter, ctx, waiting, kind, i.Starter.Watcher, jobwatch.Request{ID: o.ID, Created: date(o.Created), Until: kind.Until(i.WaitFor)})
	if err != nil {
		return nil, i.failed(ctx, o.ID, fmt.Sprintf("waiting for the %s of %s", kind.Name, i.Of), kind.ListOperation, err)
	}
	return ended, nil
}

// failed explains why there is no end to report. The job, if there is one,
// continues.
func (i *Invocation[J]) failed(ctx context.Context, jobID, doing, operation string, err error) diag.Diagnostic {
	a := i.Attempt(doing, operation)
	a.JobID = jobID
	if jobID == "" {
		return awsdiag.FromError(a, err)
	}
	d, _ := WaitFailed(ctx, a, err, i.Timeout)
	return d
}

// Report is how the job ended: the last line of progress, or the reason why it
// made nothing.
func (i *Invocation[J]) Report(ctx context.Context, job *J) diag.Diagnostics {
	var diags diag.Diagnostics
	kind := i.Starter.Kind
	if d := kind.Outcome(i.Attempt(fmt.Sprintf("taking a %s of %s", kind.Noun, i.Of), kind.StartOperation), job, i.OnIssues); d != nil {
		diags.Append(d)
	}
	if o := kind.Observe(job); !o.Finished() || o.Succeeded() {
		i.Send(ctx, i.Done(job, time.Since(i.Began)))
	}
	return diags
}
