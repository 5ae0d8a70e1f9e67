// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

func TestAJobWhoseVaultGoesAwayFails(t *testing.T) {
	t.Parallel()
	for _, after := range []time.Duration{0, time.Minute} {
		l := newLab(t)
		l.home().AddVault(emulator.Vault{Name: "brief"})
		out := l.backup(t, files, in("brief"))
		l.Advance(after)
		l.home().RemoveVault("brief")
		l.Advance(time.Hour)
		job := l.describe(t, out.BackupJobId)
		if job.State != types.BackupJobStateFailed || !strings.Contains(aws.ToString(job.StatusMessage), "backup-vault:brief does not exist") {
			t.Errorf("after %v: %s %s", after, job.State, aws.ToString(job.StatusMessage))
		}
		if points := l.home().RecoveryPoints(); len(points) > 0 {
			t.Errorf("after %v: %+v", after, points)
		}
	}
}

// TestManyAtOnce is for the race detector, and for lost or doubled jobs.
func TestManyAtOnce(t *testing.T) {
	t.Parallel()
	l := newLab(t, emulator.WithTimeScale(1000))
	var all sync.WaitGroup
	const each, workers = 10, 8
	for worker := range workers {
		all.Go(func() {
			for i := range each {
				out, err := l.start(t, volumeARN(worker*each+i))
				if err != nil {
					t.Error(err)
					return
				}
				l.Advance(100 * time.Millisecond)
				_, err = l.client.DescribeBackupJob(t.Context(), &backup.DescribeBackupJobInput{BackupJobId: out.BackupJobId})
				if err != nil {
					t.Error(err)
				}
				if _, err := l.client.ListBackupJobs(t.Context(), &backup.ListBackupJobsInput{}); err != nil {
					t.Error(err)
				}
				l.Inject(emulator.Fault{Kind: emulator.Throttle, Operation: "ListTags"})
				l.Requests()
				l.home().Jobs()
			}
		})
	}
	all.Wait()
	l.Advance(time.Second)
	jobs := l.home().Jobs()
	if len(jobs) != each*workers {
		t.Errorf("%d jobs, want %d", len(jobs), each*workers)
	}
	for _, job := range jobs {
		if job.State != "COMPLETED" {
			t.Errorf("%s is %s", job.ID, job.State)
		}
	}
}

// TestEventsFireAtTheirOwnInstants looks once, long after: everything must have
// happened as if a user had watched.
func TestEventsFireAtTheirOwnInstants(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	for range 3 { // one after the other: 260 s each
		l.backup(t, volume, keep(0, 1))
	}
	l.Advance(12 * time.Hour)
	for i, job := range l.home().Jobs() {
		if want := start.Add(time.Duration(i+1) * 260 * time.Second); !job.Completed.Equal(want) {
			t.Errorf("job %d completed %v, want %v", i, job.Completed, want)
		}
	}
	l.Advance(day)
	if points := l.home().RecoveryPoints(); len(points) != 0 {
		t.Errorf("left: %+v", points)
	}
	// A bucket's point has the time at which it was made in its name.
	out := l.backup(t, bucket)
	made := l.Now().Add(20*time.Second + 12*time.Minute)
	l.Advance(day)
	if got := aws.ToString(l.describe(t, out.BackupJobId).RecoveryPointArn); !strings.Contains(got, made.Format("-20060102150405-")) {
		t.Errorf("%s was not made %v", got, made)
	}
}
