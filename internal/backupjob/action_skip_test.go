// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob_test

import (
	"maps"
	"regexp"
	"slices"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/backup"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// A backup that is young enough is enough, and costs two reads.
func TestStartAction_skip(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.AWS().AddVault(emulator.Vault{Name: "other"})
	server := env.Server(nil)
	config := asked(acctest.DBARN, map[string]any{"skip_if_newer_than": "4h"})
	invoke := func(when string, wantStarted int, patterns ...string) {
		t.Helper()
		before := len(env.AWS().Jobs())
		said := server.Invoke(acctest.Context(t), startAction, config, nil)
		wantDiagnostics(t, said.Diagnostics, nil)
		if started := len(env.AWS().Jobs()) - before; started != wantStarted {
			t.Errorf("%s: %d jobs were started, want %d", when, started, wantStarted)
		}
		if len(patterns) > 0 {
			wantProgress(t, said.Progress, patterns...)
		}
	}
	backedUp(t, env, acctest.DBARN, func(in *backup.StartBackupJobInput) { in.BackupVaultName = new("other") })
	invoke("a backup in another vault", 1)

	env.Emulator.Advance(3*time.Hour + 50*time.Minute)
	newest := env.AWS().RecoveryPoints()[0]
	env.Emulator.ResetRequests()
	invoke("a young backup", 0,
		"no backup needed: recovery point "+regexp.QuoteMeta(newest.ARN)+` in vault Default was created 3h50m ago, less than 4h`)
	wantCalls(t, env, map[string]int{"ListBackupJobs": 1, "ListRecoveryPointsByBackupVault": 1})

	env.Emulator.Advance(11 * time.Minute)
	invoke("a backup that is too old", 1)
}

// A job in flight is waited for; a second one would only wait for it in turn.
func TestStartAction_skipInFlight(t *testing.T) {
	t.Parallel()
	const waiting = `backup job \S+ of the same resource is RUNNING already, started \S+ ago; waiting for it instead of starting another`
	for _, test := range []struct {
		name        string
		script      emulator.Script
		older       time.Duration
		more        map[string]any
		wantStarted int
		patterns    []string
	}{
		{"completes", hour, 0, nil, 0, []string{waiting, `backup completed in .*: recovery point .*`}},
		{
			"fails",
			emulator.Script{Running: hour.Running, End: "FAILED", Message: "An internal error occurred."},
			0, nil, 1,
			[]string{waiting, `backup job \S+ ended FAILED, so a new one is started`, `started backup job .*`, `backup completed in .*`},
		},
		{
			"is far enough",
			emulator.Script{NeverEnds: true},
			time.Hour,
			map[string]any{"wait_for": "running"},
			0,
			[]string{waiting, `backup job \S+ is RUNNING and continues.*`},
		},
		{"is too old", emulator.Script{NeverEnds: true}, 5 * time.Hour, map[string]any{"wait_for": "created"}, 1, []string{`started backup job .*`, `.* continues.*`}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			env.AWS().Script(acctest.FilesARN, test.script)
			id := started(t, env, acctest.FilesARN, nil)
			await(t, env, id, func(j emulator.Job) bool { return j.State == "RUNNING" })
			env.Emulator.Advance(test.older)
			if !test.script.NeverEnds {
				finishAfterLooks(env, 3)
			}
			config := asked(acctest.FilesARN, map[string]any{"skip_if_newer_than": "4h"})
			maps.Copy(config, test.more)
			said := env.Server(nil).Invoke(acctest.Context(t), startAction, config, nil)
			wantDiagnostics(t, said.Diagnostics, nil)
			if n := len(env.AWS().Jobs()) - 1; n != test.wantStarted {
				t.Errorf("%d jobs were started beside the first, want %d:\n%v", n, test.wantStarted, said.Progress)
			}
			said.Progress = slices.DeleteFunc(said.Progress, regexp.MustCompile(` elapsed.* - [A-Z]+$`).MatchString)
			wantProgress(t, said.Progress, test.patterns...)
		})
	}
}

// What cannot be looked up, or not to its end, is an error: a backup too many is
// not what was asked for.
func TestStartAction_skipDenied(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		after  int // calls that AWS answers
		denied []string
		says   string
	}{
		{"the jobs", 0, []string{"ListBackupJobs"}, "Access Denied by AWS Backup"},
		{"the recovery points", 0, []string{"ListRecoveryPointsByBackupVault"}, saysDenied},
		{"the end of a job", 1, looks, "Access Denied by AWS Backup"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			env := inFlight(t)
			id := started(t, env, acctest.DBARN, nil)
			await(t, env, id, func(j emulator.Job) bool { return j.State == "RUNNING" })
			for _, operation := range test.denied {
				env.Emulator.Inject(emulator.Fault{Kind: emulator.AccessDenied, Operation: operation, After: test.after, Times: emulator.Always})
			}
			said := env.Server(nil).Invoke(acctest.Context(t), startAction, asked(acctest.DBARN, map[string]any{"skip_if_newer_than": "4h"}), nil)
			wantDiagnostics(t, said.Diagnostics, []string{"ERROR: " + test.says}, "backup:"+test.denied[0])
			wantJobs(t, env, 1)
		})
	}
}
