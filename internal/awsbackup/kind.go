// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsbackup

import (
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/backup/types"
)

// Kind describes one kind of job to code that handles every kind alike. J is
// the kind's one shape of a job, as [Job] is for backup jobs.
//
// The kinds of AWS Backup are [BackupJobs], [CopyJobs] and [RestoreJobs].
type Kind[J any] struct {
	// Name is the kind in messages, such as "backup job".
	Name string
	// DescribeOperation and ListOperation are API names, IDMember is the API
	// name of the job ID.
	DescribeOperation, ListOperation, IDMember string
	// States are the known states.
	States map[string]JobState
	// UnknownInFlight treats a state that is not in States as in flight until
	// AWS reports a completion date, and as ended from then on. Otherwise such
	// a state has StageUnknown.
	UnknownInFlight bool
	// ListLacksCounts says that only Describe knows the child counts of a parent
	// job.
	ListLacksCounts bool

	// Describe reads one job. The ID of the job that it returns is never nil.
	Describe func(ctx context.Context, api API, id string) (*J, error)
	// List reads one page of jobs. Each job is a value of its own, which keeps
	// no other one in memory.
	List func(ctx context.Context, api API, page JobPage) (jobs []*J, nextToken *string, err error)
	// Fields are what a job shows. Kind, Stage and Phase are left to [Kind.Observe].
	Fields func(job *J) Observation
}

// JobPage selects one page of a list of jobs.
type JobPage struct {
	CreatedAfter time.Time // zero: no bound
	Size         int32     // 1 to 1,000
	Token        *string   // nil for the first page
}

// JobState is what is known of one state of a job.
type JobState struct {
	Stage Stage
	Phase string // the state in plain words, such as "backing up"
}

// Stage is how far a job is, whatever its kind calls the state.
type Stage int

// The stages of a job.
const (
	StageUnknown   Stage = iota // a state that this program does not know, or none
	StageInFlight               // not over
	StageEnded                  // over without success
	StageSucceeded              // over with success; the message may still report issues
)

// Finished reports that the job is over: its record will not change any more.
func (s Stage) Finished() bool { return s == StageEnded || s == StageSucceeded }

// Observation is what AWS has shown of a job of any kind. Text that AWS left
// out is "", other members are nil.
type Observation struct {
	Kind  string // [Kind.Name]
	Stage Stage
	State string
	Phase string // the state in plain words, "" for an unknown one

	ID              string
	ParentID        string
	IsParent        bool
	AccountID       string
	StatusMessage   string
	MessageCategory string

	// ResourceARN is the resource that was backed up.
	ResourceARN, ResourceType, RoleARN string
	// VaultARN is the vault that the point is in: a copy's destination, a
	// restore's source. VaultName is known of backup jobs only.
	VaultName, VaultARN string
	// RecoveryPointARN is the point that a backup job makes, a copy job copies
	// or a restore job restores.
	RecoveryPointARN string
	// ResultARN is what the job has made: the point, the copy or the restored
	// resource.
	ResultARN string
	// Lifecycle is that of the point that the job makes.
	Lifecycle *types.Lifecycle

	Created, Completed, StartBy, ExpectedCompletion *time.Time
	// LacksVSS says that a Windows VSS backup was asked for and the completed
	// job made one without.
	LacksVSS bool
	// PercentDone is AWS's text, which need not be a number.
	PercentDone string
	// BytesDone and BytesTotal are 0 where AWS does not count.
	BytesDone, BytesTotal int64
	// NumberOfChildJobs and ChildJobsInState are not in lists of backup jobs,
	// and never known of restore jobs.
	NumberOfChildJobs *int64
	ChildJobsInState  map[string]int64
}

// Finished reports that the job is over.
func (o *Observation) Finished() bool { return o.Stage.Finished() }

// Succeeded reports that the job is over and completed.
func (o *Observation) Succeeded() bool { return o.Stage == StageSucceeded }

// Observe returns what the job shows, with its stage.
func (k *Kind[J]) Observe(job *J) *Observation {
	o := k.Fields(job)
	o.Kind, o.Stage, o.Phase = k.Name, k.Stage(o.State), k.States[o.State].Phase
	if o.Stage == StageUnknown && k.UnknownInFlight && o.State != "" {
		o.Stage = StageInFlight
		if o.Completed != nil {
			o.Stage = StageEnded
		}
	}
	return &o
}

// Stage returns the stage of a state, StageUnknown if the state is not known.
func (k *Kind[J]) Stage(state string) Stage { return k.States[state].Stage }

// KnownStates are the kind's states in alphabetical order.
func (k *Kind[J]) KnownStates() []string { return slices.Sorted(maps.Keys(k.States)) }

// ErrNoAnswer is a call that succeeded without an answer. It may pass.
var ErrNoAnswer = errors.New("the answer was empty")

// identified gives a described job the ID that was asked for if it lacks one.
func identified[J any](job *J, err error, id string, member func(*J) **string) (*J, error) {
	switch {
	case err != nil:
		return nil, err
	case job == nil:
		return nil, ErrNoAnswer
	case *member(job) == nil:
		named := *job
		*member(&named) = &id
		return &named, nil
	}
	return job, nil
}
