// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package jobwatch_test

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/aws/smithy-go"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
)

// account is AWS Backup in memory, as far as the watcher needs it. Its clock is
// the test's (in a synctest bubble, a virtual one). Calls that it does not know
// panic on the nil interface.
type account struct {
	awsbackup.API

	latency     time.Duration // of every call
	pageSize    int           // at most; 0 means 1000
	oldestFirst bool
	// fault, if set, is asked first: n counts the calls of that operation from 1.
	fault func(operation string, n int) error
	// alterList, if set, changes a page before it is sent; n counts as above.
	alterList func(n int, out *backup.ListBackupJobsOutput)

	mu    sync.Mutex
	jobs  []*job
	byID  map[string]*job
	calls []call
	count map[string]int
}

type call struct {
	operation string
	at        time.Time
	since     *time.Time
}

// job is one backup job and its life.
type job struct {
	id      string
	created time.Time
	states  []stage
	parent  bool
	// seen and listed are how long after its creation DescribeBackupJob and
	// ListBackupJobs show it; negative means never.
	seen, listed time.Duration
	alter        func(*types.BackupJob) // last touch, in both calls
}

// stage is a state from so long after creation.
type stage struct {
	from  time.Duration
	state types.BackupJobState
}

// lasting is the plain life of a job: it runs a tenth in and completes at d.
func lasting(d time.Duration) []stage {
	return []stage{{0, types.BackupJobStateCreated}, {d / 10, types.BackupJobStateRunning}, {d, types.BackupJobStateCompleted}}
}

// add creates a job now, with the plain life unless it has one.
func (a *account) add(j *job) *job {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.byID == nil {
		a.byID = make(map[string]*job)
	}
	if j.id == "" {
		j.id = fmt.Sprintf("JOB-%06d", len(a.jobs))
	}
	if j.created.IsZero() {
		j.created = time.Now()
	}
	a.jobs = append(a.jobs, j)
	a.byID[j.id] = j
	return j
}

// addMany creates n jobs now that complete after d.
func (a *account) addMany(n int, d time.Duration) []*job {
	jobs := make([]*job, n)
	for i := range jobs {
		jobs[i] = a.add(&job{states: lasting(d)})
	}
	return jobs
}

func (j *job) item(now time.Time) types.BackupJob {
	age := now.Sub(j.created)
	item := types.BackupJob{BackupJobId: aws.String(j.id), CreationDate: aws.Time(j.created), IsParent: j.parent}
	for _, s := range j.states {
		if age >= s.from {
			item.State = s.state
		}
	}
	if j.alter != nil {
		j.alter(&item)
	}
	return item
}

func visible(lag time.Duration, age time.Duration) bool { return lag >= 0 && age >= lag }

// arrive notes a call and gives the fault to answer with, if any.
func (a *account) arrive(ctx context.Context, operation string, since *time.Time) (int, error) {
	a.mu.Lock()
	if a.count == nil {
		a.count = make(map[string]int)
	}
	a.count[operation]++
	n := a.count[operation]
	a.calls = append(a.calls, call{operation, time.Now(), since})
	a.mu.Unlock()

	if a.latency > 0 {
		timer := time.NewTimer(a.latency)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-ctx.Done():
		}
	}
	if err := ctx.Err(); err != nil {
		return n, err
	}
	if a.fault != nil {
		return n, a.fault(operation, n)
	}
	return n, nil
}

func (a *account) DescribeBackupJob(ctx context.Context, in *backup.DescribeBackupJobInput, _ ...func(*backup.Options)) (*backup.DescribeBackupJobOutput, error) {
	if _, err := a.arrive(ctx, "DescribeBackupJob", nil); err != nil {
		return nil, err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	now := time.Now()
	j := a.byID[aws.ToString(in.BackupJobId)]
	if j == nil || !visible(j.seen, now.Sub(j.created)) {
		return nil, fail("ResourceNotFoundException")
	}
	out := awsbackup.JobFromListItem(j.item(now))
	if j.parent {
		out.NumberOfChildJobs = aws.Int64(3)
		out.ChildJobsInState = map[string]int64{"COMPLETED": 3}
	}
	return out, nil
}

func (a *account) ListBackupJobs(ctx context.Context, in *backup.ListBackupJobsInput, _ ...func(*backup.Options)) (*backup.ListBackupJobsOutput, error) {
	n, err := a.arrive(ctx, "ListBackupJobs", in.ByCreatedAfter)
	if err != nil {
		return nil, err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	now := time.Now()
	var shown []*job
	for _, j := range a.jobs {
		if in.ByCreatedAfter != nil && !j.created.After(*in.ByCreatedAfter) || !visible(j.listed, now.Sub(j.created)) {
			continue
		}
		shown = append(shown, j)
	}
	if !a.oldestFirst {
		slices.Reverse(shown)
	}
	out := &backup.ListBackupJobsOutput{}
	shown, out.NextToken = page(shown, in.NextToken, in.MaxResults, a.pageSize)
	for _, j := range shown {
		out.BackupJobs = append(out.BackupJobs, j.item(now))
	}
	if a.alterList != nil {
		a.alterList(n, out)
	}
	return out, nil
}

// page cuts one page out of all members; tokens are offsets.
func page[T any](items []T, token *string, limit *int32, most int) ([]T, *string) {
	size := int(aws.ToInt32(limit))
	if most > 0 {
		size = min(size, most)
	}
	from, _ := strconv.Atoi(aws.ToString(token))
	from = min(from, len(items))
	to := min(from+size, len(items))
	if to < len(items) {
		return items[from:to], aws.String(strconv.Itoa(to))
	}
	return items[from:to], nil
}

// made is how often an operation was called.
func (a *account) made(operation string) int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.count[operation]
}

// sweeps groups the calls by the instant at which they were made.
func (a *account) sweeps() [][]call {
	a.mu.Lock()
	defer a.mu.Unlock()
	var groups [][]call
	for i, c := range a.calls {
		if i == 0 || c.at.Sub(a.calls[i-1].at) > a.latency {
			groups = append(groups, nil)
		}
		groups[len(groups)-1] = append(groups[len(groups)-1], c)
	}
	return groups
}

// fail is an answer of AWS with that code.
func fail(code string) error {
	return &smithy.OperationError{ServiceID: "Backup", OperationName: "Some", Err: &smithy.GenericAPIError{Code: code, Message: "a message"}}
}

// failing is the fault of an operation that always gets that error.
func failing(operation string, err error) func(string, int) error {
	return func(called string, _ int) error {
		if called == operation {
			return err
		}
		return nil
	}
}

// during is the fault of every call between two times after now.
func during(from, to time.Duration, err error) func(string, int) error {
	began := time.Now()
	return func(string, int) error {
		if d := time.Since(began); d > from && d < to {
			return err
		}
		return nil
	}
}

// within fails the test if got is outside.
func within[T int | time.Duration](t *testing.T, what string, got, low, high T) {
	t.Helper()
	if got < low || got > high {
		t.Errorf("%s: got %v, want %v to %v", what, got, low, high)
	}
}
