// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

func member(name, end string) emulator.Child {
	return emulator.Child{Identifier: name, ResourceARN: volume + name, Script: emulator.Script{End: end}}
}

func TestCompositeJobs(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		children []emulator.Child
		state    types.BackupJobState
		counts   map[string]int64
		points   int
	}{
		{[]emulator.Child{member("a", ""), member("b", "")}, "COMPLETED", map[string]int64{"COMPLETED": 2}, 3},
		{[]emulator.Child{member("a", ""), member("b", "FAILED")}, "PARTIAL", map[string]int64{"COMPLETED": 1, "FAILED": 1}, 2},
		{[]emulator.Child{member("a", "FAILED"), member("b", "EXPIRED")}, "FAILED", map[string]int64{"EXPIRED": 1, "FAILED": 1}, 0},
	} {
		l := newLab(t)
		l.home().Script(stack, emulator.Script{Children: test.children})
		out := l.backup(t, stack)
		if !out.IsParent {
			t.Error("the reply has no IsParent")
		}
		l.Advance(time.Hour)
		job := l.describe(t, out.BackupJobId)
		if job.State != test.state || !job.IsParent || aws.ToInt64(job.NumberOfChildJobs) != 2 || !maps.Equal(job.ChildJobsInState, test.counts) {
			t.Errorf("%s with %v of %d children", job.State, job.ChildJobsInState, aws.ToInt64(job.NumberOfChildJobs))
		}
		if got := len(l.home().RecoveryPoints()); got != test.points {
			t.Errorf("%s: %d points, want %d", test.state, got, test.points)
		}
		children, err := l.client.ListBackupJobs(t.Context(), &backup.ListBackupJobsInput{ByParentJobId: out.BackupJobId})
		if err != nil || len(children.BackupJobs) != 2 || children.BackupJobs[0].IsParent {
			t.Errorf("children %+v, %v", children, err)
		}
	}
}

func TestParentsAndChildrenAreDeletedInOrder(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	parent := l.completed(t, stack)
	list, err := l.client.ListRecoveryPointsByBackupVault(t.Context(), &backup.ListRecoveryPointsByBackupVaultInput{
		BackupVaultName: aws.String("Default"), ByParentRecoveryPointArn: parent.RecoveryPointArn,
	})
	if err != nil || len(list.RecoveryPoints) != 2 {
		t.Fatalf("%+v, %v", list, err)
	}
	wantError(t, l.remove(t, "Default", parent.RecoveryPointArn), "InvalidRequestException", "nested")
	for _, child := range list.RecoveryPoints {
		if aws.ToString(child.CompositeMemberIdentifier) == "" || *child.ParentRecoveryPointArn != *parent.RecoveryPointArn {
			t.Errorf("child %+v", child)
		}
		if err := l.remove(t, "Default", child.RecoveryPointArn); err != nil {
			t.Fatal(err)
		}
	}
	l.Advance(time.Minute)
	l.wantGone(t, parent.RecoveryPointArn) // gone with its last child
}

func TestAStoppedParentStopsItsChildren(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	out := l.backup(t, cluster)
	l.Advance(30 * time.Second)
	if got := l.describe(t, out.BackupJobId); got.State != types.BackupJobStateRunning || aws.ToInt64(got.NumberOfChildJobs) != 2 {
		t.Fatalf("%s with %d children", got.State, aws.ToInt64(got.NumberOfChildJobs))
	}
	if _, err := l.client.StopBackupJob(t.Context(), &backup.StopBackupJobInput{BackupJobId: out.BackupJobId}); err != nil {
		t.Fatal(err)
	}
	l.Advance(time.Second)
	for _, job := range l.home().Jobs() {
		if job.State != "ABORTED" {
			t.Errorf("%s of %s is %s", job.ID, job.ResourceARN, job.State)
		}
	}
	if points := l.home().RecoveryPoints(); len(points) > 0 {
		t.Errorf("left: %+v", points)
	}
}

func TestTheClusterStateIsNoPointOfItsOwn(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	if job := l.completed(t, cluster); job.State != types.BackupJobStateCompleted {
		t.Fatalf("the job is %s", job.State)
	}
	points := l.home().RecoveryPoints()
	if len(points) != 3 {
		t.Fatalf("%d points, want parent, state and volume", len(points))
	}
	state := slices.IndexFunc(points, func(p emulator.RecoveryPoint) bool { return strings.Contains(p.ARN, ":recovery-point:eks/") })
	wantError(t, l.remove(t, "Default", &points[state].ARN), "InvalidRequestException", "cluster state")
}
