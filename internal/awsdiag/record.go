// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsdiag

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
)

// record is what diagnostics tell of a job of any kind.
type record struct {
	kind                     string // [awsbackup.Kind.Name]
	noun                     *noun
	id, account              string
	state, message, category string
	finished                 bool
	vault, resource          string
	role                     string
	point                    string // The recovery point that the job makes, or that it restores.
	made                     string // The ARN of what the job made.
	lifecycle                *types.Lifecycle
	created, by, ended       *time.Time
	childCount               *int64
	childStates              map[string]int64
}

// noun is how a kind of job is written about. Texts may hold placeholders of Attempt.expand.
type noun struct {
	title        string // "Backup Job"
	product      string // "Backup"
	subject      string // The job and what it works on.
	madeIt       string // Where the result is, with a verb for its ARN.
	issueCause   string
	issueFix     string
	slow         string // Why a wait may outlast its limit.
	stop         string // How a job that is no longer wanted is stopped.
	repeat       string // What another invocation of the same action does.
	listChildren string
	describe     string // The command that shows the job.
	console      string // The job's kind in the console's addresses.
	missing      fault  // What it means that AWS does not know the job.
	endings      map[string]ending
	// messages are the documented ones, the more telling first.
	messages []message
	// arguments renames the argument at fault from the backup job's; those that are not there are not arguments here.
	arguments map[string]string
}

var backupNoun = &noun{
	title: "Backup Job", product: "Backup",
	subject:    "{job} of {resource} into {vault}",
	madeIt:     "Its recovery point is %s.",
	issueCause: "AWS Backup created the backup, but not exactly as requested.",
	issueFix:   "Check the job. If the backup is good enough, do nothing. Otherwise fix the cause and take a new one",
	slow: "The backup takes longer than the timeout allows. A first or large backup can take days (a first backup of a bucket " +
		"with many objects 31 to 180 hours), and a job may wait for its turn until its start window ends.",
	stop: "If the backup is no longer wanted, stop the job: aws backup stop-backup-job{region_flag} --backup-job-id {job_arg}",
	repeat: "The same action, invoked again, starts another backup; with skip_if_newer_than it waits for this one while it is " +
		"young enough.",
	listChildren: "aws backup list-backup-jobs{region_flag} --by-parent-job-id {job_arg}",
	describe:     "aws backup describe-backup-job{region_flag} --backup-job-id {job_arg}",
	console:      "backup",
	missing:      jobMissing,
	endings:      backupEndings,
	messages:     documented,
}

var copyNoun = &noun{
	title: "Copy Job", product: "Copy",
	subject:    "Copy job {job_id} of {point} into {destination}",
	madeIt:     "The copy is %s.",
	issueCause: "AWS Backup made the copy, but something about it is not as asked for.",
	issueFix:   "Look at the job. If the copy will do, nothing is needed; if not, remove the reason and make a new one",
	slow: "The copy takes longer than the timeout allows. A first copy to a Region or account is a full one, a copy waits while " +
		"another job of the same resource runs, and AWS Backup retries for hours after faults of its own.",
	stop: "AWS Backup cannot stop a copy job: it continues until it has ended.",
	repeat: "The same action, invoked again, starts another copy; with skip_if_newer_than it waits for this one while it is " +
		"young enough.",
	listChildren: "aws backup list-copy-jobs{region_flag} --by-parent-job-id {job_arg}",
	describe:     "aws backup describe-copy-job{region_flag} --copy-job-id {job_arg}",
	console:      "copy",
	missing:      copyJobMissing,
	endings:      copyEndings,
	messages:     slices.Concat(copyMessages, roleMessages, limitMessages, sourceMessages, issueMessages, lifecycleMessages()),
	arguments: map[string]string{
		"iam_role_arn": "iam_role_arn", "recovery_point_lifecycle": "recovery_point_lifecycle", "recovery_point_arn": "recovery_point_arn",
		"logically_air_gapped_backup_vault_arn": "destination_backup_vault_arn", "backup_vault_name": "source_backup_vault_name",
		"idempotency_token": "idempotency_token",
	},
}

var restoreNoun = &noun{
	title: "Restore Job", product: "Restore",
	subject:    "Restore job {job_id} of {point}",
	madeIt:     "It created %s.",
	issueCause: "AWS Backup restored the resource, but not all of it: objects were skipped, because they exist already for example, or could not be written.",
	issueFix:   "Look at the job and at what was restored. If it will do, nothing is needed; if not, remove the reason and restore again",
	slow: "The restore takes longer than the timeout allows. A large restore can take hours, and one from cold storage adds about " +
		"four hours, or up to 72 hours from the EBS archive.",
	stop:         "AWS Backup cannot stop a restore job: it continues until it has ended.",
	repeat:       "The same action, invoked again, starts another restore.",
	listChildren: "aws backup list-restore-jobs{region_flag} --by-parent-job-id {job_arg}",
	describe:     "aws backup describe-restore-job{region_flag} --restore-job-id {job_arg}",
	console:      "restore",
	missing:      restoreJobMissing,
	endings:      restoreEndings,
	messages:     slices.Concat(restoreMessages, restoreFallback()),
	arguments: map[string]string{
		"iam_role_arn": "iam_role_arn", "metadata": "metadata", "recovery_point_arn": "recovery_point_arn", "idempotency_token": "idempotency_token",
	},
}

// restoreFallback are the messages of backup jobs that mean the same of a restore.
func restoreFallback() []message {
	return slices.DeleteFunc(slices.Concat(roleMessages, sourceMessages, limitMessages), func(m message) bool {
		return !slices.Contains([]string{"5", "22", "27", "28"}, m.id)
	})
}

// lifecycleMessages are those about a lifecycle that no vault accepts.
func lifecycleMessages() []message {
	return slices.DeleteFunc(slices.Clone(vaultMessages), func(m message) bool { return !strings.HasPrefix(m.id, "lifecycle-") })
}

// argument is the argument of this kind of job that corresponds to one of the backup job's, "" if none does.
func (n *noun) argument(name string) string {
	if n.arguments == nil {
		return name
	}
	return n.arguments[name]
}

// nouns are the kinds by awsbackup.Kind.Name.
var nouns = map[string]*noun{
	awsbackup.BackupJobs.Name:  backupNoun,
	awsbackup.CopyJobs.Name:    copyNoun,
	awsbackup.RestoreJobs.Name: restoreNoun,
}

func observed(o *awsbackup.Observation) record {
	r := record{
		kind: o.Kind, noun: nouns[o.Kind], id: o.ID, account: o.AccountID,
		state: o.State, message: trimQuotes(o.StatusMessage), category: o.MessageCategory, finished: o.Finished(),
		vault: o.VaultName, resource: o.ResourceARN, role: o.RoleARN,
		point: o.RecoveryPointARN, made: o.ResultARN, lifecycle: o.Lifecycle,
		created: o.Created, by: o.StartBy, ended: o.Completed,
		childCount: o.NumberOfChildJobs, childStates: o.ChildJobsInState,
	}
	if r.noun == copyNoun {
		r.vault = o.VaultARN // Its destination.
	}
	return r
}

// withJob is withRecord for a job of any kind that may never have been seen.
func (a Attempt) withJob(job *awsbackup.Observation) Attempt {
	if job == nil {
		return a
	}
	return a.withRecord(observed(job))
}

// withRecord fills what the attempt leaves open from the job. The caller's vault name wins, since a job with an
// air-gapped target may report another vault than the one asked for.
func (a Attempt) withRecord(job record) Attempt {
	a.Kind = cmp.Or(a.Kind, job.kind)
	a.AccountID = cmp.Or(a.AccountID, job.account)
	a.JobID = cmp.Or(a.JobID, job.id)
	if job.noun == copyNoun {
		// The request names the source vault, and what ends a copy lies in the destination.
		a.DestinationVaultARN = cmp.Or(a.DestinationVaultARN, job.vault)
		a.VaultName = a.DestinationVaultARN
	}
	a.VaultName = cmp.Or(a.VaultName, job.vault)
	a.ResourceARN = cmp.Or(a.ResourceARN, job.resource)
	a.RoleARN = cmp.Or(a.RoleARN, job.role)
	a.RecoveryPointARN = cmp.Or(a.RecoveryPointARN, job.point)
	a.retention = retention(job.lifecycle)
	return a
}

// standing says in which state a job is, or has ended.
func (j record) standing() string {
	switch {
	case j.state == "":
		return "is in an unknown state"
	case j.finished || j.noun.endings[j.state].summary != "":
		return "ended in state " + j.state
	default:
		return "is in state " + j.state
	}
}

// times lists the dates of a job that are known, in order.
func (j record) times() string {
	if j.created == nil {
		return ""
	}
	parts := []string{"was created at " + moment(*j.created)}
	if j.by != nil {
		parts = append(parts, fmt.Sprintf("had to start by %s (%s later)", moment(*j.by), Span(j.by.Sub(*j.created))))
	}
	if j.ended != nil {
		parts = append(parts, fmt.Sprintf("ended at %s (%s after its creation)", moment(*j.ended), Span(j.ended.Sub(*j.created))))
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
func (j record) children() string {
	if len(j.childStates) == 0 {
		return ""
	}
	var parts []string
	for _, state := range slices.Sorted(maps.Keys(j.childStates)) {
		if n := j.childStates[state]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, state))
		}
	}
	total := ""
	if j.childCount != nil {
		total = fmt.Sprintf("%d ", *j.childCount)
	}
	return " Its " + total + "child jobs: " + list(parts) + "."
}

// retention puts the part of a lifecycle that vault locks look at into words, "" if the job's record has none.
func retention(l *types.Lifecycle) string {
	switch {
	case l == nil:
		return ""
	case l.DeleteAfterDays == nil || *l.DeleteAfterDays < 0:
		return "a backup that never expires (no delete_after_days)"
	default:
		return fmt.Sprintf("delete_after_days = %d", *l.DeleteAfterDays)
	}
}
