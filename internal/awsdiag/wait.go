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

// WaitTimedOut is the error for a job that outlived the configured limit. The job continues, and the next apply resumes
// the wait. last is the job as last seen, nil if it was never seen.
func WaitTimedOut(a Attempt, last *awsbackup.Observation, elapsed, timeout time.Duration) diag.Diagnostic {
	a = a.withJob(last)
	longer := fmt.Sprintf("To wait longer each time, raise the limit in timeouts (to %q, say); to apply without waiting for the end, set "+
		"wait_for = \"created\".", Span(2*timeout))
	return report{
		summary: "Timed Out Waiting for the " + a.noun().title,
		happened: a.expand("Waiting for {job} of {resource} stopped after ") + Span(elapsed) + ", the limit being " + Span(timeout) +
			". " + lastSeen(last) + " The job was not stopped.",
		cause: a.noun().slow,
		fix:   a.resume() + " " + longer,
		look:  jobPlaces(a),
	}.diagnostic(a)
}

// resume is what to do about a job that continues: the next apply waits for it again, unless no state holds it.
func (a Attempt) resume() string {
	if a.Unrecorded {
		return "The job continues, and Terraform keeps no record of it. " + a.noun().repeat
	}
	return "Run terraform apply again: it waits for the same job and starts no second " + strings.ToLower(a.noun().product) + "."
}

// WaitInterrupted is the warning for a wait that Terraform or a signal cut short. The job continues, and the next apply
// resumes the wait. last is the job as last seen, nil if it was never seen. For a job that no state holds it is an error.
func WaitInterrupted(a Attempt, last *awsbackup.Observation, elapsed time.Duration) diag.Diagnostic {
	a = a.withJob(last)
	recorded := "; it is recorded in the state"
	if a.Unrecorded {
		recorded = ""
	}
	d := report{
		summary: "Stopped Waiting for the " + a.noun().title,
		happened: a.expand("The wait for {job} of {resource} was interrupted after ") + Span(elapsed) + ". " + lastSeen(last) +
			" The job was not stopped" + recorded + ".",
		fix:  a.resume() + " " + a.noun().stop,
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
		return "The job's status has not been read yet."
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

// jobPlaces are where a job can be checked: the console and the command line.
func jobPlaces(a Attempt) []string {
	kind := a.noun()
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
