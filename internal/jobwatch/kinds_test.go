// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package jobwatch_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/jobwatch"
)

// otherKinds is an account whose jobs are copy jobs and restore jobs as well.
type otherKinds struct{ *account }

func copyJob(j *awsbackup.Job) *awsbackup.CopyJob {
	return &awsbackup.CopyJob{
		CopyJobId: j.BackupJobId, CreationDate: j.CreationDate, CompletionDate: j.CompletionDate,
		State: types.CopyJobState(j.State), IsParent: j.IsParent, StatusMessage: j.StatusMessage,
	}
}

func (o otherKinds) DescribeCopyJob(ctx context.Context, in *backup.DescribeCopyJobInput, _ ...func(*backup.Options)) (*backup.DescribeCopyJobOutput, error) {
	job, err := o.DescribeBackupJob(ctx, &backup.DescribeBackupJobInput{BackupJobId: in.CopyJobId})
	if err != nil {
		return nil, err
	}
	return &backup.DescribeCopyJobOutput{CopyJob: copyJob(job)}, nil
}

func (o otherKinds) ListCopyJobs(ctx context.Context, in *backup.ListCopyJobsInput, _ ...func(*backup.Options)) (*backup.ListCopyJobsOutput, error) {
	page, err := o.ListBackupJobs(ctx, &backup.ListBackupJobsInput{ByCreatedAfter: in.ByCreatedAfter, MaxResults: in.MaxResults, NextToken: in.NextToken})
	if err != nil {
		return nil, err
	}
	out := &backup.ListCopyJobsOutput{NextToken: page.NextToken}
	for _, item := range page.BackupJobs {
		out.CopyJobs = append(out.CopyJobs, *copyJob(awsbackup.JobFromListItem(item)))
	}
	return out, nil
}

func (o otherKinds) DescribeRestoreJob(ctx context.Context, in *backup.DescribeRestoreJobInput, _ ...func(*backup.Options)) (*backup.DescribeRestoreJobOutput, error) {
	job, err := o.DescribeBackupJob(ctx, &backup.DescribeBackupJobInput{BackupJobId: in.RestoreJobId})
	if err != nil {
		return nil, err
	}
	return &backup.DescribeRestoreJobOutput{
		RestoreJobId: job.BackupJobId, CreationDate: job.CreationDate, CompletionDate: job.CompletionDate, Status: types.RestoreJobStatus(job.State), IsParent: job.IsParent,
	}, nil
}

func (o otherKinds) ListRestoreJobs(ctx context.Context, in *backup.ListRestoreJobsInput, _ ...func(*backup.Options)) (*backup.ListRestoreJobsOutput, error) {
	page, err := o.ListBackupJobs(ctx, &backup.ListBackupJobsInput{ByCreatedAfter: in.ByCreatedAfter, MaxResults: in.MaxResults, NextToken: in.NextToken})
	if err != nil {
		return nil, err
	}
	out := &backup.ListRestoreJobsOutput{NextToken: page.NextToken}
	for _, item := range page.BackupJobs {
		out.RestoreJobs = append(out.RestoreJobs, types.RestoreJobsListMember{
			RestoreJobId: item.BackupJobId, CreationDate: item.CreationDate, CompletionDate: item.CompletionDate, Status: types.RestoreJobStatus(item.State), IsParent: item.IsParent,
		})
	}
	return out, nil
}

// A kind of job is watched in the way of backup jobs, at the same cost.
func testKind[J any](t *testing.T, kind *awsbackup.Kind[J]) {
	wait := func(t *testing.T, a *account, j *job) (*awsbackup.Observation, error) {
		job, err := jobwatch.New(kind, otherKinds{a}, jobwatch.Config{}).Wait(t.Context(), jobwatch.Request{ID: j.id, Created: j.created})
		if err != nil {
			return nil, err
		}
		return kind.Observe(job), nil
	}
	inBubble(t, "many", func(t *testing.T) {
		a := &account{}
		jobs := a.addMany(100, time.Hour)
		within(t, "late", waitAllOf(t, kind, jobwatch.New(kind, otherKinds{a}, jobwatch.Config{}), jobs), 0, 30*time.Second)
		budgets(t, a, len(jobs))
	})
	inBubble(t, "one", func(t *testing.T) {
		a := &account{}
		got, err := wait(t, a, a.add(&job{id: "one", states: lasting(time.Minute)}))
		if err != nil || got.ID != "one" || got.Kind != kind.Name || got.Phase != "completed" || !got.Succeeded() {
			t.Errorf("got %+v, %v; want the completed job", got, err)
		}
	})
	inBubble(t, "parent", func(t *testing.T) {
		a := &account{}
		jobs := a.addMany(20, time.Minute)
		for _, j := range jobs {
			j.parent = true
		}
		waitAllOf(t, kind, jobwatch.New(kind, otherKinds{a}, jobwatch.Config{}), jobs)
		if got := a.made("DescribeBackupJob") > 0; got != kind.ListLacksCounts {
			t.Errorf("described after listing: %t, want %t", got, kind.ListLacksCounts)
		}
	})
	inBubble(t, "gone", func(t *testing.T) {
		_, err := wait(t, &account{}, &job{id: "unknown"})
		if gone, ok := errors.AsType[*jobwatch.GoneError](err); !ok || gone.Kind != kind.Name || gone.ID != "unknown" {
			t.Errorf("got %v, want a GoneError of the %s", err, kind.Name)
		}
	})
	t.Run("no ID", func(t *testing.T) {
		t.Parallel()
		_, err := wait(t, &account{}, &job{})
		if empty, ok := errors.AsType[*awsbackup.EmptyIDError](err); !ok || empty.Operation != kind.DescribeOperation || empty.Member != kind.IDMember {
			t.Errorf("got %v, want an EmptyIDError of %s", err, kind.DescribeOperation)
		}
	})
}

func TestWatcher_backupJobs(t *testing.T)  { t.Parallel(); testKind(t, awsbackup.BackupJobs) }
func TestWatcher_copyJobs(t *testing.T)    { t.Parallel(); testKind(t, awsbackup.CopyJobs) }
func TestWatcher_restoreJobs(t *testing.T) { t.Parallel(); testKind(t, awsbackup.RestoreJobs) }

// A copy job in a state that nobody knows is in flight until AWS gives it an end.
func TestWatcher_unknownStateOfCopy(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name  string
		ended time.Duration // when the completion date appears; 0 for never
		last  types.BackupJobState
		want  awsbackup.Stage
		late  time.Duration
	}{
		{name: "passes", last: "COMPLETED", want: awsbackup.StageSucceeded, late: time.Hour},
		{name: "ends", ended: 30 * time.Minute, last: "ABORTED", want: awsbackup.StageEnded, late: 30 * time.Minute},
	} {
		for _, n := range []int{1, 20} {
			inBubble(t, test.name, func(t *testing.T) {
				a := &account{}
				jobs := make([]*job, n)
				for i := range jobs {
					j := a.add(&job{states: []stage{{0, "CREATED"}, {time.Minute, "COMPLETING"}, {time.Hour, test.last}}})
					j.alter = func(item *types.BackupJob) {
						if age := time.Since(j.created); test.ended > 0 && age >= test.ended {
							item.CompletionDate = aws.Time(j.created.Add(test.ended))
						}
					}
					jobs[i] = j
				}
				got, err := jobwatch.New(awsbackup.CopyJobs, otherKinds{a}, jobwatch.Config{}).Wait(t.Context(), jobwatch.Request{ID: jobs[0].id, Created: jobs[0].created})
				if err != nil {
					t.Fatal(err)
				}
				if o := awsbackup.CopyJobs.Observe(got); o.Stage != test.want {
					t.Errorf("got stage %d in state %s, want %d", o.Stage, o.State, test.want)
				}
				within(t, "after", time.Since(jobs[0].created), test.late, test.late+30*time.Second)
			})
		}
	}
}
