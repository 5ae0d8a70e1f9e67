// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsbackup_test

import (
	"errors"
	"net/http"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
)

// Every state that the SDK knows of a kind has a stage and words.
func TestKind_states(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		kind                string
		known               []string // by the kind
		sdk                 []string
		finished, succeeded []string
		phase               func(state string) string
		stage               func(state string) awsbackup.Stage
	}{
		{
			kind: "backup job", known: awsbackup.BackupJobs.KnownStates(), sdk: texts(types.BackupJobState("").Values()),
			finished: []string{"ABORTED", "COMPLETED", "EXPIRED", "FAILED", "PARTIAL"}, succeeded: []string{"COMPLETED"},
			phase: func(s string) string {
				return awsbackup.BackupJobs.Observe(&awsbackup.Job{State: types.BackupJobState(s)}).Phase
			},
			stage: awsbackup.BackupJobs.Stage,
		},
		{
			kind: "copy job", known: awsbackup.CopyJobs.KnownStates(), sdk: texts(types.CopyJobState("").Values()),
			finished: []string{"COMPLETED", "FAILED", "PARTIAL"}, succeeded: []string{"COMPLETED"},
			phase: func(s string) string {
				return awsbackup.CopyJobs.Observe(&awsbackup.CopyJob{State: types.CopyJobState(s)}).Phase
			},
			stage: awsbackup.CopyJobs.Stage,
		},
		{
			kind: "restore job", known: awsbackup.RestoreJobs.KnownStates(), sdk: texts(types.RestoreJobStatus("").Values()),
			finished: []string{"ABORTED", "COMPLETED", "FAILED"}, succeeded: []string{"COMPLETED"},
			phase: func(s string) string {
				return awsbackup.RestoreJobs.Observe(&awsbackup.RestoreJob{Status: types.RestoreJobStatus(s)}).Phase
			},
			stage: awsbackup.RestoreJobs.Stage,
		},
	} {
		if !slices.Equal(test.known, test.sdk) {
			t.Errorf("%s: knows %v, the SDK %v", test.kind, test.known, test.sdk)
		}
		for _, state := range test.sdk {
			stage := test.stage(state)
			if stage.Finished() != slices.Contains(test.finished, state) || (stage == awsbackup.StageSucceeded) != slices.Contains(test.succeeded, state) || stage == awsbackup.StageUnknown {
				t.Errorf("%s %s: stage %d", test.kind, state, stage)
			}
			if test.phase(state) == "" {
				t.Errorf("%s %s: no words", test.kind, state)
			}
		}
	}
}

func texts[S ~string](states []S) []string {
	all := make([]string, len(states))
	for i, s := range states {
		all[i] = string(s)
	}
	slices.Sort(all)
	return all
}

// What a state means that nobody knows depends on the kind.
func TestKind_unknownState(t *testing.T) {
	t.Parallel()
	ended := aws.Time(time.Unix(1, 0))
	for _, test := range []struct {
		name string
		got  *awsbackup.Observation
		want awsbackup.Stage
	}{
		{name: "backup", got: awsbackup.BackupJobs.Observe(&awsbackup.Job{State: "PAUSED"}), want: awsbackup.StageUnknown},
		{name: "backup with an end", got: awsbackup.BackupJobs.Observe(&awsbackup.Job{State: "PAUSED", CompletionDate: ended}), want: awsbackup.StageUnknown},
		{name: "copy", got: awsbackup.CopyJobs.Observe(&awsbackup.CopyJob{State: "ABORTING"}), want: awsbackup.StageInFlight},
		{name: "copy with an end", got: awsbackup.CopyJobs.Observe(&awsbackup.CopyJob{State: "ABORTED", CompletionDate: ended}), want: awsbackup.StageEnded},
		{name: "copy in a known state with an end", got: awsbackup.CopyJobs.Observe(&awsbackup.CopyJob{State: "RUNNING", CompletionDate: ended}), want: awsbackup.StageInFlight},
		{name: "copy without a state", got: awsbackup.CopyJobs.Observe(&awsbackup.CopyJob{CompletionDate: ended}), want: awsbackup.StageUnknown},
		{name: "restore", got: awsbackup.RestoreJobs.Observe(&awsbackup.RestoreJob{Status: "VALIDATING"}), want: awsbackup.StageInFlight},
		{name: "restore with an end", got: awsbackup.RestoreJobs.Observe(&awsbackup.RestoreJob{Status: "VALIDATING", CompletionDate: ended}), want: awsbackup.StageEnded},
	} {
		if test.got.Stage != test.want {
			t.Errorf("%s: stage %d, want %d", test.name, test.got.Stage, test.want)
		}
	}
}

// What a kind does not report of its jobs stays empty, all else is there.
func TestKind_fields(t *testing.T) {
	t.Parallel()
	var job awsbackup.Job
	var copied awsbackup.CopyJob
	var restored awsbackup.RestoreJob
	for _, v := range []any{&job, &copied, &restored} {
		fill(reflect.ValueOf(v).Elem())
	}
	*restored.ExpectedCompletionTimeMinutes = 5
	for _, n := range []*int64{job.BytesTransferred, job.BackupSizeInBytes, copied.BackupSizeInBytes, restored.BackupSizeInBytes} {
		*n = 7
	}
	for _, test := range []struct {
		observed *awsbackup.Observation
		lacks    []string
	}{
		{observed: awsbackup.BackupJobs.Observe(&job)},
		{observed: awsbackup.CopyJobs.Observe(&copied), lacks: []string{"VaultName", "StartBy", "ExpectedCompletion", "PercentDone", "BytesDone"}},
		{observed: awsbackup.RestoreJobs.Observe(&restored), lacks: []string{"VaultName", "MessageCategory", "Lifecycle", "StartBy", "BytesDone", "NumberOfChildJobs", "ChildJobsInState"}},
	} {
		for field, v := range reflect.ValueOf(test.observed).Elem().Fields() {
			if field.Name == "Stage" || field.Name == "Phase" || field.Name == "LacksVSS" {
				continue // of the state, which is nonsense here
			}
			if v.IsZero() != slices.Contains(test.lacks, field.Name) {
				t.Errorf("%s: %s is %v, want it to be lacking: %t", test.observed.Kind, field.Name, v, slices.Contains(test.lacks, field.Name))
			}
		}
	}
	if want := restored.CreationDate.Add(5 * time.Minute); !awsbackup.RestoreJobs.Observe(&restored).ExpectedCompletion.Equal(want) {
		t.Errorf("a restore of 5 minutes ends at %v, want %v", awsbackup.RestoreJobs.Observe(&restored).ExpectedCompletion, want)
	}
}

// Every kind tells apart an answer without a job, one that is lacking the job's
// ID, and an error; a list without a bound asks for no date.
func TestKind_calls(t *testing.T) {
	t.Parallel()
	testCalls(t, awsbackup.BackupJobs, "{}", "")
	testCalls(t, awsbackup.CopyJobs, `{"CopyJob":{}}`, "{}")
	testCalls(t, awsbackup.RestoreJobs, "{}", "")
}

// testCalls takes answers to a describe: a job without an ID, and one without a job,
// "" if the kind has no such answer.
func testCalls[J any](t *testing.T, kind *awsbackup.Kind[J], unnamed, none string) {
	t.Helper()
	answering := func(status int, exception, body string) (*wire, *awsbackup.Client) {
		w := &wire{answer: func(int, *http.Request) *http.Response { return reply(status, exception, body) }}
		return w, client(w, awsbackup.Options{})
	}
	_, c := answering(http.StatusOK, "", unnamed)
	if job, err := kind.Describe(t.Context(), c, "x"); err != nil || kind.Observe(job).ID != "x" {
		t.Errorf("%s without an ID: got %v and %v, want the ID that was asked for", kind.Name, job, err)
	}
	if _, c := answering(http.StatusOK, "", none); none != "" {
		if job, err := kind.Describe(t.Context(), c, "x"); job != nil || !errors.Is(err, awsbackup.ErrNoAnswer) {
			t.Errorf("no %s: got %v and %v", kind.Name, job, err)
		}
	}
	_, c = answering(http.StatusForbidden, "AccessDeniedException", "{}")
	if job, err := kind.Describe(t.Context(), c, "x"); job != nil || !awsbackup.IsAccessDenied(err) {
		t.Errorf("%s that may not be read: got %v and %v", kind.Name, job, err)
	}
	if jobs, _, err := kind.List(t.Context(), c, awsbackup.JobPage{Size: 1}); jobs != nil || !awsbackup.IsAccessDenied(err) {
		t.Errorf("%ss that may not be listed: got %v and %v", kind.Name, jobs, err)
	}
	w, c := answering(http.StatusOK, "", "{}")
	if jobs, _, err := kind.List(t.Context(), c, awsbackup.JobPage{Size: 7}); len(jobs) > 0 || err != nil || w.requests[0].URL.RawQuery != "maxResults=7" {
		t.Errorf("list of %ss: got %v and %v by %s", kind.Name, jobs, err, w.requests[0].URL.RawQuery)
	}
}
