// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
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
	if point := l.kept(t, job.RecoveryPointArn); point.Status != types.RecoveryPointStatusCompleted {
		t.Errorf("point is %s", point.Status)
	}
}

func TestScriptedEnds(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		script   emulator.Script
		state    string
		message  string
		category string
		hasPoint bool
	}{
		{emulator.Script{}, "COMPLETED", "", "SUCCESS", true},
		{emulator.Script{Message: "odd", Category: "AccessDenied"}, "COMPLETED", "odd", "AccessDenied", true},
		{emulator.Script{End: "FAILED", Message: "no rights"}, "FAILED", "no rights", "MISCELLANEOUS", false},
		{emulator.Script{End: "FAILED", EndsIn: "CREATED"}, "FAILED", "", "MISCELLANEOUS", false},
		{emulator.Script{End: "EXPIRED", EndsIn: "PENDING"}, "EXPIRED", "", "MISCELLANEOUS", false},
		{emulator.Script{End: "ABORTED"}, "ABORTED", "", "MISCELLANEOUS", false},
		{emulator.Script{End: "PARTIAL"}, "PARTIAL", "", "MISCELLANEOUS", true},
		{emulator.Script{Created: emulator.Skip, Pending: emulator.Skip, Running: emulator.Skip}, "COMPLETED", "", "SUCCESS", true},
	} {
		l := newLab(t)
		l.home().Script(files, test.script)
		job := l.completed(t, files)
		if string(job.State) != test.state || aws.ToString(job.StatusMessage) != test.message ||
			aws.ToString(job.MessageCategory) != test.category || (job.RecoveryPointArn != nil) != test.hasPoint {
			t.Errorf("%+v: ends %s %q %q, point %v", test.script, job.State, aws.ToString(job.StatusMessage),
				aws.ToString(job.MessageCategory), aws.ToString(job.RecoveryPointArn))
		}
		if points := len(l.home().RecoveryPoints()); (points == 1) != test.hasPoint {
			t.Errorf("%+v: leaves %d points", test.script, points)
		}
	}
}

func TestScriptsAreQueued(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	l.home().Script(volume, emulator.Script{End: "FAILED"}, emulator.Script{End: "ABORTED"})
	l.home().Script("*", emulator.Script{End: "EXPIRED"})
	for _, want := range []string{"FAILED", "ABORTED", "EXPIRED", "EXPIRED"} {
		if got := string(l.completed(t, volume).State); got != want {
			t.Errorf("ends %s, want %s", got, want)
		}
	}
}

func TestTimeScaleDividesPhasesOnly(t *testing.T) {
	t.Parallel()
	l := newLab(t, emulator.WithTimeScale(100))
	out := l.backup(t, volume, windows(60, 120))
	l.Advance(2600 * time.Millisecond) // 260 s of phases
	job := l.describe(t, out.BackupJobId)
	if job.State != types.BackupJobStateCompleted {
		t.Errorf("is %s", job.State)
	}
	if want := start.Add(time.Hour); !job.StartBy.Equal(want) {
		t.Errorf("starts by %v, want %v", job.StartBy, want)
	}
}

func TestPercentDone(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	l.home().Script(files, emulator.Script{Created: emulator.Skip, Pending: emulator.Skip, Running: 100 * time.Second, Bytes: 1000})
	out := l.backup(t, files)
	l.Advance(25 * time.Second)
	job := l.describe(t, out.BackupJobId)
	if aws.ToString(job.PercentDone) != "25.0" || aws.ToInt64(job.BytesTransferred) != 250 || aws.ToInt64(job.BackupSizeInBytes) != 1000 {
		t.Errorf("%s %%, %d of %d bytes", aws.ToString(job.PercentDone), aws.ToInt64(job.BytesTransferred), aws.ToInt64(job.BackupSizeInBytes))
	}
	if want := start.Add(100 * time.Second); !aws.ToTime(job.ExpectedCompletionDate).Equal(want) {
		t.Errorf("expected to complete %v, want %v", job.ExpectedCompletionDate, want)
	}
}

func TestOneJobPerResource(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	l.home().Script(volume, emulator.Script{NeverEnds: true})
	first := l.backup(t, volume)
	second := l.backup(t, volume, windows(60, 120))
	third := l.backup(t, volume)
	l.Advance(61 * time.Minute)
	if got := l.describe(t, second.BackupJobId).State; got != types.BackupJobStateCreated {
		t.Errorf("just after StartBy the second is %s, want CREATED: AWS is late", got)
	}
	l.Advance(2 * time.Minute)
	expired := l.describe(t, second.BackupJobId)
	if expired.State != types.BackupJobStateExpired ||
		aws.ToString(expired.StatusMessage) != "Backup job failed because there was a running job for the same resource." {
		t.Errorf("the second is %s: %s", expired.State, aws.ToString(expired.StatusMessage))
	}
	if _, err := l.client.StopBackupJob(t.Context(), &backup.StopBackupJobInput{BackupJobId: first.BackupJobId}); err != nil {
		t.Fatal(err)
	}
	l.Advance(time.Hour)
	if got := l.describe(t, third.BackupJobId).State; got != types.BackupJobStateCompleted {
		t.Errorf("the third is %s once the first is out of the way", got)
	}
}

func TestCompleteWindow(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	l.home().Script(files, emulator.Script{NeverEnds: true})
	out := l.backup(t, files, windows(60, 120))
	l.Advance(2*time.Hour - time.Second)
	if got := l.describe(t, out.BackupJobId).State; got != types.BackupJobStateRunning {
		t.Errorf("is %s", got)
	}
	l.Advance(time.Second)
	job := l.describe(t, out.BackupJobId)
	if job.State != types.BackupJobStateExpired || aws.ToString(job.StatusMessage) != "Backup job expired before completion." {
		t.Errorf("is %s: %s", job.State, aws.ToString(job.StatusMessage))
	}
	if len(l.home().RecoveryPoints()) != 0 {
		t.Error("a point is left")
	}
}

func TestStop(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	stop := func(id *string) error {
		_, err := l.client.StopBackupJob(t.Context(), &backup.StopBackupJobInput{BackupJobId: id})
		return err
	}
	out := l.backup(t, files)
	l.Advance(time.Minute)
	if err := errors.Join(stop(out.BackupJobId), stop(out.BackupJobId)); err != nil {
		t.Fatal(err)
	}
	if got := l.describe(t, out.BackupJobId).State; got != types.BackupJobStateAborting {
		t.Errorf("is %s, want ABORTING", got)
	}
	l.Advance(time.Second)
	job := l.describe(t, out.BackupJobId)
	if job.State != types.BackupJobStateAborted || aws.ToString(job.StatusMessage) != "Backup job was stopped by user." || job.RecoveryPointArn != nil {
		t.Errorf("is %s: %s, %v", job.State, aws.ToString(job.StatusMessage), job.RecoveryPointArn)
	}
	l.Advance(time.Hour)
	wantError(t, stop(out.BackupJobId), "InvalidRequestException", "ABORTED") // still
	wantError(t, stop(l.backup(t, database).BackupJobId), "InvalidRequestException", "RDS")
	wantError(t, stop(aws.String("UNKNOWN")), "ResourceNotFoundException", "UNKNOWN")
}

func TestRecordsExpire(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	l.home().Script(files, emulator.Script{NeverEnds: true})
	done := l.completed(t, volume)
	running := l.backup(t, files, windows(60, 52_560_000))
	l.Advance(30*24*time.Hour - time.Hour - time.Millisecond)
	l.describe(t, done.BackupJobId)
	l.Advance(time.Hour)
	_, err := l.client.DescribeBackupJob(t.Context(), &backup.DescribeBackupJobInput{BackupJobId: done.BackupJobId})
	wantError(t, err, "ResourceNotFoundException", *done.BackupJobId)
	list, err := l.client.ListBackupJobs(t.Context(), &backup.ListBackupJobsInput{})
	if err != nil {
		t.Fatal(err)
	}
	if len(list.BackupJobs) != 1 || *list.BackupJobs[0].BackupJobId != *running.BackupJobId {
		t.Errorf("the list has %d jobs, want the running one only", len(list.BackupJobs))
	}
	if jobs := l.home().Jobs(); len(jobs) != 2 || !jobs[0].RecordExpired {
		t.Errorf("the emulator forgot, too: %+v", jobs)
	}
	l.kept(t, done.RecoveryPointArn) // longer than the record
}

func TestOddJobs(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	l.home().Script(volume, emulator.Script{Sparse: true})
	l.home().Script(files, emulator.Script{GoesBack: true, Created: emulator.Skip, Pending: time.Second, Running: 10 * time.Second})
	l.home().Script(table, emulator.Script{RecordLag: time.Minute})
	sparse := l.completed(t, volume)
	if sparse.CompletionDate != nil || sparse.PercentDone != nil || sparse.BackupSizeInBytes != nil {
		t.Errorf("a sparse job says %v %v %v", sparse.CompletionDate, sparse.PercentDone, sparse.BackupSizeInBytes)
	}
	back := l.backup(t, files)
	var seen []types.BackupJobState
	for range 18 {
		if state := l.describe(t, back.BackupJobId).State; len(seen) == 0 || seen[len(seen)-1] != state {
			seen = append(seen, state)
		}
		l.Advance(time.Second)
	}
	if want := []types.BackupJobState{"PENDING", "RUNNING", "PENDING", "RUNNING", "COMPLETED"}; !slices.Equal(seen, want) {
		t.Errorf("goes %v, want %v", seen, want)
	}
	late := l.backup(t, table)
	_, err := l.client.DescribeBackupJob(t.Context(), &backup.DescribeBackupJobInput{BackupJobId: late.BackupJobId})
	wantError(t, err, "ResourceNotFoundException", "")
	l.Advance(time.Minute)
	l.describe(t, late.BackupJobId)
}
