// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsdiag

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
)

// ending is what is known of a job from the state it ended in alone, and what to do next in any case.
type ending struct {
	summary    string
	cause, fix string
	next       string
}

var endings = map[types.BackupJobState]ending{
	types.BackupJobStateFailed: {
		summary: "Backup Job Failed",
		fix:     "Look at the job in the console, and at the resource, its service and the role {role_arn}.",
		next:    "AWS never retries a failed job, and no recovery point was made; the next terraform apply starts a new job.",
	},
	types.BackupJobStateExpired: {
		summary: "Backup Job Expired",
		cause: "A window of the job ran out: it was not started by the end of its start window, because another backup or copy of the " +
			"resource was running or the resource was not ready, or it was not finished by the end of its complete window.",
		fix:  "Raise start_window_minutes or complete_window_minutes, and keep other backups of the resource away from that time.",
		next: "The next terraform apply starts a new job.",
	},
	types.BackupJobStateAborted: {
		summary: "Backup Job Aborted",
		cause:   "Somebody or something called StopBackupJob for this job.",
		fix: "If the backup is still wanted, apply again. This shows who stopped it: aws cloudtrail lookup-events{region_flag} " +
			"--lookup-attributes AttributeKey=EventName,AttributeValue=StopBackupJob",
		next: "The next terraform apply starts a new job.",
	},
	types.BackupJobStatePartial: {
		summary: "Backup Job Completed Only in Part",
		cause:   "The job covers several resources, and some of their own jobs did not complete, so the recovery point lacks those resources.",
		fix:     "List the child jobs, repair what made them fail, and apply again.",
		next:    "The next terraform apply starts a new job for all of them.",
	},
}

// takeAgain is what has to be done for a new backup where none follows by itself.
const takeAgain = "take it again with terraform apply -replace, or by a change of triggers"

// JobEnded is the error for a job that is over and did not complete: FAILED, ABORTED, EXPIRED or PARTIAL. Any other
// state is named as it is. What the job says of itself fills what the attempt leaves open.
func JobEnded(a Attempt, job *awsbackup.Job) diag.Diagnostic {
	if job == nil {
		job = &awsbackup.Job{}
	}
	a = a.withJob(job)
	end, ok := endings[job.State]
	if !ok {
		end = ending{summary: "Backup Job Not Completed", fix: "Look at the job, then apply again."}
	}
	r := report{
		summary:  end.summary,
		happened: a.prose("{job} of {resource} into {vault} ") + standing(job.State) + "." + times(job) + children(job),
		cause:    end.cause,
		fix:      end.fix,
		look:     jobPlaces(a),
	}
	if StatusMessage(job) == "" {
		r.cause = cmp.Or(r.cause, "AWS Backup gave no reason.")
	}
	r.explain(StatusMessage(job))
	switch {
	case a.Unrecorded:
		r.fix += "\n\nNothing repeats an action by itself: invoke it again, or apply again where a change was held back for it."
	case a.Kept && (job.State == types.BackupJobStateAborted || job.State == types.BackupJobStatePartial):
		r.fix = strings.ReplaceAll(r.fix, "apply again", takeAgain) + "\n\nThe next terraform apply starts no new job by itself."
	case end.next != "":
		r.fix += "\n\n" + end.next
	}
	if job.State == types.BackupJobStatePartial && a.JobID != "" {
		r.look = append(r.look, "aws backup list-backup-jobs{region_flag} --by-parent-job-id {job_arg}")
	}
	return r.diagnostic(a)
}

// explain adds what AWS said of a job and, where the message is documented, its own cause and fix.
func (r *report) explain(text string) {
	if text == "" {
		return
	}
	r.said = "AWS Backup said: " + text
	if m, ok := jobMessage(text); ok {
		r.summary += ": " + m.kind.title
		r.attribute, r.cause, r.fix = m.kind.attribute, m.cause, m.fix
	}
	if note := denialNote(text); note != "" {
		r.cause += " " + note
	}
}

// HasIssues reports a COMPLETED job whose backup is not all that was asked for: AWS puts it in a message category other
// than success, or VSS was asked for and the backup was made without. Old records have no category, which says nothing.
func HasIssues(job *awsbackup.Job) bool {
	if job == nil || job.State != types.BackupJobStateCompleted {
		return false
	}
	category := value(job.MessageCategory)
	return category != "" && !strings.EqualFold(category, "success") || lacksVSS(job)
}

// lacksVSS reports that a VSS backup was asked for and not made: BackupType says what was really done.
func lacksVSS(job *awsbackup.Job) bool {
	return strings.EqualFold(job.BackupOptions["WindowsVSS"], "enabled") && !strings.EqualFold(value(job.BackupType), "WindowsVSS")
}

// JobIssues describes a job for which HasIssues holds, as an error or as a warning. The backup exists either way.
func JobIssues(a Attempt, job *awsbackup.Job, asError bool) diag.Diagnostic {
	if job == nil {
		job = &awsbackup.Job{}
	}
	a = a.withJob(job)
	r := report{
		summary: "Backup Completed With Issues",
		happened: a.prose("{job} of {resource} into {vault} is COMPLETED") +
			phrase(", with message category %s", value(job.MessageCategory), "") + "." + times(job) +
			phrase(" Its recovery point is %s.", a.RecoveryPointARN, ""),
		cause: "AWS Backup made the backup, but something about it is not as asked for.",
		fix:   "Look at the job. If the backup will do, nothing is needed; if not, remove the reason and take a new one, by a change of triggers for example.",
		look:  jobPlaces(a),
	}
	if a.Unrecorded {
		r.fix = "Look at the job. If the backup will do, nothing is needed; if not, remove the reason and invoke the action again."
	}
	if lacksVSS(job) {
		r.summary += ": " + kindVSS.title
		r.attribute = kindVSS.attribute
		r.cause = "backup_options asks for WindowsVSS, and the job made a backup without it, which is only crash-consistent: the target " +
			"is not a Windows instance, or VSS is not ready on it."
		r.fix = "On a Windows instance, see that the SSM agent runs, AwsVssComponents is installed and the instance profile allows VSS " +
			"snapshots, then take a new backup; on any other target remove WindowsVSS from backup_options."
		if text := StatusMessage(job); text != "" {
			r.said = "AWS Backup said: " + text
		}
	} else {
		r.explain(StatusMessage(job))
	}
	d := r.diagnostic(a)
	if asError {
		return d
	}
	return Warning(d)
}

// StatusMessage is what AWS says of a job, without the extra quotes that it has been seen to put around.
func StatusMessage(job *awsbackup.Job) string { return trimQuotes(value(job.StatusMessage)) }

// standing says in which state a job is, or has ended.
func standing(state types.BackupJobState) string {
	switch {
	case state == "":
		return "is in an unknown state"
	case awsbackup.Finished(state):
		return "ended in state " + string(state)
	default:
		return "is in state " + string(state)
	}
}

// times lists the dates of a job that are known, in order.
func times(job *awsbackup.Job) string {
	if job.CreationDate == nil {
		return ""
	}
	parts := []string{"was created at " + moment(*job.CreationDate)}
	if job.StartBy != nil {
		parts = append(parts, fmt.Sprintf("had to start by %s (%s later)", moment(*job.StartBy), Span(job.StartBy.Sub(*job.CreationDate))))
	}
	if job.CompletionDate != nil {
		parts = append(parts, fmt.Sprintf("ended at %s (%s after its creation)", moment(*job.CompletionDate), Span(job.CompletionDate.Sub(*job.CreationDate))))
	}
	return " It " + list(parts) + "."
}

// list joins parts as a sentence does.
func list(parts []string) string {
	last := len(parts) - 1
	if last <= 0 {
		return strings.Join(parts, "")
	}
	return strings.Join(parts[:last], ", ") + " and " + parts[last]
}

// children counts the child jobs of a composite job by the state they are in.
func children(job *awsbackup.Job) string {
	if len(job.ChildJobsInState) == 0 {
		return ""
	}
	var parts []string
	for _, state := range slices.Sorted(maps.Keys(job.ChildJobsInState)) {
		if n := job.ChildJobsInState[state]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, state))
		}
	}
	total := ""
	if job.NumberOfChildJobs != nil {
		total = fmt.Sprintf("%d ", *job.NumberOfChildJobs)
	}
	return " Its " + total + "child jobs: " + list(parts) + "."
}

// retention puts the part of a lifecycle that vault locks look at into words, "" if the job's record says nothing.
func retention(l *types.Lifecycle) string {
	switch {
	case l == nil:
		return ""
	case l.DeleteAfterDays == nil || *l.DeleteAfterDays < 0:
		return "keeping the backup for ever (no delete_after_days)"
	default:
		return fmt.Sprintf("delete_after_days = %d", *l.DeleteAfterDays)
	}
}
