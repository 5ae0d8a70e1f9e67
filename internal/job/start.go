// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package job

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/smithy-go/middleware"
	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/jobwatch"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// ageMargin is how much older than the first attempt a job may look and still
// be new: the Date header has whole seconds and the clocks of AWS's hosts differ
// a little.
const ageMargin = 3 * time.Second

// dateGrain is how exact the Date header is.
const dateGrain = time.Second

// answerGrace is how long an interrupted start may still be answered, so that
// the ID of a job that AWS has accepted reaches the state.
const answerGrace = 700 * time.Millisecond

// maxReplays bounds how many ended jobs of the same request one start skips.
// Each is a real earlier job, so more than a few are already odd.
const maxReplays = 100

// Starter starts jobs of one kind in one Region, for resources and actions
// alike, so that one request never has two jobs in flight.
type Starter[J any] struct {
	Kind    *Kind[J]
	Watcher *jobwatch.Watcher[J]
	Owners  *providerdata.Owners
	Pace    providerdata.Pace
	Region  string
}

// NewStarter makes the starter of a Region.
func NewStarter[J any](kind *Kind[J], region *providerdata.Region, pace providerdata.Pace) Starter[J] {
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
	// Warnings name the jobs that were resumed, adopted or skipped.
	Warnings diag.Diagnostics
}

// Start starts the job: it sends the request until AWS answers with a job that
// belongs to it, a new one or one of the same request that is still in flight.
// The job is owned from then on, see [providerdata.Owners].
//
// Errors are AWS's own, those of [jobwatch.Watcher.Wait], [*TokenMismatchError],
// [*TokenSharedError], [*TokenSpentError], [*UnseenJobError], [*NoJobIDError] and
// [*ManyReplaysError].
func (s Starter[J]) Start(ctx context.Context, r Request[J]) (Result[J], error) {
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
	for range maxReplays {
		sent, since, err := s.send(ctx, r, out.Token)
		if err != nil {
			return out, err
		}
		id := sent.JobID
		if id == "" {
			return out, &NoJobIDError{Operation: s.Kind.StartOperation}
		}
		// A job that an explicit token led to is owned once it is known to be
		// of this request: until then it may be another's.
		if !r.Explicit && !s.Owners.Own(id) {
			out.Token = SaltToken(out.Token, id) // an equal resource of this apply has it
			continue
		}
		job, err := s.Watcher.Wait(ctx, jobwatch.Request{ID: id, Created: date(sent.CreationDate), Until: jobwatch.Seen})
		if err != nil && !before(sent.CreationDate, since.Add(-ageMargin)) && (!r.Explicit || s.Owners.Own(id)) {
			out.JobID = id
			return out, err
		}
		found := replayedJob[J]{id: id, job: job, unseen: err}
		if job != nil {
			found.observed = s.Kind.Observe(job)
			found.wasInFlight = wasInFlight(found.observed, since)
		}
		found.old = s.Owners.Left(id) || isOld(sent, found.observed, since)
		warnings, err := s.resumeOrAdopt(ctx, r, found)
		out.Warnings.Append(warnings...)
		switch {
		case errors.Is(err, errEnded):
			s.Owners.Release(id)
			out.Token = SaltToken(out.Token, id)
			continue
		case err != nil:
			return out, err
		}
		out.JobID, out.Job = id, job
		return out, nil
	}
	return out, &ManyReplaysError{Jobs: maxReplays, Noun: s.Kind.Noun}
}

// send makes the call, with the retries for an IAM role that AWS Backup cannot
// assume yet. The time it returns is, on AWS's clock, just before the first
// attempt: an older job was not made by this call.
func (s Starter[J]) send(ctx context.Context, r Request[J], token string) (Sent, time.Time, error) {
	begin := time.Now()
	for {
		sent, err := r.Send(ctx, token, awsbackup.FinishAttempt(answerGrace))
		if err == nil {
			now, ok := awsbackup.ServerTime(sent.Metadata)
			if !ok {
				now = time.Now()
			}
			return sent, now.Add(-time.Since(begin)), nil
		}
		if !awsbackup.IsRoleNotAssumable(err) || time.Since(begin) > s.Pace.RoleRetryFor {
			return Sent{}, time.Time{}, err
		}
		if providerdata.Sleep(ctx, s.Pace.RoleRetryEvery) != nil {
			return Sent{}, time.Time{}, err
		}
	}
}

// replayedJob is the job that a token led to, which may be older than the call.
type replayedJob[J any] struct {
	id          string
	job         *J                     // nil if it could not be read
	observed    *awsbackup.Observation // of job
	unseen      error                  // why it could not be read
	old         bool                   // created before this start
	wasInFlight bool                   // when this start asked
}

// errEnded says that a derived token led to a job that is over: the next start
// needs another token.
var errEnded = errors.New("the job had ended before this start")

func (s Starter[J]) resumeOrAdopt(ctx context.Context, r Request[J], found replayedJob[J]) (diag.Diagnostics, error) {
	if r.Explicit {
		return s.adopt(ctx, r, found)
	}
	return s.resume(found)
}

// resume decides whether the job that a derived token led to belongs to this
// request: it does if it is new or in flight.
func (s Starter[J]) resume(found replayedJob[J]) (diag.Diagnostics, error) {
	switch {
	case isGone(found.unseen):
		return diag.Diagnostics{s.supersededWarning(found.id, nil)}, errEnded
	case found.unseen != nil:
		s.Owners.Release(found.id)
		return nil, &UnseenJobError{Kind: s.Kind.Name, JobID: found.id, Err: found.unseen}
	case !found.old:
		return nil, nil
	case found.wasInFlight:
		return diag.Diagnostics{s.resumedWarning(found.observed)}, nil
	}
	return diag.Diagnostics{s.supersededWarning(found.id, found.observed)}, errEnded
}

// adopt decides whether the job that an explicit token led to is the one that
// the configuration describes, and owns it.
func (s Starter[J]) adopt(ctx context.Context, r Request[J], found replayedJob[J]) (diag.Diagnostics, error) {
	spent := func(why string) error {
		return &TokenSpentError{JobID: found.id, Noun: s.Kind.Noun, Why: why}
	}
	if isGone(found.unseen) {
		return nil, spent("whose record AWS Backup has dropped")
	}
	if found.unseen != nil {
		return nil, &UnseenJobError{Kind: s.Kind.Name, JobID: found.id, Err: found.unseen}
	}
	if err := r.Mismatch(found.job); err != nil {
		return nil, err
	}
	if found.old && !found.wasInFlight {
		if !found.observed.Succeeded() {
			return nil, spent(fmt.Sprintf("which ended %s before this apply (%q)", found.observed.State, found.observed.StatusMessage))
		}
		if result := r.ResultGone(ctx, found.job); result != "" {
			return nil, spent(fmt.Sprintf("whose %s has been deleted", result))
		}
	}
	switch {
	case !s.Owners.Own(found.id):
		return nil, &TokenSharedError{JobID: found.id, Noun: s.Kind.Noun}
	case !found.old:
		return nil, nil
	case found.wasInFlight:
		return diag.Diagnostics{s.resumedWarning(found.observed)}, nil
	default:
		return diag.Diagnostics{s.adoptedWarning(found.observed)}, nil
	}
}

// isGone reports a wait that ended because AWS has dropped the job's record.
func isGone(err error) bool {
	_, gone := errors.AsType[*jobwatch.GoneError](err)
	return gone
}

// isOld reports whether the job was created before the first attempt: AWS then
// replayed the token. A job that had ended before it is old for certain. job is
// nil if it could not be read.
func isOld(sent Sent, job *awsbackup.Observation, since time.Time) bool {
	limit := since.Add(-ageMargin)
	return before(sent.CreationDate, limit) || job != nil && (before(job.Created, limit) ||
		job.Finished() && before(job.Completed, since))
}

// wasInFlight reports whether the job was still in flight when this start asked
// for it, although it may have ended since.
func wasInFlight(job *awsbackup.Observation, since time.Time) bool {
	return job.Stage == awsbackup.StageInFlight ||
		job.Completed != nil && !job.Completed.Before(since.Add(dateGrain))
}

func before(t *time.Time, limit time.Time) bool {
	return t != nil && t.Before(limit)
}

// date is the zero time for nil.
func date(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return *t
}
