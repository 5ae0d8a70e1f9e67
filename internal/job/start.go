// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package job

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/aws/smithy-go/middleware"
	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/jobwatch"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// answerGrace is how long an interrupted start may still be answered, so that
// the ID of a job that AWS has accepted reaches the state.
const answerGrace = 700 * time.Millisecond

// maxReplays bounds how many ended jobs of the same request one start skips.
// Each is a real earlier job, so more than a few are already odd.
const maxReplays = 100

// maxUndated bounds how many ended jobs without a date to rely on one start
// skips: each may be one that this very start has made.
const maxUndated = 4

// Starter starts jobs of one kind in one Region, for resources and actions
// alike, so that one request never has two jobs in flight.
type Starter[J any] struct {
	Kind    *Kind[J]
	Watcher *jobwatch.Watcher[J]
	Owners  *providerdata.Owners
	Pace    providerdata.RetryIntervals
	Region  string
}

// NewStarter makes the starter of a Region.
func NewStarter[J any](kind *Kind[J], region *providerdata.Region, pace providerdata.RetryIntervals) Starter[J] {
	return Starter[J]{Kind: kind, Watcher: kind.Watcher(region), Owners: region.Owners, Pace: pace, Region: region.Name}
}

// Request is one job to start.
type Request[J any] struct {
	// Send makes the call with a token and these options.
	Send func(ctx context.Context, token string, options ...func(*backup.Options)) (Sent, error)
	// Token is the idempotency token; Explicit says that it is the user's own.
	Token    string
	Explicit bool
	// Mismatch returns an error, usually a [*TokenMismatchError], if the job
	// that an explicit token led to is not the job that is requested. AWS
	// compares the token alone.
	Mismatch func(*J) error
	// ResultGone describes what an ended job made and is gone, such as
	// "recovery point ARN", and is "" for a result that is there or in doubt.
	ResultGone func(context.Context, *J) string
	// Intent is what the derived token stands for, alike in the object that leaves
	// a job behind and in the one that continues with it. "" is none.
	Intent string
	// KeepExpired keeps a job that was handed over and whose record has expired,
	// instead of starting another.
	KeepExpired bool
	// Repeats is an error if no other job must be started, because this one of the
	// same request has completed, and no object of this process had it. now is by
	// AWS's clock. It may be nil.
	Repeats func(job *J, now time.Time) error
	// Earlier finds a job in flight of the same request by other means than the
	// token, which AWS may have forgotten, and owns it by own; nil if there is
	// none. It is not asked for an explicit token, and may be nil.
	Earlier func(ctx context.Context, own func(id string) bool) (*J, diag.Diagnostics, error)
}

// Sent is AWS's answer to a start.
type Sent struct {
	JobID        string
	CreationDate *time.Time
	Metadata     middleware.Metadata
}

// Result is a job that was started, or found in flight.
type Result[J any] struct {
	// JobID is set as soon as AWS has given one, also next to an error.
	JobID string
	// Token is the token that belongs to the job.
	Token string
	// Job is the job as it was first seen; nil if it was not.
	Job *J
	// Created is AWS's date of the job in the answer to the start, or else, of a job
	// that was not seen, the date of that answer; nil if neither is known.
	Created *time.Time
	// Expired says that the record of the job has expired: nothing can be learned
	// of it any more.
	Expired bool
	// Warnings name the jobs that were resumed, adopted or skipped.
	Warnings diag.Diagnostics
}

// Start starts the job: it sends the request until AWS answers with a job that
// belongs to it, a new one or one of the same request that is still in flight.
// The job is owned from then on, see [providerdata.Owners].
//
// Errors are AWS's own, those of [jobwatch.Watcher.Wait], [*TokenMismatchError],
// [*TokenSharedError], [*TokenSpentError], [*UnseenJobError], [*UndatedJobError],
// [*NoJobIDError] and [*ManyReplaysError].
func (s Starter[J]) Start(ctx context.Context, r Request[J]) (Result[J], error) {
	for _, handed := range s.Owners.Handed(r.Intent) {
		if out, ok, err := s.continueWith(ctx, r, handed); ok {
			return out, err
		}
	}
	if r.Explicit {
		return s.startExplicit(ctx, r)
	}
	return s.startDerived(ctx, r)
}

// startDerived starts a job by a token that is derived from the request. Each
// ended job that it leads to gives way to the next token.
func (s Starter[J]) startDerived(ctx context.Context, r Request[J]) (Result[J], error) {
	out := Result[J]{Token: r.Token}
	if r.Earlier != nil && !r.Explicit {
		found, warnings, err := r.Earlier(ctx, s.Owners.Own)
		out.Warnings.Append(warnings...)
		if err != nil {
			return out, err
		}
		if found != nil {
			o := s.Kind.Observe(found)
			out.Warnings.Append(s.resumedWarning(o))
			out.JobID, out.Job = o.ID, found
			return out, nil
		}
	}
	var before replays
	for range maxReplays {
		sent, err := s.send(ctx, r, out.Token)
		if err != nil {
			return out, err
		}
		if !s.Owners.Own(sent.JobID) {
			out.Token = SaltToken(out.Token, sent.JobID) // an equal resource of this apply has it, or ends it
			continue
		}
		found := s.look(ctx, sent)
		if found.unseen != nil && !found.recordGone() {
			return s.unseen(out, found)
		}
		if warnings, ok := s.resume(ctx, r, found, &before); ok {
			out.Warnings.Append(warnings...)
			return out.with(found), nil
		}
		s.Owners.Release(found.id)
		if r.Repeats != nil && found.observed != nil && found.observed.Succeeded() && !s.Owners.Left(found.id) {
			if err := r.Repeats(found.job, found.clocks()[0].at(found.end)); err != nil {
				return out, err
			}
		}
		out.Warnings.Append(s.supersededWarning(found.id, found.observed))
		if found.undated && before.undated >= maxUndated {
			return out, &UndatedJobError{Kind: s.Kind.Name, JobID: found.id, Created: found.CreationDate, Starts: before.undated + 1}
		}
		out.Token = SaltToken(out.Token, found.id)
		if err := before.next(ctx, s.Pace.ClockCheck, found.attempt, found.age); err != nil {
			return out, err
		}
	}
	return out, &ManyReplaysError{Jobs: maxReplays, Noun: s.Kind.Noun}
}

// unseen is a start whose job could not be read.
func (s Starter[J]) unseen(out Result[J], found replayedJob[J]) (Result[J], error) {
	if !found.old {
		return out.with(found), found.unseen
	}
	s.Owners.Release(found.id)
	return out, &UnseenJobError{Kind: s.Kind.Name, JobID: found.id, Err: found.unseen}
}

func (out Result[J]) with(found replayedJob[J]) Result[J] {
	out.JobID, out.Job, out.Created = found.id, found.job, found.CreationDate
	if now, ok := awsbackup.ServerTime(found.Metadata); ok && out.Created == nil && found.job == nil {
		out.Created = &now
	}
	return out
}

// send makes the call, with the retries for an IAM role that AWS Backup cannot
// assume yet.
func (s Starter[J]) send(ctx context.Context, r Request[J], token string) (attempt, error) {
	begin := time.Now()
	for {
		sent, err := r.Send(ctx, token, awsbackup.FinishAttempt(answerGrace))
		if err == nil && sent.JobID == "" {
			err = &NoJobIDError{Operation: s.Kind.StartOperation}
		}
		if err == nil {
			return attempt{Sent: sent, begin: begin, end: time.Now()}, nil
		}
		if !awsbackup.IsRoleNotAssumable(err) || time.Since(begin) > s.Pace.RoleRetryFor {
			return attempt{}, err
		}
		if providerdata.Sleep(ctx, s.Pace.RoleRetryEvery) != nil {
			return attempt{}, err
		}
	}
}

// replayedJob is the job that a token led to, which may be older than the call.
type replayedJob[J any] struct {
	attempt
	age

	id       string
	job      *J                     // nil if it could not be read
	observed *awsbackup.Observation // of job
	unseen   error                  // why it could not be read
	handed   bool                   // by the leftover that this start replaces
}

// look reads the job that AWS answered with.
func (s Starter[J]) look(ctx context.Context, sent attempt) replayedJob[J] {
	found := replayedJob[J]{attempt: sent, id: sent.JobID}
	found.job, found.unseen = s.Watcher.Wait(ctx, jobwatch.Request{ID: found.id, Created: date(sent.CreationDate), Until: jobwatch.Seen})
	if found.job != nil {
		found.observed = s.Kind.Observe(found.job)
	}
	found.age = judgeAge(sent, found.observed, time.Now())
	if s.Owners.Left(found.id) {
		// However young, it is the job of an object that has been deleted: its
		// replacement needs another.
		found.old, found.earlier = true, false
	}
	return found
}

// recordGone reports a job whose record AWS has dropped. AWS keeps a record for
// 30 days, so a younger job that is not found is only not visible yet, however
// long that takes.
func (f replayedJob[J]) recordGone() bool {
	if _, gone := errors.AsType[*jobwatch.GoneError](f.unseen); !gone {
		return false
	}
	if f.CreationDate == nil {
		return f.old && !f.handed
	}
	return awsbackup.Clock(f.unseen).Sub(*f.CreationDate) > recordLife
}

// resume decides whether the job that a derived token led to belongs to this
// request: it does if it is new, in flight or handed over. ok is false for a job
// that is over.
func (s Starter[J]) resume(ctx context.Context, r Request[J], found replayedJob[J], before *replays) (warnings diag.Diagnostics, ok bool) {
	switch {
	case found.unseen != nil:
		return nil, false
	case found.old && found.observed.State == string(types.BackupJobStateAborted):
		return nil, false // Even if it was stopped meanwhile, by the deletion of an equal resource of this apply.
	case found.earlier, found.old && found.wasInFlight:
		return diag.Diagnostics{s.resumedWarning(found.observed)}, true
	case !found.old:
		return nil, true
	case found.handed && leftResult(found.observed) && r.ResultGone(ctx, found.job) == "":
		return diag.Diagnostics{s.handedWarning(found.observed)}, true
	case before.advanced(found.attempt):
		return diag.Diagnostics{s.disputedWarning(found.observed)}, true
	}
	return nil, false
}

// leftResult reports a job that is over and has made something, if only in part.
func leftResult(o *awsbackup.Observation) bool {
	return o.Succeeded() || o.State == string(types.BackupJobStatePartial)
}

// startExplicit starts a job by the user's own token: it is sent as it is, and
// the job that it leads to is adopted if it is the one that the configuration
// describes.
func (s Starter[J]) startExplicit(ctx context.Context, r Request[J]) (Result[J], error) {
	out := Result[J]{Token: r.Token}
	defer s.Owners.Expect(r.Token)()
	sent, err := s.send(ctx, r, r.Token)
	if err != nil {
		return out, err
	}
	// The job is owned once it is known to be of this request: until then it
	// may be another's. Nobody may end it meanwhile.
	done, ok := s.Owners.Claim(sent.JobID)
	if !ok {
		return out, s.spent(sent.JobID, "which another resource of this apply is stopping or deleting")
	}
	defer done()
	found := s.look(ctx, sent)
	if found.unseen != nil && !found.old && s.Owners.Own(found.id) {
		return out.with(found), found.unseen
	}
	warnings, err := s.adopt(ctx, r, found)
	out.Warnings = warnings
	if err != nil {
		return out, err
	}
	return out.with(found), nil
}

func (s Starter[J]) spent(id, why string) error {
	return &TokenSpentError{JobID: id, Noun: s.Kind.Noun, Why: why}
}

// adopt decides whether the job that an explicit token led to is the one that
// the configuration describes, and owns it.
func (s Starter[J]) adopt(ctx context.Context, r Request[J], found replayedJob[J]) (diag.Diagnostics, error) {
	if found.recordGone() {
		return nil, s.spent(found.id, "whose record AWS Backup has dropped")
	}
	if found.unseen != nil {
		return nil, &UnseenJobError{Kind: s.Kind.Name, JobID: found.id, Err: found.unseen}
	}
	if err := r.Mismatch(found.job); err != nil {
		return nil, err
	}
	if found.old && !found.wasInFlight {
		if !found.observed.Succeeded() {
			return nil, s.spent(found.id, fmt.Sprintf("which ended %s before this apply (%q)", found.observed.State, found.observed.StatusMessage))
		}
		if result := r.ResultGone(ctx, found.job); result != "" {
			return nil, s.spent(found.id, fmt.Sprintf("whose %s has been deleted", result))
		}
	}
	switch {
	case !s.Owners.Own(found.id):
		return nil, &TokenSharedError{JobID: found.id, Noun: s.Kind.Noun}
	case found.old && !found.wasInFlight:
		return diag.Diagnostics{s.adoptedWarning(found.observed)}, nil
	case found.old, found.earlier:
		return diag.Diagnostics{s.resumedWarning(found.observed)}, nil
	}
	return nil, nil
}
