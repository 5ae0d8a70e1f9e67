// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob_test

import (
	"context"
	"maps"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

const startAction = "awsbackup_start_backup_job"

// asked is the minimum configuration of the start action, and more.
func asked(arn string, more map[string]any) map[string]any {
	config := map[string]any{"backup_vault_name": "Default", "resource_arn": arn, "iam_role_arn": acctest.RoleARN}
	maps.Copy(config, more)
	return config
}

// wantProgress compares lines of progress with patterns, each of a whole line.
func wantProgress(t *testing.T, got []string, patterns ...string) {
	t.Helper()
	match := len(got) == len(patterns)
	for i := 0; match && i < len(got); i++ {
		match = regexp.MustCompile("^(?:" + patterns[i] + ")$").MatchString(got[i])
	}
	if !match {
		t.Errorf("progress:\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(patterns, "\n  "))
	}
}

// wantDiagnostics compares diagnostics by severity and summary, and looks for a
// text in the details.
func wantDiagnostics(t *testing.T, got []*tfprotov6.Diagnostic, want []string, details ...string) {
	t.Helper()
	var lines []string
	all := ""
	for _, d := range got {
		lines = append(lines, d.Severity.String()+": "+d.Summary)
		all += d.Detail + "\n"
	}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Errorf("diagnostics (-want +got):\n%s%s", diff, all)
	}
	for _, detail := range details {
		if !strings.Contains(all, detail) {
			t.Errorf("the diagnostics do not say %q:\n%s", detail, all)
		}
	}
}

func TestStartAction_progress(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	said := env.Server(nil).Invoke(acctest.Context(t), startAction, asked(acctest.VolumeARN, nil), nil)
	wantDiagnostics(t, said.Diagnostics, nil)
	jobs := env.AWS().Jobs()
	if len(jobs) != 1 {
		t.Fatalf("%d jobs were started, want 1", len(jobs))
	}
	id, point := regexp.QuoteMeta(jobs[0].ID), regexp.QuoteMeta(jobs[0].RecoveryPointARN)
	first, last := said.Progress[0], said.Progress[len(said.Progress)-1]
	wantProgress(t, []string{first, last},
		"started backup job "+id+" of "+regexp.QuoteMeta(acctest.VolumeARN)+" into vault Default; an interrupt or a timeout would leave it running",
		`backup completed in \S+, \d+\.\d [KMGT]iB: recovery point `+point+" in vault Default")
}

// Every observed state of a job is reported once.
func TestStartAction_states(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.AWS().Script(acctest.FilesARN, emulator.Script{
		Created: hour.Running, Pending: hour.Running, Running: hour.Running, Bytes: 3 << 30, WaitMessage: "Another job is running.",
	})
	// The job continues by a state once its present one was reported.
	said := env.Server(nil).Invoke(acctest.Context(t), startAction, asked(acctest.FilesARN, map[string]any{"start_window_minutes": 600}), func(line string) {
		if strings.Contains(line, " elapsed") {
			env.Emulator.Advance(time.Hour + time.Minute)
		}
	})
	wantDiagnostics(t, said.Diagnostics, nil)
	wantProgress(t, said.Progress,
		`started backup job .*`,
		`waiting for its turn, to be started by .* UTC \(within 10h\) or it expires; AWS Backup says: Another job is running\. - \d+s elapsed - CREATED`,
		`starting, to be started by .* or it expires; .* - \d+s elapsed - PENDING`,
		`\d+% - (\d+\.\d of 3\.0 GiB - )?\d+s elapsed(, about .* left)? - RUNNING`,
		`backup completed in .*, 3\.0 GiB: recovery point arn:aws:backup:.*`)
}

// The whole request of the action is the resource's, and each invocation is a
// backup of its own.
func TestStartAction_request(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	server := env.Server(map[string]any{"default_tags": []any{map[string]any{"tags": map[string]any{"team": "db", "stage": "test"}}}})
	config := asked(acctest.BucketARN, map[string]any{
		"recovery_point_lifecycle": map[string]any{"delete_after_days": 30},
		"backup_options":           map[string]any{"BackupACLs": "enabled"},
		"start_window_minutes":     60, "complete_window_minutes": 120,
		"index": "ENABLED", "tags": map[string]any{"stage": "prod"}, "wait_for": "created",
	})
	wantDiagnostics(t, server.Plan(startAction, config), nil)
	for range 2 {
		said := server.Invoke(acctest.Context(t), startAction, config, nil)
		wantDiagnostics(t, said.Diagnostics, nil)
		job := env.AWS().Jobs()[len(env.AWS().Jobs())-1]
		wantProgress(t, said.Progress, "started backup job "+job.ID+" .*", "backup job "+job.ID+" is (CREATED|PENDING|RUNNING|COMPLETED) and continues.*|backup completed in .*")
		await(t, env, job.ID, func(j emulator.Job) bool { return j.State == "COMPLETED" })
	}
	jobs := env.AWS().Jobs()
	if len(jobs) != 2 || jobs[0].Token == jobs[1].Token {
		t.Fatalf("two invocations are %d jobs, tokens %q and %q", len(jobs), jobs[0].Token, jobs[len(jobs)-1].Token)
	}
	days := int64(30)
	want := emulator.Lifecycle{DeleteAfterDays: &days}
	if diff := cmp.Diff(want, jobs[0].Lifecycle); diff != "" {
		t.Errorf("lifecycle (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[string]string{"team": "db", "stage": "prod"}, jobs[0].Tags); diff != "" {
		t.Errorf("tags (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[string]string{"BackupACLs": "enabled"}, jobs[0].Options); diff != "" {
		t.Errorf("options (-want +got):\n%s", diff)
	}
	if j := jobs[0]; j.StartWindow != time.Hour || j.CompleteWindow != 2*time.Hour || j.Index != "ENABLED" {
		t.Errorf("windows %s and %s, index %q", j.StartWindow, j.CompleteWindow, j.Index)
	}
}

func TestStartAction_waitForRunning(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.AWS().Script(acctest.FilesARN, emulator.Script{NeverEnds: true})
	said := env.Server(nil).Invoke(acctest.Context(t), startAction, asked(acctest.FilesARN, map[string]any{"wait_for": "running"}), nil)
	wantDiagnostics(t, said.Diagnostics, nil)
	if last := said.Progress[len(said.Progress)-1]; !strings.Contains(last, "is RUNNING and continues; its recovery point will be arn:aws:backup:") {
		t.Errorf("the last line is %q", last)
	}
}

func TestStartAction_ends(t *testing.T) {
	t.Parallel()
	issues := emulator.Script{Message: "We are unable to copy resource tags to your backup because of the Internal Failure.", Category: "MISCELLANEOUS"}
	for _, test := range []struct {
		name     string
		script   emulator.Script
		onIssues any
		want     []string
		detail   string
	}{
		{"failed", emulator.Script{End: "FAILED", Message: "The specified volume was not found."}, nil, []string{"ERROR: Backup Job Failed: Resource Missing"}, "invoke it again"},
		{"expired", emulator.Script{End: "EXPIRED", EndsIn: "CREATED"}, nil, []string{"ERROR: Backup Job Expired"}, "start_window_minutes"},
		{"aborted", emulator.Script{End: "ABORTED"}, nil, []string{"ERROR: Backup Job Aborted"}, "StopBackupJob"},
		{"issues", issues, nil, []string{"WARNING: Backup Completed With Issues: Tags Not Copied"}, "copy resource tags"},
		{"issues as errors", issues, "error", []string{"ERROR: Backup Completed With Issues: Tags Not Copied"}, "copy resource tags"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			env.AWS().Script(acctest.VolumeARN, test.script)
			said := env.Server(nil).Invoke(acctest.Context(t), startAction, asked(acctest.VolumeARN, map[string]any{"on_issues": test.onIssues}), nil)
			wantDiagnostics(t, said.Diagnostics, test.want, env.AWS().Jobs()[0].ID, test.detail)
			completed := strings.Contains(said.Progress[len(said.Progress)-1], "recovery point arn:")
			if made := test.script.End == ""; completed != made {
				t.Errorf("progress ends %q", said.Progress[len(said.Progress)-1])
			}
		})
	}
}

// A timeout fails the action, names the job and leaves it running.
func TestStartAction_timeout(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.AWS().Script(acctest.VolumeARN, emulator.Script{NeverEnds: true})
	said := env.Server(nil).Invoke(acctest.Context(t), startAction, asked(acctest.VolumeARN, map[string]any{"timeouts": map[string]any{"invoke": "500ms"}}), nil)
	job := env.AWS().Jobs()[0]
	wantDiagnostics(t, said.Diagnostics, []string{"ERROR: Timed Out Waiting for the Backup Job"},
		job.ID, "The job was not stopped", "invoked again, starts another backup", "skip_if_newer_than")
	if job.State != "RUNNING" {
		t.Errorf("the job is %s, want RUNNING", job.State)
	}
}

// An interrupt ends the action within a second, names the job, leaves it
// running and is silent from then on.
func TestStartAction_cancel(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.AWS().Script(acctest.VolumeARN, emulator.Script{NeverEnds: true})
	ctx, cancel := context.WithCancel(acctest.Context(t))
	defer cancel()
	var cancelled time.Time
	said := env.Server(nil).Invoke(ctx, startAction, asked(acctest.VolumeARN, nil), func(line string) {
		if !cancelled.IsZero() {
			t.Errorf("said after the interrupt: %s", line)
		}
		if strings.HasSuffix(line, "RUNNING") {
			cancelled = time.Now()
			cancel()
		}
	})
	if took := time.Since(cancelled); cancelled.IsZero() || took > time.Second {
		t.Errorf("the interrupt took %s", took)
	}
	job := env.AWS().Jobs()[0]
	wantDiagnostics(t, said.Diagnostics, []string{"ERROR: Stopped Waiting for the Backup Job"}, job.ID, "The job was not stopped.", "aws backup stop-backup-job")
	if job.State != "RUNNING" || env.Emulator.Count("StopBackupJob") != 0 {
		t.Errorf("the job is %s after %d stops", job.State, env.Emulator.Count("StopBackupJob"))
	}
}

// A role that was made a moment ago is waited for, whichever way AWS says so.
func TestStartAction_newRole(t *testing.T) {
	t.Parallel()
	for name, denial := range map[string]emulator.RoleDenial{
		"refused": {Times: 2},
		"failed":  {Times: 1, Async: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			env.AWS().DenyRole(acctest.RoleARN, denial)
			said := env.Server(nil).Invoke(acctest.Context(t), startAction, asked(acctest.VolumeARN, nil), nil)
			wantDiagnostics(t, said.Diagnostics, nil)
			jobs := env.AWS().Jobs()
			if last := jobs[len(jobs)-1]; last.State != "COMPLETED" {
				t.Errorf("the last job is %s", last.State)
			}
			if denial.Async && (len(jobs) != 2 || !strings.Contains(strings.Join(said.Progress, "\n"), "starting once more")) {
				t.Errorf("%d jobs:\n%s", len(jobs), strings.Join(said.Progress, "\n"))
			}
		})
	}
}
