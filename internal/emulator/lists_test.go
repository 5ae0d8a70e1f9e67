// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

func volumeARN(i int) string {
	return fmt.Sprintf("arn:aws:ec2:eu-central-1:123456789012:volume/vol-%017x", i)
}

func (l *lab) jobs(t *testing.T, in backup.ListBackupJobsInput) []string {
	t.Helper()
	var ids []string
	pages := backup.NewListBackupJobsPaginator(l.client, &in)
	for pages.HasMorePages() {
		page, err := pages.NextPage(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if in.MaxResults != nil && len(page.BackupJobs) > int(*in.MaxResults) {
			t.Errorf("a page has %d jobs", len(page.BackupJobs))
		}
		for _, job := range page.BackupJobs {
			ids = append(ids, *job.BackupJobId)
		}
	}
	return ids
}

func TestJobsArePagedNewestFirst(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	var want []string
	for i := range 25 {
		want = append(want, *l.backup(t, volumeARN(i)).BackupJobId)
		if i%3 == 0 { // several in one millisecond, too
			l.Advance(time.Second)
		}
	}
	slices.Reverse(want)
	for _, size := range []int32{1, 7, 25, 1000} {
		l.ResetRequests()
		if got := l.jobs(t, backup.ListBackupJobsInput{MaxResults: &size}); !slices.Equal(got, want) {
			t.Errorf("pages of %d: %v, want %v", size, got, want)
		}
		if got, want := l.Count("ListBackupJobs"), (25+int(size)-1)/int(size); got != want {
			t.Errorf("pages of %d: %d calls, want %d", size, got, want)
		}
	}
}

func TestAListStaysTrueWhileJobsComeAndGo(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	var old []string
	for i := range 4 {
		old = append(old, *l.backup(t, volumeARN(i)).BackupJobId)
	}
	first, err := l.client.ListBackupJobs(t.Context(), &backup.ListBackupJobsInput{MaxResults: aws.Int32(2)})
	if err != nil {
		t.Fatal(err)
	}
	l.backup(t, volumeARN(9))
	second, err := l.client.ListBackupJobs(t.Context(), &backup.ListBackupJobsInput{MaxResults: aws.Int32(2), NextToken: first.NextToken})
	if err != nil {
		t.Fatal(err)
	}
	got := []string{*first.BackupJobs[0].BackupJobId, *first.BackupJobs[1].BackupJobId, *second.BackupJobs[0].BackupJobId, *second.BackupJobs[1].BackupJobId}
	slices.Reverse(got)
	if !slices.Equal(got, old) || second.NextToken != nil {
		t.Errorf("%v, want %v; token %v", got, old, second.NextToken)
	}
	// A token belongs to its list.
	_, err = l.client.ListCopyJobs(t.Context(), &backup.ListCopyJobsInput{NextToken: first.NextToken})
	wantError(t, err, "InvalidParameterValueException", "NextToken")
}

func TestJobFilters(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	l.home().AddVault(emulator.Vault{Name: "other"})
	l.home().Script(files, emulator.Script{End: "FAILED", Category: "AccessDenied"})
	failed := *l.backup(t, files).BackupJobId
	l.Advance(time.Hour)
	done := *l.backup(t, volume, in("other")).BackupJobId
	l.Advance(time.Hour)
	running := *l.backup(t, database).BackupJobId
	l.Advance(time.Minute)
	for name, test := range map[string]struct {
		in   backup.ListBackupJobsInput
		want []string
	}{
		"resource":       {backup.ListBackupJobsInput{ByResourceArn: aws.String(volume)}, []string{done}},
		"state":          {backup.ListBackupJobsInput{ByState: types.BackupJobStateRunning}, []string{running}},
		"vault":          {backup.ListBackupJobsInput{ByBackupVaultName: aws.String("other")}, []string{done}},
		"type":           {backup.ListBackupJobsInput{ByResourceType: aws.String("EFS")}, []string{failed}},
		"account":        {backup.ListBackupJobsInput{ByAccountId: aws.String(account)}, []string{running, done, failed}},
		"no account":     {backup.ListBackupJobsInput{ByAccountId: aws.String("210987654321")}, nil},
		"category":       {backup.ListBackupJobsInput{ByMessageCategory: aws.String("AccessDenied")}, []string{failed}},
		"created after":  {backup.ListBackupJobsInput{ByCreatedAfter: aws.Time(start)}, []string{running, done}},
		"created before": {backup.ListBackupJobsInput{ByCreatedBefore: aws.Time(start.Add(time.Hour))}, []string{failed}},
		"complete after": {backup.ListBackupJobsInput{ByCompleteAfter: aws.Time(start.Add(time.Hour))}, []string{done}},
		"all at once": {backup.ListBackupJobsInput{
			ByState: types.BackupJobStateCompleted, ByResourceType: aws.String("EFS"),
		}, nil},
	} {
		if got := l.jobs(t, test.in); !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, want %v", name, got, test.want)
		}
	}
}

func TestPointLists(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	var foreign []emulator.RecoveryPoint
	for i := range 250 {
		foreign = append(foreign, emulator.RecoveryPoint{
			VaultName: "Default", ResourceARN: volumeARN(i % 10), Created: start.Add(-time.Duration(i) * time.Hour),
		})
	}
	arns := l.home().AddRecoveryPoints(foreign...) // newest first already
	own := l.completed(t, files)
	list := func(in backup.ListRecoveryPointsByBackupVaultInput) []string {
		var got []string
		in.BackupVaultName = aws.String("Default")
		pages := backup.NewListRecoveryPointsByBackupVaultPaginator(l.client, &in)
		for pages.HasMorePages() {
			page, err := pages.NextPage(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			for _, point := range page.RecoveryPoints {
				got = append(got, *point.RecoveryPointArn)
			}
		}
		return got
	}
	if got := list(backup.ListRecoveryPointsByBackupVaultInput{}); !slices.Equal(got, append([]string{*own.RecoveryPointArn}, arns...)) {
		t.Errorf("%d points in another order", len(got))
	}
	if got := l.Count("ListRecoveryPointsByBackupVault"); got != 3 {
		t.Errorf("%d calls for 251 points, want 3", got)
	}
	if got := list(backup.ListRecoveryPointsByBackupVaultInput{ByCreatedAfter: aws.Time(start.Add(-2 * time.Hour)), MaxResults: aws.Int32(2)}); len(got) != 3 {
		t.Errorf("%d points after, want 3", len(got))
	}
	if got := list(backup.ListRecoveryPointsByBackupVaultInput{ByResourceType: aws.String("EFS")}); len(got) != 1 {
		t.Errorf("%d points of EFS, want 1", len(got))
	}
	if got := list(backup.ListRecoveryPointsByBackupVaultInput{ByResourceArn: aws.String(volumeARN(3))}); len(got) != 25 {
		t.Errorf("%d points of a volume, want 25", len(got))
	}
	_, err := l.client.ListRecoveryPointsByBackupVault(t.Context(), &backup.ListRecoveryPointsByBackupVaultInput{
		BackupVaultName: aws.String("Default"), ByResourceArn: &arns[0],
	})
	wantError(t, err, "InvalidParameterValueException", "Unsupported resource type: "+arns[0])
}

func TestPointsByResource(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	older, newer := l.completed(t, files), l.completed(t, files)
	snapshot := l.completed(t, database)
	by := func(resource string, size int32) (*backup.ListRecoveryPointsByResourceOutput, error) {
		return l.client.ListRecoveryPointsByResource(t.Context(), &backup.ListRecoveryPointsByResourceInput{ResourceArn: &resource, MaxResults: &size})
	}
	out, err := by(files, 10)
	if err != nil || len(out.RecoveryPoints) != 2 || *out.RecoveryPoints[0].RecoveryPointArn != *newer.RecoveryPointArn ||
		*out.RecoveryPoints[1].RecoveryPointArn != *older.RecoveryPointArn {
		t.Fatalf("%+v, %v", out, err)
	}
	if point := out.RecoveryPoints[0]; aws.ToString(point.BackupVaultName) != "Default" || aws.ToInt64(point.BackupSizeBytes) == 0 {
		t.Errorf("EFS: %+v", point)
	}
	out, err = by(database, 20)
	if err != nil || *out.RecoveryPoints[0].RecoveryPointArn != *snapshot.RecoveryPointArn || out.RecoveryPoints[0].BackupVaultName != nil {
		t.Errorf("RDS: %+v, %v", out, err)
	}
	_, err = by(database, 19)
	wantError(t, err, "InvalidParameterValueException", "20")
}

func TestJobSummaries(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	l.completed(t, volume)
	l.Advance(25 * time.Hour)
	sums, err := l.client.ListBackupJobSummaries(t.Context(), &backup.ListBackupJobSummariesInput{State: "ANY"})
	if err != nil || len(sums.BackupJobSummaries) != 1 || sums.BackupJobSummaries[0].Count != 1 ||
		!sums.BackupJobSummaries[0].StartTime.Equal(start.Truncate(day)) || !sums.BackupJobSummaries[0].EndTime.Equal(start.Truncate(day).Add(day)) {
		t.Errorf("%+v, %v", sums, err)
	}
}
