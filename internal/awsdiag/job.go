// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsdiag

import (
	"cmp"
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

var backupEndings = map[string]ending{
	string(types.BackupJobStateFailed): {
		summary: "Backup Job Failed",
		fix:     "Look at the job in the console, and at the resource, its service and the role {role_arn}.",
		next:    "AWS never retries a failed job, and no recovery point was made; the next terraform apply starts a new job.",
	},
	string(types.BackupJobStateExpired): {
		summary: "Backup Job Expired",
		cause: "A window of the job ran out: it was not started by the end of its start window, because another backup or copy of the " +
			"resource was running or the resource was not ready, or it was not finished by the end of its complete window.",
		fix:  "Raise start_window_minutes or complete_window_minutes, and keep other backups of the resource away from that time.",
		next: "The next terraform apply starts a new job.",
	},
	string(types.BackupJobStateAborted): {
		summary: "Backup Job Aborted",
		cause:   "A user or another process called StopBackupJob for this job.",
		fix: "If the backup is still wanted, apply again. This shows who stopped it: aws cloudtrail lookup-events{region_flag} " +
			"--lookup-attributes AttributeKey=EventName,AttributeValue=StopBackupJob",
		next: "The next terraform apply starts a new job.",
	},
	string(types.BackupJobStatePartial): {
		summary: "Backup Job Completed Only in Part",
		cause:   "The job covers several resources, and some of their own jobs did not complete, so the recovery point lacks those resources.",
		fix:     "List the child jobs, fix what made them fail, and apply again.",
		next:    "The next terraform apply starts a new job for all of them.",
	},
}

var copyEndings = map[string]ending{
	string(types.CopyJobStateFailed): {
		summary: "Copy Job Failed",
		fix:     "Look at the job in the console, and at the destination vault, its access policy and key, and the role {role_arn}.",
		next:    "No copy was made; the source recovery point is unchanged. The next terraform apply starts a new copy job.",
	},
	string(types.CopyJobStatePartial): {
		summary: "Copy Job Completed Only in Part",
		cause: "The recovery point is composite, and some of its nested recovery points were not copied: their own copy jobs failed, or " +
			"their types cannot be copied.",
		fix:  "List the child jobs, fix what made them fail, and apply again.",
		next: "The next terraform apply starts a new copy job for all of them.",
	},
}

var restoreEndings = map[string]ending{
	string(types.RestoreJobStatusFailed): {
		summary: "Restore Job Failed",
		fix: "Look at the job in the console, and compare metadata with what AWS documents for the type; data.awsbackup_restore_metadata " +
			"shows a set that can be replayed.",
		next: "Parts of the restored resource may have been created and are left behind: look for them before the next try. The next " +
			"terraform apply starts a new restore job.",
	},
	string(types.RestoreJobStatusAborted): {
		summary: "Restore Job Aborted",
		cause:   "AWS Backup or the service of the restored resource gave up the restore. No API call stops a restore job.",
		fix:     "Look at the job in the console. If the restore is still wanted, apply again.",
		next:    "Parts of the restored resource may have been created and are left behind. The next terraform apply starts a new restore job.",
	},
}

// takeAgain is what has to be done for a new job where the next apply starts none.
const takeAgain = "start it again with terraform apply -replace, or by a change of triggers"

// Ended is the error for a job of any kind that is over and did not complete: FAILED, ABORTED, EXPIRED or PARTIAL. Any
// other state is named as it is. What was observed of the job fills what the attempt leaves open.
func Ended(a Attempt, job *awsbackup.Observation) diag.Diagnostic { return ended(a, observed(job)) }

func ended(a Attempt, job record) diag.Diagnostic {
	a = a.withRecord(job)
	end, ok := job.noun.endings[job.state]
	if !ok {
		end = ending{summary: job.noun.title + " Not Completed", fix: "Look at the job, then apply again."}
	}
	r := report{
		summary:  end.summary,
		happened: a.prose(job.noun.subject+" ") + job.standing() + "." + job.times() + job.children(),
		cause:    end.cause,
		fix:      end.fix,
		look:     jobPlaces(a),
	}
	r.explain(job)
	if r.said == "" {
		r.cause = cmp.Or(r.cause, "AWS Backup gave no reason.")
	}
	partial := job.state == string(types.BackupJobStatePartial)
	switch {
	case a.Unrecorded:
		r.fix += "\n\nNothing repeats an action automatically: invoke it again, or apply again where a change was held back for it."
	case a.Kept && (job.state == string(types.BackupJobStateAborted) || partial):
		r.fix = strings.ReplaceAll(r.fix, "apply again", takeAgain) + "\n\nThe next terraform apply starts no new job."
	case end.next != "":
		r.fix += "\n\n" + end.next
	}
	if partial && a.JobID != "" {
		r.look = append(r.look, job.noun.listChildren)
	}
	return r.diagnostic(a)
}

// Why is the likely cause and the fix of [Ended] alone, for a list of jobs; "" if nothing is known.
func Why(job *awsbackup.Observation) (cause, fix string) {
	o, a := observed(job), Attempt{Kind: job.Kind}
	if o.noun == nil {
		return "", ""
	}
	end := o.noun.endings[o.state]
	r := report{cause: end.cause, fix: end.fix}
	r.explain(o)
	return Clean(a.prose(r.cause)), Clean(a.prose(r.fix))
}

// explain adds what AWS reported of a job and, where the message is documented, its own cause and fix. Where the text is
// not known, the message category gives them.
func (r *report) explain(job record) {
	m, known := job.noun.message(job.message)
	if !known {
		m, known = categoryMessage(job.category)
	}
	if known {
		r.summary += ": " + m.kind.title
		r.attribute, r.cause, r.fix = job.noun.argument(m.kind.attribute), m.cause, m.fix
	}
	if job.message == "" {
		if known {
			r.said = "AWS Backup gave no message, only the category " + job.category + "."
		}
		return
	}
	r.said = "AWS Backup reported: " + job.message
	if note := denialNote(job.message); note != "" {
		r.cause = strings.TrimSpace(r.cause + " " + note)
	}
}

// Issues reports a COMPLETED job whose result is not all that was asked for: AWS puts it in a message category other than
// success, gives a message that is not known to be harmless without any category, or made a backup without VSS although
// VSS was asked for. Restore jobs have no category; their message tells of objects that were skipped or not restored.
func Issues(job *awsbackup.Observation) bool { return job.LacksVSS || observed(job).hasIssues() }

// harmless are status messages of completed jobs that say nothing but that.
var harmless = []string{"completed", "success", "succeeded", "completed successfully", "job completed", "job completed successfully"}

func (j record) hasIssues() bool {
	if j.state != string(types.BackupJobStateCompleted) {
		return false
	}
	if j.category != "" {
		return !strings.EqualFold(j.category, "success")
	}
	text := strings.TrimRight(fold(j.message), ".!")
	for _, noun := range []string{"backup ", "copy ", "restore "} {
		text = strings.TrimPrefix(text, noun)
	}
	return text != "" && !slices.Contains(harmless, text)
}

// CompletedWithIssues describes a job of any kind for which Issues holds, as an error or as a warning. The result exists
// either way.
func CompletedWithIssues(a Attempt, job *awsbackup.Observation, asError bool) diag.Diagnostic {
	return issues(a, observed(job), job.LacksVSS, asError)
}

func issues(a Attempt, job record, withoutVSS, asError bool) diag.Diagnostic {
	a = a.withRecord(job)
	r := report{
		summary: job.noun.product + " Completed With Issues",
		happened: a.prose(job.noun.subject+" is COMPLETED") + phrase(", with message category %s", job.category, "") + "." + job.times() +
			phrase(" "+job.noun.madeIt, job.made, ""),
		cause: job.noun.issueCause,
		fix:   job.noun.issueFix + ", by a change of triggers for example.",
		look:  jobPlaces(a),
	}
	if a.Unrecorded {
		r.fix = job.noun.issueFix + ": invoke the action again."
	}
	if withoutVSS {
		r.summary += ": " + kindVSS.title
		r.attribute = kindVSS.attribute
		r.cause = "backup_options asks for WindowsVSS, and the job made a backup without it, which is only crash-consistent: the target " +
			"is not a Windows instance, or VSS is not ready on it."
		r.fix = "On a Windows instance, see that the SSM agent runs, AwsVssComponents is installed and the instance profile allows VSS " +
			"snapshots, then take a new backup; on any other target remove WindowsVSS from backup_options."
		if job.message != "" {
			r.said = "AWS Backup reported: " + job.message
		}
	} else {
		r.explain(job)
	}
	d := r.diagnostic(a)
	if asError {
		return d
	}
	return Warning(d)
}

// StatusMessage is what AWS reports of a backup job, without the extra quotes that it sometimes puts around.
func StatusMessage(job *awsbackup.Job) string { return trimQuotes(value(job.StatusMessage)) }
