// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsdiag

import (
	"fmt"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
)

// WaitTimedOut is the error for a job that outlived the configured limit. The job runs on, and the next apply resumes
// it. last is the job as last seen, nil if it was never seen.
func WaitTimedOut(a Attempt, last *awsbackup.Observation, elapsed, timeout time.Duration) diag.Diagnostic {
	a = a.withJob(last)
	fix := fmt.Sprintf("Run terraform apply again: it goes on waiting for the same job and starts no second backup. To wait "+
		"longer each time, raise the limit in timeouts (to %q, say); to apply without waiting for the end, set wait_for = \"created\".",
		Span(2*timeout))
	if a.Unrecorded {
		fix = fmt.Sprintf("%s To wait longer each time, raise the limit in timeouts (to %q, say); not to wait for the end, set "+
			"wait_for = \"created\".", unrecorded, Span(2*timeout))
	}
	return report{
		summary: "Timed Out Waiting for the Backup Job",
		happened: a.expand("Waiting for {job} of {resource} stopped after ") + Span(elapsed) + ", the limit being " + Span(timeout) +
			". " + lastSeen(last) + " The job was not stopped.",
		cause: "The backup takes longer than the timeout allows. A first or large backup can take days, and a job may wait " +
			"for its turn until its start window ends.",
		fix:  fix,
		look: jobPlaces(a),
	}.diagnostic(a)
}

// unrecorded is what to do about a job that goes on and that no state holds.
const unrecorded = "The job goes on by itself, and Terraform keeps nothing of it. The same action, invoked again, starts another " +
	"backup; with skip_if_newer_than it waits for this one while it is young enough."

// WaitInterrupted is the warning for a wait that Terraform or a signal cut short. The job runs on, and the next apply
// resumes it. last is the job as last seen, nil if it was never seen. For a job that no state holds it is an error.
func WaitInterrupted(a Attempt, last *awsbackup.Observation, elapsed time.Duration) diag.Diagnostic {
	a = a.withJob(last)
	recorded, fix := "; it is recorded in the state", "Run terraform apply again: it goes on waiting for the same job and starts no second backup."
	if a.Unrecorded {
		recorded, fix = "", unrecorded
	}
	d := report{
		summary: "Stopped Waiting for the Backup Job",
		happened: a.expand("The wait for {job} of {resource} was interrupted after ") + Span(elapsed) + ". " + lastSeen(last) +
			" The job was not stopped" + recorded + ".",
		fix:  fix + " If the backup is no longer wanted, stop the job: aws backup stop-backup-job{region_flag} --backup-job-id {job_arg}",
		look: jobPlaces(a),
	}.diagnostic(a)
	if a.Unrecorded {
		return d
	}
	return Warning(d)
}

// lastSeen says in a sentence how far the job had got.
func lastSeen(job *awsbackup.Observation) string {
	if job == nil || job.State == "" {
		return "No look at the job has succeeded so far."
	}
	text := "It was last seen in state " + job.State
	if percent := job.PercentDone; percent != "" {
		text += ", " + percent + " % done"
	}
	if job.ExpectedCompletion != nil {
		text += ", and AWS expects it to end at " + moment(*job.ExpectedCompletion)
	}
	return text + "."
}

// jobPlaces are where a job can be looked at: the console and the command line.
func jobPlaces(a Attempt) []string {
	kind := a.noun
	if kind == nil {
		kind = backupNoun
	}
	var places []string
	if link := consoleURL(a.Region, kind.console, a.JobID); link != "" {
		places = append(places, link)
	}
	if a.JobID != "" {
		places = append(places, kind.describe)
	}
	return places
}

// Span writes a duration to the second as people configure it: "24h", "1h30m", "45s".
func Span(d time.Duration) string {
	text := d.Round(time.Second).String()
	for _, zero := range []string{"m0s", "h0m"} {
		if strings.HasSuffix(text, zero) {
			text = text[:len(text)-2]
		}
	}
	return text
}

// moment writes a time as AWS documents and state show it.
func moment(t time.Time) string { return t.UTC().Format(time.RFC3339) }
