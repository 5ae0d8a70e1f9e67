// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package actions

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
)

func TestOutcome(t *testing.T) {
	t.Parallel()
	created := time.Date(2026, 10, 2, 14, 0, 0, 0, time.UTC)
	completed := created.Add(3*time.Minute + 12*time.Second)
	job := &awsbackup.Job{
		BackupJobId: new("J"), BackupVaultName: new("Default"), State: types.BackupJobStateCompleted, RecoveryPointArn: new("arn:aws:ec2:eu-central-1::snapshot/snap-1"),
		BackupSizeInBytes: new(int64(31675383808)), CreationDate: &created, CompletionDate: &completed,
	}
	want := "backup completed in 3m12s, 29.5 GiB: recovery point arn:aws:ec2:eu-central-1::snapshot/snap-1 in vault Default"
	if got := outcomeLine(job, time.Hour); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	// RDS tells no size, and AWS sometimes no end.
	job.BackupSizeInBytes, job.CompletionDate = new(int64(0)), nil
	want = "backup completed in 1h: recovery point arn:aws:ec2:eu-central-1::snapshot/snap-1 in vault Default"
	if got := outcomeLine(job, time.Hour); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	job.State = types.BackupJobStateRunning
	want = "backup job J is RUNNING and continues; its recovery point will be arn:aws:ec2:eu-central-1::snapshot/snap-1"
	if got := outcomeLine(job, 0); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}
