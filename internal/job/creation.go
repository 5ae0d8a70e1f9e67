// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package job

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
)

// Creation starts the job of a new object and waits for it.
type Creation[J any] struct {
	Starter Starter[J]
	Request Request[J]
	// WaitFor is the argument of this name, Timeout the limit that the wait has.
	WaitFor string
	Timeout time.Duration
	// Of is what the job works on, an ARN.
	Of string
	// Seen stores what is known of the job: its ID, "" if there is none; its
	// token; AWS's date of it in the answer to the start, nil if it gave none; and
	// the job as it was last seen, nil if it was not.
	Seen func(id, token string, created *time.Time, job *J)
	// Expired notes that the record of the job has expired; it is called only for
	// a request that keeps such a job.
	Expired func()
	// Attempt names what is being done, for diagnostics.
	Attempt func(doing, operation string) awsdiag.Attempt
}

// Run starts the job and waits for it by WaitFor. It returns the job whose wait
// is over, nil where that failed. A job that fails at once because its role is
// too new is started once more. ctx is Terraform's, waiting ends with the
// timeout.
func (c Creation[J]) Run(ctx, waiting context.Context) (ended *J, diags diag.Diagnostics) {
	kind := c.Starter.Kind
	request := c.Request
	for again := false; ; again = true {
		started, err := c.Starter.Start(waiting, request)
		diags.Append(started.Warnings...)
		c.Seen(started.JobID, started.Token, started.Created, started.Job)
		if started.Expired {
			c.Expired()
			return nil, diags
		}
		if err != nil {
			a := c.Attempt("starting a "+kind.Noun+" of "+c.Of, kind.StartOperation)
			a.Resumable = true // The token follows from the configuration.
			diags.Append(StartFailed(ctx, a, started.JobID, err, c.Timeout))
			return nil, diags
		}
		ended, err := kind.Wait(waiting, c.Starter.Watcher, started.JobID, date(kind.Observe(started.Job).Created), c.WaitFor)
		if err != nil {
			d, _ := WaitFailed(ctx, c.Attempt("waiting for the "+kind.Name+" of "+c.Of, kind.ListOperation), err, c.Timeout)
			diags.Append(d)
			return nil, diags
		}
		c.Seen(started.JobID, started.Token, started.Created, ended)
		if again || request.Explicit || !kind.RoleNotReady(ended) {
			return ended, diags
		}
		// A role made in the same apply: AWS never retries a failed job, and
		// this one left nothing behind.
		diags.Append(kind.RestartedWarning(ended))
		request.Token = SaltToken(started.Token, started.JobID)
	}
}
