// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package jobcompletion

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/jobwatch"
)

// report is how many jobs ended.
type report struct {
	name, title, noun string // of the kind
	permissions       string
	byResult          string // the attribute whose value does instead of an ID, "" if none does
	region            string
	timeout           time.Duration
	total             int
	jobs              map[string]Ended
	known             map[string]Ended
	failed            map[string]error
	onIssues          string
}

func (r report) diagnostics(ctx context.Context) diag.Diagnostics {
	var diags diag.Diagnostics
	var issues, waiting, faulty, gone []string
	failures := make(map[why][]string)
	for id, ended := range r.jobs {
		// What is only a warning was reported when the job was new.
		_, reported := r.known[id]
		switch {
		case !ended.Succeeded:
			cause, fix := awsdiag.Why(&awsbackup.Observation{
				Kind: r.name, State: ended.State.ValueString(),
				StatusMessage: ended.StatusMessage.ValueString(), MessageCategory: ended.MessageCategory.ValueString(),
			})
			reason := why{cause, fix}
			failures[reason] = append(failures[reason], ended.line(id))
		case ended.HasIssues && (r.onIssues == job.OnIssuesError || !reported):
			issues = append(issues, ended.line(id))
		}
	}
	for id, err := range r.failed {
		_, isGone := errors.AsType[*jobwatch.GoneError](err)
		switch {
		case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
			waiting = append(waiting, id)
		case isGone:
			gone = append(gone, id)
		default:
			faulty = append(faulty, fmt.Sprintf("%s: %s", id, awsdiag.Reason(err).Text))
		}
	}
	product := strings.ToUpper(r.noun[:1]) + r.noun[1:]
	if len(failures) > 0 {
		diags.AddError(fmt.Sprintf("%ss Without a %s", r.title, product),
			r.detail(failures, "ended without a complete "+r.noun, "Then apply again: a job resource that failed plans a replacement."))
	}
	if len(gone) > 0 {
		fix := "Remove the IDs of older jobs, and check the others and the region."
		if r.byResult != "" {
			fix = "For an older job, use its " + r.byResult + " instead of its ID, or remove the ID. Check the other IDs and the region."
		}
		diags.AddError(r.title+" Records Not Found",
			r.list(gone, "have no record", "AWS Backup keeps the record of a job for 30 days after its end. "+fix))
	}
	if len(faulty) > 0 {
		diags.AddError(r.title+"s Not Found or Not Readable",
			r.list(faulty, "could not be followed to their end", "Check the IDs, the region and the permissions "+r.permissions+", then apply again."))
	}
	if len(issues) > 0 {
		detail := r.list(issues, "completed with issues", "Each has made its "+r.noun+"; AWS's message says what it lacks.")
		if r.onIssues == job.OnIssuesError {
			diags.AddError(issuesSummary(product), detail)
		} else {
			diags.AddWarning(issuesSummary(product), detail)
		}
	}
	if len(waiting) > 0 {
		const next = "The jobs continue, and the next apply waits for these only"
		if ctx.Err() != nil {
			diags.AddWarning("Wait Interrupted", r.list(waiting, "had not ended when Terraform was interrupted", next+"."))
		} else {
			diags.AddError(fmt.Sprintf("Timed Out Waiting for %ss", r.title), r.list(waiting, fmt.Sprintf("had not ended after %s", r.timeout),
				fmt.Sprintf("%s; to wait longer than %s each time, raise timeouts.", next, r.timeout)))
		}
	}
	return diags
}

// why is the likely cause of a failure, and its fix.
type why struct{ cause, fix string }

// detail lists the failed jobs of each cause with that cause and its fix.
func (r report) detail(failures map[why][]string, what, next string) string {
	count, groups := 0, make([]string, 0, len(failures))
	for reason, lines := range failures {
		count += len(lines)
		slices.Sort(lines)
		group := strings.Join(lines, "\n  ")
		if reason.cause != "" {
			group += "\n  Likely cause: " + reason.cause
		}
		if reason.fix != "" {
			group += "\n  Fix: " + reason.fix
		}
		groups = append(groups, group+"\n")
	}
	return r.listed(groups, count, what, next)
}

func issuesSummary(product string) string {
	if plural, irregular := strings.CutSuffix(product, "y"); irregular {
		return plural + "ies Completed With Issues"
	}
	return product + "s Completed With Issues"
}

// list is one paragraph about some of the jobs, a line each.
func (r report) list(lines []string, what, fix string) string {
	return r.listed(lines, len(lines), what, fix)
}

// listed is a paragraph about count jobs, in blocks of lines.
func (r report) listed(blocks []string, count int, what, fix string) string {
	slices.Sort(blocks)
	return fmt.Sprintf("%d of %d %ss in %s %s:\n\n  %s\n\n%s", count, r.total, r.name, r.region, what, strings.TrimRight(strings.Join(blocks, "\n  "), "\n"), fix)
}
