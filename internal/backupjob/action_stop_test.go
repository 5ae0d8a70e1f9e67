// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob_test

import (
	"context"
	"testing"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

const stopAction = "awsbackup_stop_backup_job"

func TestStopAction_running(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.AWS().Script(acctest.FilesARN, emulator.Script{NeverEnds: true})
	id := started(t, env, acctest.FilesARN, nil)
	await(t, env, id, func(j emulator.Job) bool { return j.State == "RUNNING" })
	said := env.Server(nil).Invoke(acctest.Context(t), stopAction, map[string]any{"backup_job_id": id}, nil)
	wantDiagnostics(t, said.Diagnostics, nil)
	wantProgress(t, []string{said.Progress[0], said.Progress[len(said.Progress)-1]},
		"stopping backup job "+id+" of "+acctest.FilesARN+", RUNNING", "backup job "+id+" ended ABORTED after \\S+")
	if job := await(t, env, id, func(emulator.Job) bool { return true }); job.State != "ABORTED" {
		t.Errorf("the job is %s", job.State)
	}
}

func TestStopAction_noneNeeded(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	job := backedUp(t, env, acctest.FilesARN, nil)
	said := env.Server(nil).Invoke(acctest.Context(t), stopAction, map[string]any{"backup_job_id": job.ID}, nil)
	wantDiagnostics(t, said.Diagnostics, nil)
	wantProgress(t, said.Progress, "backup job "+job.ID+" of "+acctest.FilesARN+" has ended already, COMPLETED: there is nothing to stop")
	if n := env.Emulator.Count("StopBackupJob"); n != 0 {
		t.Errorf("StopBackupJob was called %d times", n)
	}
}

// Between the look and the stop the job may end by itself: what counts is how
// it ended, and a backup that is there is said to be there.
func TestStopAction_tooLate(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.AWS().Script(acctest.FilesARN, hour)
	id := started(t, env, acctest.FilesARN, nil)
	await(t, env, id, func(j emulator.Job) bool { return j.State == "RUNNING" })
	env.Emulator.Inject(emulator.Fault{Kind: emulator.Slow, Operation: "StopBackupJob", Match: func(emulator.Request) bool {
		env.Emulator.Advance(2 * time.Hour)
		return false
	}})
	said := env.Server(nil).Invoke(acctest.Context(t), stopAction, map[string]any{"backup_job_id": id}, nil)
	wantDiagnostics(t, said.Diagnostics, []string{"WARNING: Backup Job Completed Before It Was Stopped"}, id, "arn:aws:backup:")
}

// AWS Backup does not stop these; asking for it would only fail later.
func TestStopAction_unstoppable(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.AWS().Script(acctest.DBARN, emulator.Script{NeverEnds: true})
	id := started(t, env, acctest.DBARN, nil)
	said := env.Server(nil).Invoke(acctest.Context(t), stopAction, map[string]any{"backup_job_id": id}, nil)
	wantDiagnostics(t, said.Diagnostics, []string{"ERROR: Backup Job Cannot Be Stopped"}, id, "RDS", "was not stopped and is still")
	if n := env.Emulator.Count("StopBackupJob"); n != 0 {
		t.Errorf("StopBackupJob was called %d times", n)
	}
}

func TestStopAction_unknownJob(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	said := env.Server(nil).Invoke(acctest.Context(t), stopAction, map[string]any{"backup_job_id": "AAAAAAAA-0000-1111-2222-333333333333"}, nil)
	wantDiagnostics(t, said.Diagnostics, []string{"ERROR: Backup Job Not Found"}, "AAAAAAAA-0000-1111-2222-333333333333")
}

// The stop is AWS's to finish; who waits for it can be interrupted, and is told
// what is known.
func TestStopAction_endUnseen(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name      string
		code      string // of the looks after the first
		interrupt int    // the look during which the action is interrupted
		want      string
		state     string
	}{
		{"interrupted before the stop", "ServiceUnavailableException", 1, "Interrupted", "RUNNING"},
		{"interrupted while it waits", "ServiceUnavailableException", 2, "Stopped Waiting for the Backup Job", "ABORTED"},
		{"denied", "AccessDeniedException", 0, "Access Denied by AWS Backup", "ABORTED"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			env.AWS().Script(acctest.FilesARN, emulator.Script{NeverEnds: true})
			id := started(t, env, acctest.FilesARN, nil)
			await(t, env, id, func(j emulator.Job) bool { return j.State == "RUNNING" })
			ctx, cancel := context.WithCancel(acctest.Context(t))
			defer cancel()
			var interrupted time.Time
			env.OnCall(test.interrupt, func() { interrupted = time.Now(); cancel() }, "DescribeBackupJob")
			env.Refuse(test.code, "ListBackupJobs")
			env.Emulator.Inject(emulator.Fault{Kind: emulator.Error, Operation: "DescribeBackupJob", Code: test.code, After: 1, Times: emulator.Always})
			said := env.Server(nil).Invoke(ctx, stopAction, map[string]any{"backup_job_id": id}, nil)
			if took := time.Since(interrupted); test.interrupt > 0 && took > time.Second {
				t.Errorf("the interrupt took %s", took)
			}
			wantDiagnostics(t, said.Diagnostics, []string{"ERROR: " + test.want}, id)
			wantStates(t, env, test.state)
		})
	}
}
