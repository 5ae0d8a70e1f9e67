// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package copyjob_test

import (
	"context"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/backup"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

const startAction = "awsbackup_start_copy_job"

// asked is the minimum configuration of the action, and more.
func asked(pointARN string, more map[string]any) map[string]any {
	config := map[string]any{
		"recovery_point_arn": pointARN, "source_backup_vault_name": "Default", "destination_backup_vault_arn": offsite, "iam_role_arn": acctest.RoleARN,
	}
	maps.Copy(config, more)
	return config
}

// wantInvoked compares what an invocation has said: its diagnostics by severity
// and the beginning of their summary, and the last line of progress.
func wantInvoked(t *testing.T, said acctest.Said, last string, diagnostics ...string) {
	t.Helper()
	var got []string
	for _, d := range said.Diagnostics {
		got = append(got, d.Severity.String()+": "+d.Summary)
	}
	if !slices.EqualFunc(got, diagnostics, strings.HasPrefix) {
		t.Errorf("the action reports %q, want %q", got, diagnostics)
	}
	if last != "" && (len(said.Progress) == 0 || !strings.Contains(said.Progress[len(said.Progress)-1], last)) {
		t.Errorf("the last line of %q does not include %q", said.Progress, last)
	}
}

// TestStartCopyJob: each invocation copies, with progress, and names the copy.
func TestStartCopyJob(t *testing.T) {
	t.Parallel()
	env := world(t)
	point := backedUp(t, env, acctest.FilesARN, nil)
	server := env.Server(nil)
	for n := range 2 {
		said := server.Invoke(acctest.Context(t), startAction, asked(point.ARN, nil), nil)
		wantCopyJobs(t, env, n+1)
		made := env.AWS().CopyJobs()[n]
		wantInvoked(t, said, made.DestinationRecoveryPointARN+" in vault "+offsite)
		if first := said.Progress[0]; !strings.HasPrefix(first, "started copy job "+made.ID) {
			t.Errorf("the first line is %q", first)
		}
	}
	if jobs := env.AWS().CopyJobs(); jobs[0].Token == jobs[1].Token {
		t.Errorf("both invocations sent the token %s", jobs[0].Token)
	}
}

// TestStartCopyJob_skip: skip_if_newer_than makes no copy beside one of the same
// recovery point in the destination that is young enough and still there.
func TestStartCopyJob_skip(t *testing.T) {
	t.Parallel()
	const limit = 48 * time.Hour
	for name, test := range map[string]struct {
		script  emulator.CopyScript
		into    string
		age     time.Duration
		arrange func(*acctest.Env)
		limit   string // timeouts.invoke
		last    string // line of progress
		says    []string
		jobs    int
	}{
		"young":            {age: 47 * time.Hour, last: "no copy needed", jobs: 1},
		"too old":          {age: 49 * time.Hour, last: "copy completed", jobs: 2},
		"failed":           {script: emulator.CopyScript{End: "FAILED"}, age: time.Hour, last: "copy completed", jobs: 2},
		"elsewhere":        {into: foreign, age: time.Hour, last: "copy completed", jobs: 2},
		"in flight":        {script: running, age: time.Minute, last: "copy completed", jobs: 1},
		"in flight, fails": {script: emulator.CopyScript{Running: running.Running, End: "FAILED"}, age: time.Minute, last: "copy completed", jobs: 2},
		"in flight, for long": {
			script: emulator.CopyScript{NeverEnds: true}, age: time.Minute, limit: "1s", says: []string{"ERROR: Timed Out Waiting for the Copy Job"}, jobs: 1,
		},
		"in doubt": {
			age: time.Hour, arrange: func(env *acctest.Env) { env.Refuse(denied, "ListCopyJobs") }, says: []string{"ERROR: Access Denied by AWS Backup"}, jobs: 1,
		},
		"copy is gone": {
			age: time.Hour, last: "copy completed", jobs: 2,
			arrange: func(env *acctest.Env) {
				env.Emulator.Region(away).RemoveRecoveryPoint(copies(env, acctest.Account)[0].ARN)
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := world(t)
			admit(t, env)
			point := backedUp(t, env, acctest.FilesARN, nil)
			env.AWS().ScriptCopies(acctest.FilesARN, test.script)
			into := offsite
			if test.into != "" {
				into = test.into
			}
			first := copied(t, env, point.ARN, into)
			env.Emulator.Advance(test.age)
			if test.arrange != nil {
				test.arrange(env)
			}
			if test.script.Running > 0 {
				finishAfter(env, 4)
			}
			more := map[string]any{"skip_if_newer_than": limit.String()}
			if test.limit != "" {
				more["timeouts"] = map[string]any{"invoke": test.limit}
			}
			said := env.Server(nil).Invoke(acctest.Context(t), startAction, asked(point.ARN, more), nil)
			wantInvoked(t, said, test.last, test.says...)
			wantCopyJobs(t, env, test.jobs)
			if test.jobs == 1 && test.says == nil && !strings.Contains(strings.Join(said.Progress, "\n"), first) {
				t.Errorf("the progress does not name job %s: %q", first, said.Progress)
			}
		})
	}
}

// TestStartCopyJob_skipsAnotherPoint: a copy of an earlier backup of the same
// resource is no reason to skip.
func TestStartCopyJob_skipsAnotherPoint(t *testing.T) {
	t.Parallel()
	env := world(t)
	earlier := backedUp(t, env, acctest.FilesARN, nil)
	copied(t, env, earlier.ARN, offsite)
	env.Emulator.Advance(time.Hour)
	point := backedUp(t, env, acctest.FilesARN, nil)
	said := env.Server(nil).Invoke(acctest.Context(t), startAction, asked(point.ARN, map[string]any{"skip_if_newer_than": "480h"}), nil)
	wantInvoked(t, said, "copy completed")
	wantCopyJobs(t, env, 2)
}

// TestStartCopyJob_ends: a copy that fails, completes with issues or outlasts the
// timeout is reported with its job.
func TestStartCopyJob_ends(t *testing.T) {
	t.Parallel()
	issues := emulator.CopyScript{Category: "ACCESS_DENIED", Message: "Access denied exception while trying to list tags"}
	for name, test := range map[string]struct {
		script emulator.CopyScript
		more   map[string]any
		want   []string
	}{
		"failed":            {script: emulator.CopyScript{End: "FAILED", Message: "An internal error occurred."}, want: []string{"ERROR: Copy Job Failed"}},
		"issues":            {script: issues, want: []string{"WARNING: Copy Completed With Issues"}},
		"issues are errors": {script: issues, more: map[string]any{"on_issues": "error"}, want: []string{"ERROR: Copy Completed With Issues"}},
		"timeout":           {script: running, more: map[string]any{"timeouts": map[string]any{"invoke": "1s"}}, want: []string{"ERROR: Timed Out Waiting for the Copy Job"}},
		"not waited for":    {script: running, more: map[string]any{"wait_for": "created"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := world(t)
			point := backedUp(t, env, acctest.FilesARN, nil)
			env.AWS().ScriptCopies(acctest.FilesARN, test.script)
			said := env.Server(nil).Invoke(acctest.Context(t), startAction, asked(point.ARN, test.more), nil)
			wantInvoked(t, said, "", test.want...)
			wantCopyJobs(t, env, 1)
			id := env.AWS().CopyJobs()[0].ID
			for _, d := range said.Diagnostics {
				if !strings.Contains(d.Detail, id) {
					t.Errorf("the message does not name job %s:\n%s", id, d.Detail)
				}
			}
		})
	}
}

// TestStartCopyJob_interrupt: an interrupt ends the wait with the job's ID, and
// leaves the job running.
func TestStartCopyJob_interrupt(t *testing.T) {
	t.Parallel()
	env := world(t)
	point := backedUp(t, env, acctest.FilesARN, nil)
	env.AWS().ScriptCopies(acctest.FilesARN, running)
	ctx, cancel := context.WithCancel(acctest.Context(t))
	said := env.Server(nil).Invoke(ctx, startAction, asked(point.ARN, nil), func(line string) {
		if strings.Contains(line, "RUNNING") {
			cancel()
		}
	})
	wantInvoked(t, said, "", "ERROR: Stopped Waiting for the Copy Job")
	j := env.AWS().CopyJobs()[0]
	if j.State != "RUNNING" || !strings.Contains(said.Diagnostics[0].Detail, j.ID) {
		t.Errorf("job %s is %s, and the message is %s", j.ID, j.State, said.Diagnostics[0].Detail)
	}
}

// TestStartCopyJob_rules: an action has the rules of the resource, in its plan
// and, for what that did not know, when it is invoked.
func TestStartCopyJob_rules(t *testing.T) {
	t.Parallel()
	env := world(t)
	point := backedUp(t, env, acctest.FilesARN, func(in *backup.StartBackupJobInput) {})
	server := env.Server(nil)
	for name, test := range map[string]struct {
		more map[string]any
		want string
	}{
		"rule":         {map[string]any{"recovery_point_lifecycle": map[string]any{"move_to_cold_storage_after_days": 30, "delete_after_days": 60}}, "90"},
		"vault":        {map[string]any{"destination_backup_vault_arn": "offsite"}, "vault"},
		"skip":         {map[string]any{"skip_if_newer_than": "two days"}, "duration"},
		"no time":      {map[string]any{"timeouts": map[string]any{"invoke": "0s"}}, "duration"},
		"other region": {map[string]any{"region": "us-east-1"}, "region"},
	} {
		found := server.Plan(startAction, asked(point.ARN, test.more))
		if len(found) == 0 || !strings.Contains(strings.ToLower(found[0].Summary+found[0].Detail), test.want) {
			t.Errorf("%s: the plan reports %v, want %q", name, found, test.want)
		}
	}
	said := server.Invoke(acctest.Context(t), startAction, asked(point.ARN, map[string]any{"destination_backup_vault_arn": strings.Replace(offsite, "arn:aws:", "arn:aws-cn:", 1)}), nil)
	wantInvoked(t, said, "", "ERROR: ARN of another partition")
	wantCopyJobs(t, env, 0)
}
