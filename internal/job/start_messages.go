// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package job

import (
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// TokenMismatchError is an explicit idempotency token that AWS already holds
// for another request.
type TokenMismatchError struct {
	JobID string
	// Noun is what the job makes, such as "backup".
	Noun string
	// Does is what the job does, such as "backs up A to vault B with role C";
	// Asked is the same of the request, without the verb.
	Does, Asked string
}

func (e *TokenMismatchError) Error() string {
	return fmt.Sprintf("idempotency_token belongs to job %s, which %s, not %s. AWS Backup matches on the token alone and returned that job instead of starting a %s.",
		e.JobID, e.Does, e.Asked, e.Noun)
}

// TokenSharedError is an explicit idempotency token that another object of the
// same apply has used for the same request.
type TokenSharedError struct{ JobID, Noun string }

func (e *TokenSharedError) Error() string {
	return fmt.Sprintf("idempotency_token led to job %s, which another resource of this apply holds. One token is one %s.", e.JobID, e.Noun)
}

// TokenSpentError is an explicit idempotency token whose job is over and left
// nothing to adopt.
type TokenSpentError struct {
	JobID, Noun string
	Why         string // a clause about the job: "which ended FAILED ..."
}

func (e *TokenSpentError) Error() string {
	return fmt.Sprintf("idempotency_token led to job %s, %s. AWS Backup starts no other %s for this token.", e.JobID, e.Why, e.Noun)
}

// UnseenJobError is a job of the same request that an earlier apply, or another
// resource of this one, has started, and that could not be read: whether it is
// still in flight is not known, so it is not adopted.
type UnseenJobError struct {
	Kind, JobID string
	Err         error
}

func (e *UnseenJobError) Error() string {
	return fmt.Sprintf("looking at %s %s of the same request: %v", e.Kind, e.JobID, e.Err)
}

func (e *UnseenJobError) Unwrap() error { return e.Err }

// NoJobIDError is a start that AWS Backup accepted without naming the job.
type NoJobIDError struct{ Operation string }

func (e *NoJobIDError) Error() string { return e.Operation + " was answered without a job ID" }

// ManyReplaysError is a request of which so many earlier jobs have ended that
// something else must be wrong.
type ManyReplaysError struct {
	Jobs int
	Noun string
}

func (e *ManyReplaysError) Error() string {
	return fmt.Sprintf("%d earlier jobs of the same request have ended, and no new %s was started", e.Jobs, e.Noun)
}

// UndatedJobError is a request that leads to nothing but ended jobs whose age
// cannot be known: each may be one that this start has made.
type UndatedJobError struct {
	Kind, JobID string
	Created     *time.Time
	Starts      int
}

func (e *UndatedJobError) Error() string {
	return fmt.Sprintf("The request was sent %d times and led to %d ended jobs, the last one %s %s, created %s by its record. "+
		"That date is possible neither by the Date header of the answers nor by the clock of this machine, so the provider cannot tell whether it started the job, and starts no other",
		e.Starts, e.Starts, e.Kind, e.JobID, FormatTime(e.Created))
}

// existing names a job that was there before: its ID, what it works on, and when
// it was created.
func (s Starter[J]) existing(o *awsbackup.Observation) string {
	return fmt.Sprintf("%s of %s, created %s", o.ID, s.Kind.Of(o), FormatTime(o.Created))
}

func (s Starter[J]) resumedWarning(o *awsbackup.Observation) diag.Diagnostic {
	return diag.NewWarningDiagnostic("Resumed an Earlier "+s.Kind.Title,
		fmt.Sprintf("A job for the same request exists already: %s, state %s. "+
			"It was resumed instead of starting a second one, as after an apply that was cut off. "+
			"To get another %s beside it, change triggers.", s.existing(o), o.State, s.Kind.Noun))
}

// handedWarning is for a job that ended after the apply that waited for it had
// run out of time.
func (s Starter[J]) handedWarning(o *awsbackup.Observation) diag.Diagnostic {
	return diag.NewWarningDiagnostic("Resumed an Earlier "+s.Kind.Title,
		fmt.Sprintf("An earlier apply started job %s and ended before the job did. The job has ended %s by now. "+
			"Its %s was adopted and nothing was started. To get another %s, change triggers.", s.existing(o), o.State, s.Kind.Noun, s.Kind.Noun))
}

// disputedWarning is for an ended job that looks older than this start by some
// clock, and was made by it all the same.
func (s Starter[J]) disputedWarning(o *awsbackup.Observation) diag.Diagnostic {
	return diag.NewWarningDiagnostic("Clocks Disagree About Job "+o.ID,
		fmt.Sprintf("By the Date header of AWS Backup's answers or by the clock of this machine, job %s was there before this apply. "+
			"Its date advances with the calls of this apply, so the job is one that this apply has started, and was taken as that. "+
			"Check the clock of this machine, and any proxy that writes the Date header.", s.existing(o)))
}

// adoptedWarning is for a finished job that an explicit token stands for.
func (s Starter[J]) adoptedWarning(o *awsbackup.Observation) diag.Diagnostic {
	return diag.NewAttributeWarningDiagnostic(path.Root("idempotency_token"), fmt.Sprintf("No New %s: the Token Stands for an Earlier One", capital(s.Kind.Noun)),
		fmt.Sprintf("idempotency_token led to job %s, which has ended %s. It was adopted as it is and nothing was started. For a new %s, change idempotency_token or leave it out.",
			s.existing(o), o.State, s.Kind.Noun))
}

// RestartedWarning names a job that failed at once because its role was too new.
func (k *Kind[J]) RestartedWarning(job *J) diag.Diagnostic {
	o := k.Observe(job)
	return diag.NewWarningDiagnostic(fmt.Sprintf("%s Started Once More After Job %s", capital(k.Noun), o.ID),
		fmt.Sprintf("Job %s of %s ended %s at once (%q), as happens while a new IAM role propagates. It made nothing, and the %s was started once more.",
			o.ID, k.Of(o), o.State, o.StatusMessage, k.Noun))
}

// supersededWarning names a finished job that no resource holds any more. o is
// nil where AWS has dropped the record.
func (s Starter[J]) supersededWarning(id string, o *awsbackup.Observation) diag.Diagnostic {
	// Terraform folds warnings with one summary into the first of them, so the
	// job is in the summary: each must be seen.
	noun := s.Kind.Noun
	summary := fmt.Sprintf("Started a New %s Beside Job %s", capital(noun), id)
	never := fmt.Sprintf("A finished %s is never returned as a new one, so a new one was started.", noun)
	if o == nil {
		return diag.NewWarningDiagnostic(summary,
			fmt.Sprintf("The same request led to job %s before. AWS Backup no longer has its record. %s", id, never))
	}
	result := "It made nothing."
	if o.ResultARN != "" {
		result = fmt.Sprintf("This start did not change %s, which it made. To manage that one instead, import it: terraform import ADDRESS %s@%s.", o.ResultARN, id, s.Region)
	}
	return diag.NewWarningDiagnostic(summary,
		fmt.Sprintf("The same request led to job %s before, created %s, which has ended %s. %s %s", id, FormatTime(o.Created), o.State, never, result))
}

// WarnShared takes the job of an unfinished object for its update, and warns if
// an equal object of the same apply has adopted it. Terraform runs both at a
// time, so it may be too late. of is what the job works on.
func (k *Kind[J]) WarnShared(owners *providerdata.Owners, id, of string) diag.Diagnostics {
	if owners.Own(id) {
		return nil
	}
	return diag.Diagnostics{diag.NewWarningDiagnostic(k.Title+" Held Twice",
		fmt.Sprintf("Job %s of %s is waited for by this resource, and an equal one that was created in the same apply has adopted it: both manage the same %s. "+
			"For a %[3]s of its own, give one of them other triggers.", id, of, k.Noun))}
}

// ExpiredWarning is for a job whose record expired before its end was seen.
func (k *Kind[J]) ExpiredWarning(id string) diag.Diagnostic {
	return diag.NewWarningDiagnostic(k.Title+" Record Expired",
		fmt.Sprintf("AWS Backup no longer knows job %s, whose end was never seen. The resource is kept as it was, and no other %s is started. "+
			"Look for what the job made in its own service. For another %[2]s, change triggers.", id, k.Noun))
}

// NotRefreshed is for a provider block with values that are not known yet: no
// client exists, and what state has is still true.
func (k *Kind[J]) NotRefreshed(id, of string) diag.Diagnostic {
	return diag.NewWarningDiagnostic(capital(k.Noun)+" Not Refreshed",
		fmt.Sprintf("The provider configuration depends on values that are not known until apply, so AWS Backup was not asked about job %s of %s, and state is taken as it is. "+
			"To check it, apply what the values come from first (terraform apply -target=...), or give the provider a region and credentials that are known at plan.", id, of))
}
