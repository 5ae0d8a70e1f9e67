// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator_test

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"
)

func TestJobGoesThroughItsStates(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	out := l.backup(t, volume)
	if !out.CreationDate.Equal(start) {
		t.Errorf("created %v, want %v", out.CreationDate, start)
	}
	steps := []struct {
		after time.Duration
		want  types.BackupJobState
	}{
		{0, types.BackupJobStateCreated},
		{5 * time.Second, types.BackupJobStatePending},
		{15 * time.Second, types.BackupJobStateRunning},
		{239 * time.Second, types.BackupJobStateRunning},
		{time.Second, types.BackupJobStateCompleted},
	}
	for _, step := range steps {
		l.Advance(step.after)
		job := l.describe(t, out.BackupJobId)
		if job.State != step.want {
			t.Errorf("at %v: state %s, want %s", l.Now().Sub(start), job.State, step.want)
		}
	}
	job := l.describe(t, out.BackupJobId)
	if aws.ToString(job.PercentDone) != "100.0" || aws.ToString(job.MessageCategory) != "SUCCESS" {
		t.Errorf("percent %q, category %q", aws.ToString(job.PercentDone), aws.ToString(job.MessageCategory))
	}
	if want := start.Add(260 * time.Second); !job.CompletionDate.Equal(want) {
		t.Errorf("completed %v, want %v", job.CompletionDate, want)
	}
	point, err := l.point(t, "Default", job.RecoveryPointArn)
	if err != nil {
		t.Fatal(err)
	}
	if point.Status != types.RecoveryPointStatusCompleted {
		t.Errorf("point is %s", point.Status)
	}
}
