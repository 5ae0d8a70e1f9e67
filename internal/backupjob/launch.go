// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/jobwatch"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
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
		free := l.region.Claims.Claim(id)
		if !free && !o.Explicit {
			// An equal resource of this apply has it.
			out.Token = saltToken(out.Token, id)
			continue
		}
		job, err := l.region.Jobs.Wait(ctx, jobwatch.Request{ID: id, Created: aws.ToTime(reply.CreationDate), Until: jobwatch.Seen})
		switch {
		case err == nil:
		case free && !before(reply.CreationDate, since.Add(-ageMargin)):
			out.JobID = id
			return out, err
		default:
			if free {
				l.region.Claims.Release(id)
			}
			if _, gone := errors.AsType[*jobwatch.GoneError](err); !gone {
				return out, &UnseenJobError{JobID: id, Err: err}
			}
			if o.Explicit {
				return out, &TokenSpentError{JobID: id, Why: "whose record AWS Backup has dropped"}
			}
			out.Warnings.Append(supersededWarning(id, nil, l.region.Name))
			out.Token = saltToken(out.Token, id)
			continue
		}
		old := isOld(reply, job, since)
		if o.Explicit {
			warning, err := l.adopt(ctx, o, job, since, free, old)
			if err != nil {
				return out, err
			}
			out.Warnings.Append(warning...)
			out.JobID, out.Job = id, job
			return out, nil
		}
		if !old || lives(job, since) {
			if old {
				out.Warnings.Append(resumedWarning(job))
			}
			out.JobID, out.Job = id, job
			return out, nil
		}
		l.region.Claims.Release(id)
		out.Warnings.Append(supersededWarning(id, job, l.region.Name))
		out.Token = saltToken(out.Token, id)
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
			now, ok := awsmiddleware.GetServerTime(reply.ResultMetadata)
			if !ok {
				now = time.Now()
			}
			return reply, now.Add(-time.Since(begin)), nil
		}
		if !awsbackup.IsRoleNotAssumable(err) || time.Since(begin) > l.pace.RoleRetryFor {
			return nil, time.Time{}, err
		}
		if sleep(ctx, l.pace.RoleRetryEvery) != nil {
			return nil, time.Time{}, err
		}
	}
}

// adopt decides whether the job that an explicit token led to is the one that
// the configuration describes. AWS matches on the token alone.
func (l launcher) adopt(ctx context.Context, o order, job *awsbackup.Job, since time.Time, free, old bool) (diag.Diagnostics, error) {
	id := aws.ToString(job.BackupJobId)
	release := func() {
		if free {
			l.region.Claims.Release(id)
		}
	}
	mismatch := &TokenMismatchError{Job: job, Input: o.Input}
	switch {
	case !mismatch.matches():
		release()
		return nil, mismatch
	case !free:
		return nil, &TokenSharedError{JobID: id}
	case !old:
		return nil, nil
	case lives(job, since):
		return diag.Diagnostics{resumedWarning(job)}, nil
	case !awsbackup.Succeeded(job.State):
		release()
		return nil, &TokenSpentError{JobID: id, Why: fmt.Sprintf("which ended %s before this apply (%q)", job.State, aws.ToString(job.StatusMessage))}
	case l.pointGone(ctx, job):
		release()
		return nil, &TokenSpentError{JobID: id, Why: fmt.Sprintf("whose recovery point %s has been deleted", aws.ToString(job.RecoveryPointArn))}
	}
	return diag.Diagnostics{adoptedWarning(job)}, nil
}

// pointGone reports that there is nothing left of a finished backup. A doubt is
// no proof.
func (l launcher) pointGone(ctx context.Context, job *awsbackup.Job) bool {
	var m Model
	m.FromJob(job)
	if m.RecoveryPointARN.ValueString() == "" || m.Temporary() {
		return false
	}
	_, err := visiblePoint(ctx, l.region, l.pace, &m)
	return awsbackup.IsNotFound(err)
}

// isOld reports whether the job was there before the first attempt: AWS then
// replayed the token. A job that had ended before it is old for certain.
func isOld(reply *backup.StartBackupJobOutput, job *awsbackup.Job, since time.Time) bool {
	return before(reply.CreationDate, since.Add(-ageMargin)) ||
		before(job.CreationDate, since.Add(-ageMargin)) ||
		awsbackup.Finished(job.State) && before(job.CompletionDate, since)
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

// sleep waits for d or until the context is done, whichever comes first.
func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
