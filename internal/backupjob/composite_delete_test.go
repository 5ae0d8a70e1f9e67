// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// TestAccBackupJob_memberDelete: a composite backup is deleted from the members
// up. What AWS keeps is named, and the resource is forgotten only for a lock or
// a hold.
func TestAccBackupJob_memberDelete(t *testing.T) {
	t.Parallel()
	deny := func(arn string) func(*testing.T, *acctest.Env) string {
		return func(t *testing.T, env *acctest.Env) string {
			t.Helper()
			point := pointOf(t, env, arn).ARN
			env.Emulator.Inject(emulator.Fault{Kind: emulator.AccessDenied, Operation: "DeleteRecoveryPoint", Resource: point, Times: emulator.Always})
			return point
		}
	}
	for _, test := range []struct {
		name, arn string
		script    emulator.Script
		// before returns the ARN that the message must have.
		before  func(*testing.T, *acctest.Env) string
		message string
		failed  bool
		left    []string
	}{
		{name: "stack with a nested stack", arn: acctest.StackARN, script: nestedStacks()},
		{name: "cluster", arn: clusterARN},
		{
			name: "denied member", arn: acctest.StackARN, script: nestedStacks(), before: deny(acctest.VolumeARN),
			message: "Access Denied", failed: true, left: []string{acctest.StackARN, nestedStackARN, acctest.VolumeARN},
		},
		{
			name: "two denied members", arn: acctest.StackARN, script: nestedStacks(),
			before: func(t *testing.T, env *acctest.Env) string {
				t.Helper()
				deny(acctest.VolumeARN)(t, env)
				return "- " + deny(acctest.FilesARN)(t, env) + ": " // The error of each is listed.
			},
			message: "Access Denied", failed: true, left: []string{acctest.StackARN, nestedStackARN, acctest.VolumeARN, acctest.FilesARN},
		},
		{
			name: "members without a date of deletion", arn: acctest.StackARN, script: nestedStacks(),
			before: func(_ *testing.T, env *acctest.Env) string {
				env.Emulator.Inject(emulator.Fault{Kind: emulator.Nulls, Operation: "ListRecoveryPointsByBackupVault", Members: []string{"CalculatedLifecycle"}, Times: emulator.Always})
				return ""
			},
		},
		{
			name: "denied cluster", arn: clusterARN,
			before: func(t *testing.T, env *acctest.Env) (state string) {
				t.Helper()
				for _, point := range env.AWS().RecoveryPoints() {
					switch {
					case point.ParentARN == "":
						env.Emulator.Inject(emulator.Fault{Kind: emulator.AccessDenied, Operation: "DeleteRecoveryPoint", Resource: point.ARN, Times: emulator.Always})
					case point.ResourceARN == clusterARN:
						state = point.ARN
					}
				}
				return state // Its cluster state is left with it.
			},
			message: "Access Denied", failed: true, left: []string{clusterARN, clusterARN},
		},
		{
			name: "denied member of a cluster", arn: clusterARN,
			script: emulator.Script{Children: []emulator.Child{{Identifier: "ClusterState", ResourceARN: clusterARN}, {Identifier: "Volume", ResourceARN: acctest.VolumeARN}}},
			before: deny(acctest.VolumeARN), message: "Access Denied", failed: true, left: []string{clusterARN, clusterARN, acctest.VolumeARN},
		},
		{
			name: "member that is being restored", arn: acctest.StackARN, script: nestedStacks(),
			before: func(t *testing.T, env *acctest.Env) string {
				t.Helper()
				point := pointOf(t, env, acctest.TableARN).ARN
				env.AWS().RestoringRecoveryPoint(point, true)
				return point
			},
			message: saysNotDeletable, failed: true, left: []string{acctest.StackARN, nestedStackARN, acctest.TableARN},
		},
		{
			name: "member under legal hold", arn: acctest.StackARN, script: nestedStacks(),
			before: func(t *testing.T, env *acctest.Env) string {
				t.Helper()
				point := pointOf(t, env, acctest.FilesARN).ARN
				env.AWS().HoldRecoveryPoint(point)
				return point
			},
			message: saysHeldBack, left: []string{acctest.StackARN, acctest.FilesARN},
		},
		{
			name: "locked vault", arn: acctest.StackARN, script: nestedStacks(),
			before: func(t *testing.T, env *acctest.Env) string {
				t.Helper()
				env.AWS().LockVault("Default", emulator.Lock{Min: 1})
				return pointOf(t, env, acctest.FilesARN).ARN
			},
			message: saysHeldBack, left: []string{acctest.StackARN, nestedStackARN, acctest.TableARN, acctest.FilesARN, acctest.VolumeARN},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			env.AWS().Script(test.arn, test.script)
			c := env.Terraform(env.Config(job(test.arn, `on_destroy = "delete"`)))
			apply(t, c)
			var named string
			if test.before != nil {
				named = test.before(t, env)
			}
			started := time.Now()
			said, failed := destroyed(c)
			if took := time.Since(started); took > time.Minute {
				t.Errorf("the destroy took %s", took)
			}
			if failed != test.failed {
				t.Errorf("failed is %t, want %t: %v", failed, test.failed, said)
			}
			if test.message != "" && !slices.ContainsFunc(said, func(d acctest.Diagnostic) bool {
				return strings.Contains(d.Summary, test.message) && strings.Contains(d.Detail, named)
			}) {
				t.Errorf("no message %q names %s:\n%v", test.message, named, said)
			}
			slices.Sort(test.left)
			if got := sources(env); !slices.Equal(got, test.left) {
				t.Errorf("recovery points of %v are left, want those of %v", got, test.left)
			}
			if held := len(c.State()); (held == 1) != test.failed {
				t.Errorf("state holds %d objects", held)
			}
			if !test.failed {
				return
			}
			env.Emulator.ClearFaults()
			if strings.HasPrefix(test.message, saysNotDeletable) {
				env.AWS().RestoringRecoveryPoint(named, false)
			}
			if said, failed := destroyed(c); failed {
				t.Errorf("the second destroy fails: %v", said)
			}
			wantPoints(t, env, 0)
		})
	}
}

// TestAccBackupJob_stoppedHalfway: a composite job that is stopped leaves the
// recovery points of its completed members, which are deleted or named.
func TestAccBackupJob_stoppedHalfway(t *testing.T) {
	t.Parallel()
	halfway := emulator.Script{Children: []emulator.Child{
		{Identifier: "Files", ResourceARN: acctest.FilesARN, Script: emulator.Script{Created: emulator.Skip, Pending: emulator.Skip, Running: time.Second}},
		{Identifier: "Volume", ResourceARN: acctest.VolumeARN, Script: emulator.Script{NeverEnds: true}},
	}}
	for _, test := range []struct {
		onDestroy string
		left      []string
		named     int
	}{
		{onDestroy: "stop", left: []string{acctest.FilesARN}, named: 1},
		{onDestroy: "delete"},
	} {
		t.Run(test.onDestroy, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			env.AWS().Script(acctest.StackARN, halfway)
			c := env.Terraform(env.Config(job(acctest.StackARN, "wait_for = \"running\"\n on_destroy = \""+test.onDestroy+"\"")))
			apply(t, c)
			env.Emulator.Advance(time.Hour)
			files := pointOf(t, env, acctest.FilesARN).ARN
			said, failed := destroyed(c)
			if failed {
				t.Errorf("the destroy fails: %v", said)
			}
			wantSaid(t, said, saysStay, slices.Repeat([]string{files}, test.named)...)
			if got := sources(env); !slices.Equal(got, test.left) {
				t.Errorf("recovery points of %v are left, want those of %v", got, test.left)
			}
		})
	}
}

// TestAccBackupJob_halfwayDestroyedTwice: a destroy that could delete only some
// of the completed members is finished by a later one.
func TestAccBackupJob_halfwayDestroyedTwice(t *testing.T) {
	t.Parallel()
	done := emulator.Script{Created: emulator.Skip, Pending: emulator.Skip, Running: time.Second}
	env := acctest.New(t)
	env.AWS().Script(acctest.StackARN, emulator.Script{Children: []emulator.Child{
		{Identifier: "Files", ResourceARN: acctest.FilesARN, Script: done},
		{Identifier: "Table", ResourceARN: acctest.TableARN, Script: done},
		{Identifier: "Volume", ResourceARN: acctest.VolumeARN, Script: emulator.Script{NeverEnds: true}},
	}})
	c := env.Terraform(env.Config(job(acctest.StackARN, "wait_for = \"running\"\n on_destroy = \"delete\"")))
	apply(t, c)
	env.Emulator.Advance(time.Hour)
	table := pointOf(t, env, acctest.TableARN).ARN
	env.Emulator.Inject(emulator.Fault{Kind: emulator.AccessDenied, Operation: "DeleteRecoveryPoint", Resource: table})
	if _, failed := destroyed(c); !failed {
		t.Fatal("the destroy says nothing of a member that it was not allowed to delete")
	}
	if got := sources(env); !slices.Equal(got, []string{acctest.TableARN}) {
		t.Fatalf("recovery points of %v are left, want that of the table", got)
	}
	env.Emulator.Advance(25 * time.Hour)
	if said, failed := destroyed(c); failed {
		t.Errorf("the destroy that follows fails: %v", said)
	}
	if got := sources(env); len(got) > 0 {
		t.Errorf("recovery points of %v are left", got)
	}
}
