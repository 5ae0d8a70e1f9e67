// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsbackup_test

import (
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
