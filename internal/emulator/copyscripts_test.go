// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

func manyTags(n int) map[string]string {
	tags := map[string]string{}
	for i := range n {
		tags[fmt.Sprintf("key-%d", i)] = "value"
	}
	return tags
}

func TestScriptsOfCopies(t *testing.T) {
	t.Parallel()
	l := copyLab(t)
	source := l.completed(t, files)
	l.home().ScriptCopies("*", emulator.CopyScript{Running: emulator.Skip, Created: emulator.Skip})
	for _, test := range []struct {
		script   emulator.CopyScript
		state    types.CopyJobState
		message  string
		category string
		copied   bool
	}{
		{emulator.CopyScript{End: "FAILED", Message: "Access denied exception while trying to list tags", Category: "AccessDenied"}, types.CopyJobStateFailed, "list tags", "AccessDenied", false},
		{emulator.CopyScript{End: "FAILED"}, types.CopyJobStateFailed, "", "MISCELLANEOUS", false},
		{emulator.CopyScript{Message: "with remarks", Category: "TAG_COPY_ERROR"}, types.CopyJobStateCompleted, "with remarks", "TAG_COPY_ERROR", true},
		{emulator.CopyScript{End: "PARTIAL"}, types.CopyJobStatePartial, "", "MISCELLANEOUS", true},
	} {
		l.home().ScriptCopies(files, test.script)
		job := l.copied(t, source.RecoveryPointArn, farVault)
		if job.State != test.state || !contains(job.StatusMessage, test.message) || aws.ToString(job.MessageCategory) != test.category ||
			(job.DestinationRecoveryPointArn != nil) != test.copied || job.CompletionDate == nil {
			t.Errorf("%+v: %s %q (%s)", test.script, job.State, aws.ToString(job.StatusMessage), aws.ToString(job.MessageCategory))
		}
	}
	if job := l.describeCopy(t, l.startCopy(t, source.RecoveryPointArn, farVault)); job.State != types.CopyJobStateCompleted {
		t.Errorf("the default script leaves the copy %s", job.State)
	}
	l.home().ScriptCopies(files, emulator.CopyScript{NeverEnds: true})
	stuck := l.startCopy(t, source.RecoveryPointArn, farVault)
	behind := l.startCopy(t, source.RecoveryPointArn, farVault)
	l.Advance(1000 * day)
	wantCopy(t, l.describeCopy(t, stuck), types.CopyJobStateRunning, "")
	wantCopy(t, l.describeCopy(t, behind), types.CopyJobStateCreated, "")
}

func TestLagsOfCopies(t *testing.T) {
	t.Parallel()
	l := copyLab(t)
	source := l.completed(t, volume)
	l.home().ScriptCopies(volume, emulator.CopyScript{RecordLag: time.Minute, VisibilityLag: 10 * time.Minute})
	id := l.startCopy(t, source.RecoveryPointArn, farVault)
	_, err := l.client.DescribeCopyJob(t.Context(), &backup.DescribeCopyJobInput{CopyJobId: id})
	wantError(t, err, "ResourceNotFoundException", "")
	l.Advance(4 * time.Minute)
	job := l.describeCopy(t, id)
	_, err = l.pointAs(t, account, farRegion, "offsite", job.DestinationRecoveryPointArn)
	wantError(t, err, "ResourceNotFoundException", "")
	l.Advance(10 * time.Minute)
	if _, err = l.pointAs(t, account, farRegion, "offsite", job.DestinationRecoveryPointArn); err != nil {
		t.Error(err)
	}
}

func TestCopiesOfCompositePoints(t *testing.T) {
	t.Parallel()
	nested := []emulator.Child{{Identifier: "Disk", ResourceARN: volume}, {Identifier: "Orders", ResourceARN: table}}
	for name, test := range map[string]struct {
		arrange  func(l *lab)
		state    types.CopyJobState
		message  string
		children map[string]int64
		points   int
	}{
		"all":             {func(*lab) {}, types.CopyJobStateCompleted, "", map[string]int64{"COMPLETED": 2}, 3},
		"one fails":       {func(l *lab) { l.home().ScriptCopies(table, emulator.CopyScript{End: "FAILED"}) }, types.CopyJobStatePartial, "1 of 2", map[string]int64{"COMPLETED": 1, "FAILED": 1}, 2},
		"all fail":        {func(l *lab) { l.home().ScriptCopies("*", emulator.CopyScript{}, emulator.CopyScript{End: "FAILED"}) }, types.CopyJobStateFailed, "all nested", map[string]int64{"FAILED": 2}, 0},
		"one left out":    {func(l *lab) { l.home().SetAdvancedDynamoDB(false) }, types.CopyJobStatePartial, "1 of 2", map[string]int64{"COMPLETED": 1}, 2},
		"PARTIAL at will": {func(l *lab) { l.home().ScriptCopies(stack, emulator.CopyScript{End: "PARTIAL", Message: "as wished"}) }, types.CopyJobStatePartial, "as wished", map[string]int64{"COMPLETED": 2}, 3},
	} {
		l := copyLab(t)
		l.home().Script(stack, emulator.Script{Children: nested})
		test.arrange(l)
		source := l.completed(t, stack)
		id := l.startCopy(t, source.RecoveryPointArn, farVault)
		l.Advance(time.Minute)
		if running := l.describeCopy(t, id); running.State != types.CopyJobStateRunning || !running.IsParent {
			t.Errorf("%s: %s after a minute", name, running.State)
		}
		l.Advance(time.Hour)
		job := l.describeCopy(t, id)
		if job.State != test.state || !contains(job.StatusMessage, test.message) || len(job.ChildJobsInState) != len(test.children) {
			t.Errorf("%s: %s %q, children %v", name, job.State, aws.ToString(job.StatusMessage), job.ChildJobsInState)
		}
		total := int64(0)
		for state, n := range test.children {
			total += n
			if job.ChildJobsInState[state] != n {
				t.Errorf("%s: children %v, want %v", name, job.ChildJobsInState, test.children)
			}
		}
		if aws.ToInt64(job.NumberOfChildJobs) != total {
			t.Errorf("%s: %d children", name, aws.ToInt64(job.NumberOfChildJobs))
		}
		points := l.Region(farRegion).RecoveryPoints()
		if len(points) != test.points {
			t.Errorf("%s: %d points, want %d", name, len(points), test.points)
		}
		for _, p := range points {
			if p.IsParent != (p.ARN == aws.ToString(job.DestinationRecoveryPointArn)) || !p.IsParent && test.state != types.CopyJobStateFailed && p.ParentARN != aws.ToString(job.DestinationRecoveryPointArn) {
				t.Errorf("%s: %s below %q", name, p.ARN, p.ParentARN)
			}
		}
		for _, child := range l.home().CopyJobs()[1:] {
			if child.ParentID != *id || !strings.Contains("EBS DynamoDB", child.ResourceType) {
				t.Errorf("%s: %+v", name, child)
			}
		}
	}
}
