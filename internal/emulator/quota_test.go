// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator_test

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

func TestQuotas(t *testing.T) {
	t.Parallel()
	base := start
	l := newLab(t, withClock(&base), emulator.WithQuotas())
	describeVault := func() error {
		_, err := l.client.DescribeBackupVault(t.Context(), &backup.DescribeBackupVaultInput{BackupVaultName: aws.String("Default")})
		return err
	}
	list := func(client *backup.Client) error {
		_, err := client.ListBackupJobs(t.Context(), &backup.ListBackupJobsInput{})
		return err
	}
	passes := func(call func() error) (n int) {
		for range 100 {
			err := call()
			if err == nil {
				n++
				continue
			}
			wantError(t, err, "ThrottlingException", "Rate exceeded")
		}
		return n
	}
	if got := passes(describeVault); got != 5 {
		t.Errorf("%d describes of a vault in a second, want 5", got)
	}
	l.Advance(time.Hour) // the calendar does not refill
	if err := describeVault(); err == nil {
		t.Error("a jump of the calendar refills the quota")
	}
	base = base.Add(400 * time.Millisecond)
	if got := passes(describeVault); got != 2 {
		t.Errorf("%d in 0.4 s, want 2", got)
	}
	base = base.Add(time.Minute)
	if got := passes(func() error { return list(l.client) }); got != 20 {
		t.Errorf("%d lists in a second, want 20", got)
	}
	other := l.clientFor("AKIDEXAMPLE", "us-west-2")
	if got := passes(func() error { return list(other) }); got != 20 {
		t.Errorf("another Region shares the quota: %d lists", got)
	}
	base = base.Add(time.Minute)
	sum := passes(func() error { return list(l.client) }) + passes(describeVault) +
		passes(func() error {
			_, err := l.client.DescribeRegionSettings(t.Context(), &backup.DescribeRegionSettingsInput{})
			return err
		})
	if sum != 50 {
		t.Errorf("%d calls of all kinds in a second, want 50", sum)
	}
}
