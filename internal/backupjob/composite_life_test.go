// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob_test

import (
	"slices"
	"strings"
	"testing"

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

// TestAccBackupJob_memberChangeFails: a member that AWS does not change is an
// error that names it, and so are members that AWS does not list. The next apply
// tries again.
func TestAccBackupJob_memberChangeFails(t *testing.T) {
	t.Parallel()
	const list = "ListRecoveryPointsByBackupVault"
	const retention7, retention365 = "recovery_point_lifecycle = { delete_after_days = 7 }", "recovery_point_lifecycle = { delete_after_days = 365 }"
	const tagDB, tagWeb = `tags = { team = "db" }`, `tags = { team = "web" }`
	for _, test := range []struct{ name, before, after, denied, summary string }{
		{"retention", retention7, retention365, "UpdateRecoveryPointLifecycle", saysMembers},
		{"tags", tagDB, tagWeb, "TagResource", saysMembers},
		{"retention, not listed", retention7, retention365, list, saysDenied},
		{"tags, not listed", tagDB, tagWeb, list, saysDenied},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			env.AWS().Script(acctest.StackARN, nestedStacks())
			c := env.Terraform(env.Config(job(acctest.StackARN, test.before)))
			apply(t, c)
			changed := func(arn string) bool {
				point := pointOf(t, env, arn)
				return point.Tags["team"] == "web" || point.DeleteAt.Sub(point.Created) == 365*day
			}
			fault := emulator.Fault{Kind: emulator.AccessDenied, Operation: test.denied, Times: emulator.Always}
			named := "backup:" + list
			if test.denied != list {
				fault.Resource = pointOf(t, env, acctest.TableARN).ARN
				named = fault.Resource
			}
			env.Emulator.Inject(fault)
			c.Write(env.Config(job(acctest.StackARN, test.after)))
			said := applyFails(t, c, test.summary)
			if last := said[len(said)-1]; !strings.Contains(last.Detail, named) {
				t.Errorf("the error does not name %s: %s", named, last.Detail)
			}
			// One denial does not keep the other members from theirs, and the parent waits for all.
			if changed(acctest.FilesARN) != (test.denied != list) || changed(acctest.StackARN) {
				t.Errorf("changed are the member %t, the parent %t", changed(acctest.FilesARN), changed(acctest.StackARN))
			}
			env.Emulator.ClearFaults()
			apply(t, c)
			for _, arn := range []string{acctest.StackARN, nestedStackARN, acctest.FilesARN, acctest.TableARN} {
				if !changed(arn) {
					t.Errorf("the recovery point of %s is not changed", arn)
				}
			}
			wantNoChanges(t, c)
		})
	}
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
	wantSaid(t, c.Run("plan"), saysUntaggable, pointOf(t, env, acctest.VolumeARN).ARN)
	apply(t, c)
	for _, arn := range []string{acctest.StackARN, nestedStackARN, acctest.FilesARN, acctest.TableARN} {
		if tags := pointOf(t, env, arn).Tags; tags["team"] != "web" || tags["stage"] != "" {
			t.Errorf("the recovery point of %s has the tags %v, want team = web", arn, tags)
		}
	}
	wantNoChanges(t, c)
}
