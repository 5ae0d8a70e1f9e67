// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/jobwatch"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/recoverypoint"
)

// ageMargin is how much older than the first attempt a job may look and still
// be ours: the server's Date header has whole seconds and AWS's hosts differ a
// little.
const ageMargin = 3 * time.Second

// dateGrain is how exact the Date header is: the server's clock was somewhere in
// the second that it names.
const dateGrain = time.Second

// answerGrace is how long an interrupted start may still be answered, so that
// the ID of a job that AWS has accepted reaches the state. Terraform is stopped
// within a second all the same.
const answerGrace = 700 * time.Millisecond

// maxReplays bounds how many ended jobs of the same intent one start steps
// over. Each is a real earlier backup, so more than a few are already odd.
const maxReplays = 100

// launcher starts backup jobs in one region, for the resource and the action
// alike, so that one intent never has two jobs in flight.
type launcher struct {
	region *providerdata.Region
	pace   providerdata.Pace
}

// order is one backup to start.
type order struct {
	// Input is the request without its token.
	Input *backup.StartBackupJobInput
	// Token is the idempotency token; Explicit says that it is the user's own.
	Token    string
	Explicit bool
}

// launched is a job that was started, or found in flight.
type launched struct {
	// JobID is set as soon as AWS has given one, also next to an error.
	JobID string
	// Token is the token that belongs to the job.
	Token string
	// Job is the first look at it; nil if there was none.
	Job *awsbackup.Job
	// Warnings say what was resumed or stepped over.
	Warnings diag.Diagnostics
}

// start asks for the backup until AWS answers with a job that belongs to this
// order: a new one, or one of the same intent that is still in flight.
func (l launcher) start(ctx context.Context, o order) (launched, error) {
	out := launched{Token: o.Token}
	for range maxReplays {
		reply, since, err := l.send(ctx, o.Input, out.Token)
		if err != nil {
			return out, err
		}
		id := aws.ToString(reply.BackupJobId)
		if id == "" {
			return out, errors.New("AWS Backup answered without a job ID")
		}
		// A job that an explicit token led to is claimed once it is known to be
		// of this request: until then it may be somebody else's.
		if !o.Explicit && !l.region.Claims.Claim(id) {
			out.Token = saltToken(out.Token, id) // an equal resource of this apply has it
			continue
		}
		job, err := l.region.Jobs.Wait(ctx, jobwatch.Request{ID: id, Created: aws.ToTime(reply.CreationDate), Until: jobwatch.Seen})
		if err != nil && !before(reply.CreationDate, since.Add(-ageMargin)) && (!o.Explicit || l.region.Claims.Claim(id)) {
			out.JobID = id
			return out, err
		}
		f := finding{id: id, job: job, unseen: err, old: l.region.Claims.Left(id) || isOld(reply, job, since), alive: job != nil && lives(job, since)}
		var warnings diag.Diagnostics
		if o.Explicit {
			warnings, err = l.adopt(ctx, o, f)
		} else {
			warnings, err = l.resume(f)
		}
		out.Warnings.Append(warnings...)
		switch {
		case errors.Is(err, errEnded):
			l.region.Claims.Release(id)
			out.Token = saltToken(out.Token, id)
			continue
		case err != nil:
			return out, err
		}
		out.JobID, out.Job = id, job
		return out, nil
	}
	return out, fmt.Errorf("%d earlier backups of the same request have ended; change triggers to ask for another", maxReplays)
}

// send is StartBackupJob, with the retries for an IAM role that AWS Backup
// cannot assume yet. The time it returns is, on AWS's clock, just before the
// first attempt: a job that is older was not made by this call.
func (l launcher) send(ctx context.Context, in *backup.StartBackupJobInput, token string) (*backup.StartBackupJobOutput, time.Time, error) {
	request := *in
	request.IdempotencyToken = &token
	begin := time.Now()
	for {
		reply, err := l.region.API.StartBackupJob(ctx, &request, awsbackup.FinishAttempt(answerGrace))
		if err == nil {
			now, ok := awsbackup.ServerTime(reply.ResultMetadata)
			if !ok {
				now = time.Now()
			}
			return reply, now.Add(-time.Since(begin)), nil
		}
		if !awsbackup.IsRoleNotAssumable(err) || time.Since(begin) > l.pace.RoleRetryFor {
			return nil, time.Time{}, err
		}
		if providerdata.Sleep(ctx, l.pace.RoleRetryEvery) != nil {
			return nil, time.Time{}, err
		}
	}
}

// finding is the job that a token led to.
type finding struct {
	id     string
	job    *awsbackup.Job // nil if it could not be looked at
	unseen error          // why it could not
	old    bool           // there before this start
	alive  bool           // still in flight when this start asked
}

// errEnded says that a derived token led to a job that is over: the next start
// needs another token.
var errEnded = errors.New("the job had ended before this start")

// resume decides whether the job that a derived token led to is this order's:
// it is if it is new or in flight.
func (l launcher) resume(f finding) (diag.Diagnostics, error) {
	switch {
	case isGone(f.unseen):
		return diag.Diagnostics{supersededWarning(f.id, nil, l.region.Name)}, errEnded
	case f.unseen != nil:
		l.region.Claims.Release(f.id)
		return nil, &UnseenJobError{JobID: f.id, Err: f.unseen}
	case !f.old:
		return nil, nil
	case f.alive:
		return diag.Diagnostics{resumedWarning(f.job)}, nil
	}
	return diag.Diagnostics{supersededWarning(f.id, f.job, l.region.Name)}, errEnded
}

// adopt decides whether the job that an explicit token led to is the one that
// the configuration describes, and claims it. AWS matches on the token alone.
func (l launcher) adopt(ctx context.Context, o order, f finding) (diag.Diagnostics, error) {
	if isGone(f.unseen) {
		return nil, &TokenSpentError{JobID: f.id, Why: "whose record AWS Backup has dropped"}
	}
	if f.unseen != nil {
		return nil, &UnseenJobError{JobID: f.id, Err: f.unseen}
	}
	if mismatch := (&TokenMismatchError{Job: f.job, Input: o.Input}); !mismatch.matches() {
		return nil, mismatch
	}
	if f.old && !f.alive {
		if !awsbackup.Succeeded(f.job.State) {
			return nil, &TokenSpentError{JobID: f.id, Why: fmt.Sprintf("which ended %s before this apply (%q)", f.job.State, aws.ToString(f.job.StatusMessage))}
		}
		if l.pointGone(ctx, f.job) {
			return nil, &TokenSpentError{JobID: f.id, Why: fmt.Sprintf("whose recovery point %s has been deleted", aws.ToString(f.job.RecoveryPointArn))}
		}
	}
	switch {
	case !l.region.Claims.Claim(f.id):
		return nil, &TokenSharedError{JobID: f.id}
	case !f.old:
		return nil, nil
	case f.alive:
		return diag.Diagnostics{resumedWarning(f.job)}, nil
	default:
		return diag.Diagnostics{adoptedWarning(f.job)}, nil
	}
}

// isGone reports a wait that ended because AWS has dropped the job's record.
func isGone(err error) bool {
	_, gone := errors.AsType[*jobwatch.GoneError](err)
	return gone
}

// pointGone reports that there is nothing left of a finished backup. A doubt is
// no proof.
func (l launcher) pointGone(ctx context.Context, job *awsbackup.Job) bool {
	arn := aws.ToString(job.RecoveryPointArn)
	if arn == "" {
		return false
	}
	vault, ok := catalog.VaultNameFromARN(aws.ToString(job.BackupVaultArn))
	if !ok {
		vault = aws.ToString(job.BackupVaultName)
	}
	points := recoverypoint.Client{API: l.region.API, Points: l.region.Points, Region: l.region.Name, Pace: l.pace}
	ref := recoverypoint.Ref{VaultName: vault, ARN: arn, CreationDate: aws.ToTime(job.CreationDate)}
	if of := job.RecoveryPointLifecycle; of != nil {
		ref.Temporary = of.DeleteAfterEvent == types.LifecycleDeleteAfterEventDeleteAfterCopy
		ref.DeleteAfterDays = aws.ToInt64(of.DeleteAfterDays)
	}
	if ref.Temporary {
		return false
	}
	found := points.Check(ctx, ref, recoverypoint.Patient)
	return awsbackup.IsNotFound(found.Err)
}

// isOld reports whether the job was there before the first attempt: AWS then
// replayed the token. A job that had ended before it is old for certain.
// It is nil if it could not be looked at.
func isOld(reply *backup.StartBackupJobOutput, job *awsbackup.Job, since time.Time) bool {
	limit := since.Add(-ageMargin)
	return before(reply.CreationDate, limit) || job != nil && (before(job.CreationDate, limit) ||
		awsbackup.Finished(job.State) && before(job.CompletionDate, since))
}

// lives reports whether the job was still in flight when this start asked for
// it. One that ended in the second of the first attempt is taken for ended.
func lives(job *awsbackup.Job, since time.Time) bool {
	return awsbackup.InFlight(job.State) ||
		job.CompletionDate != nil && !job.CompletionDate.Before(since.Add(dateGrain))
}

func before(t *time.Time, limit time.Time) bool {
	return t != nil && t.Before(limit)
}
