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

const (
	clusterARN     = "arn:aws:eks:" + acctest.Region + ":" + acctest.Account + ":cluster/orders"
	nestedStackARN = "arn:aws:cloudformation:" + acctest.Region + ":" + acctest.Account + ":stack/orders-data/5f6d3c1e-1111-4222-8333-944445555777"

	saysMembers      = "Nested Recovery Points Not Changed"
	saysUntaggable   = "Tags of Some Nested Recovery Points Cannot Change"
	saysNotDeletable = "Recovery Point Cannot Be Deleted"
	saysHeldBack     = "Backup Kept, Resource Forgotten"
	saysStay         = "Recovery Points of a Stopped Backup Stay"
)

// nestedStacks is a stack with a file system and, in a stack of its own, a
// volume and a table.
func nestedStacks() emulator.Script {
	return emulator.Script{Children: []emulator.Child{
		{Identifier: "Files", ResourceARN: acctest.FilesARN},
		{Identifier: "Data", ResourceARN: nestedStackARN, Script: emulator.Script{Children: []emulator.Child{
			{Identifier: "Volume", ResourceARN: acctest.VolumeARN},
			{Identifier: "Table", ResourceARN: acctest.TableARN},
		}}},
	}}
}

// pointOf is the recovery point of a source.
func pointOf(t *testing.T, env *acctest.Env, resourceARN string) emulator.RecoveryPoint {
	t.Helper()
	for _, point := range env.AWS().RecoveryPoints() {
		if point.ResourceARN == resourceARN {
			return point
		}
	}
	t.Fatalf("%s has no recovery point", resourceARN)
	return emulator.RecoveryPoint{}
}

// sources are the ARNs of everything that still has a recovery point.
func sources(env *acctest.Env) []string {
	var arns []string
	for _, point := range env.AWS().RecoveryPoints() {
		arns = append(arns, point.ResourceARN)
	}
	slices.Sort(arns)
	return arns
}

func wantKeptForAYear(t *testing.T, points ...emulator.RecoveryPoint) {
	t.Helper()
	for _, point := range points {
		if kept := point.DeleteAt.Sub(point.Created); kept != 365*day {
			t.Errorf("the recovery point of %s is kept for %s, want 365 days", point.ResourceARN, kept)
		}
	}
}

// destroyed destroys and returns what was reported, and whether it failed.
func destroyed(c acctest.Terraform, args ...string) (said []acctest.Diagnostic, failed bool) {
	said = c.Run(append([]string{"destroy", "-auto-approve"}, args...)...)
	return said, slices.ContainsFunc(said, func(d acctest.Diagnostic) bool { return d.Severity == "error" })
}

// TestAccBackupJob_memberRetention: the members of a composite backup, those of
// stacks within the stack included, get a new retention with their parent.
func TestAccBackupJob_memberRetention(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, arn string
		script    emulator.Script
		points    int
	}{
		{name: "stack with a nested stack", arn: acctest.StackARN, script: nestedStacks(), points: 5},
		{name: "cluster", arn: clusterARN, points: 3},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			env.AWS().Script(test.arn, test.script)
			c := env.Terraform(env.Config(job(test.arn, "recovery_point_lifecycle = { delete_after_days = 7 }")))
			apply(t, c)
			wantPoints(t, env, test.points)
			c.Write(env.Config(job(test.arn, "recovery_point_lifecycle = { delete_after_days = 365 }")))
			apply(t, c)
			wantKeptForAYear(t, env.AWS().RecoveryPoints()...)
			wantNoChanges(t, c)
			env.Emulator.Advance(8 * day)
			wantPoints(t, env, test.points)
		})
	}
}

// TestAccBackupJob_memberRetentionFails: a member that AWS does not change is an
// error that names it, and the next apply tries again.
func TestAccBackupJob_memberRetentionFails(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.AWS().Script(acctest.StackARN, nestedStacks())
	c := env.Terraform(env.Config(job(acctest.StackARN, "recovery_point_lifecycle = { delete_after_days = 7 }")))
	apply(t, c)
	table := pointOf(t, env, acctest.TableARN)
	env.Emulator.Inject(emulator.Fault{Kind: emulator.AccessDenied, Operation: "UpdateRecoveryPointLifecycle", Resource: table.ARN, Times: emulator.Always})
	c.Write(env.Config(job(acctest.StackARN, "recovery_point_lifecycle = { delete_after_days = 365 }")))
	wantSaid(t, applyFails(t, c, saysMembers), saysMembers, table.ARN)
	wantKeptForAYear(t, pointOf(t, env, acctest.VolumeARN)) // One denial does not keep the others from theirs.
	env.Emulator.ClearFaults()
	apply(t, c)
	wantKeptForAYear(t, env.AWS().RecoveryPoints()...)
	wantNoChanges(t, c)
}

// TestAccBackupJob_memberTags: members that AWS Backup can tag get the tags of
// the composite backup, and the plan names the others.
func TestAccBackupJob_memberTags(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.AWS().Script(acctest.StackARN, nestedStacks())
	c := env.Terraform(env.Config(job(acctest.StackARN, `tags = { team = "db", stage = "test" }`)))
	apply(t, c)
	c.Write(env.Config(job(acctest.StackARN, `tags = { team = "web" }`)))
	env.Refuse("AccessDeniedException", "ListRecoveryPointsByBackupVault")
	wantSummary(t, c.Run("plan"), "warning", "Access Denied by AWS Backup") // Which members is not known then.
	env.Emulator.ClearFaults()
	wantSaid(t, c.Run("plan"), saysUntaggable, pointOf(t, env, acctest.VolumeARN).ARN)
	apply(t, c)
	for _, arn := range []string{acctest.StackARN, nestedStackARN, acctest.FilesARN, acctest.TableARN} {
		if tags := pointOf(t, env, arn).Tags; tags["team"] != "web" || tags["stage"] != "" {
			t.Errorf("the recovery point of %s has the tags %v, want team = web", arn, tags)
		}
	}
	wantNoChanges(t, c)
}

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
// recovery points of its completed members, which are deleted or named, those of
// a stack within the stack too.
func TestAccBackupJob_stoppedHalfway(t *testing.T) {
	t.Parallel()
	done := emulator.Script{Created: emulator.Skip, Pending: emulator.Skip, Running: time.Second}
	halfway := func(files emulator.Script) emulator.Script {
		return emulator.Script{Children: []emulator.Child{
			{Identifier: "Files", ResourceARN: acctest.FilesARN, Script: files},
			{Identifier: "Volume", ResourceARN: acctest.VolumeARN, Script: emulator.Script{NeverEnds: true}},
		}}
	}
	nested := emulator.Script{Children: []emulator.Child{{Identifier: "Data", ResourceARN: nestedStackARN, Script: halfway(done)}}}
	for _, test := range []struct {
		name, onDestroy string
		script          emulator.Script
		denied          string
		left            []string
		named           bool
	}{
		{name: "stop", onDestroy: "stop", script: halfway(done), left: []string{acctest.FilesARN}, named: true},
		{name: "delete", onDestroy: "delete", script: halfway(done)},
		{name: "nothing completed", onDestroy: "stop", script: halfway(emulator.Script{NeverEnds: true})},
		{name: "stop nested", onDestroy: "stop", script: nested, left: []string{acctest.FilesARN}, named: true},
		{name: "delete nested", onDestroy: "delete", script: nested},
		{name: "members not visible", onDestroy: "delete", script: halfway(done), denied: "ListBackupJobs", left: []string{acctest.FilesARN}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			env.AWS().Script(acctest.StackARN, test.script)
			c := env.Terraform(env.Config(job(acctest.StackARN, "wait_for = \"running\"\n on_destroy = \""+test.onDestroy+"\"")))
			apply(t, c)
			env.Emulator.Advance(time.Hour)
			if test.denied != "" {
				env.Refuse("AccessDeniedException", test.denied)
			}
			said, failed := destroyed(c)
			if failed != (test.denied != "") {
				t.Errorf("failed is %t: %v", failed, said)
			}
			var stay []string
			if test.named {
				stay = append(stay, pointOf(t, env, acctest.FilesARN).ARN)
			}
			wantSaid(t, said, saysStay, stay...)
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
