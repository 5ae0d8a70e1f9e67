// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob_test

import (
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

const day = 24 * time.Hour

// family is a kind of resource that behaves in its own way.
type family struct {
	name, arn string
	prepare   func(*emulator.Region)
}

func families() []family {
	classic := func(r *emulator.Region) { r.SetAdvancedDynamoDB(false) }
	return []family{
		{"EBS", acctest.VolumeARN, nil},
		{"EFS", acctest.FilesARN, nil},
		{"RDS", acctest.DBARN, nil},
		{"DynamoDB advanced", acctest.TableARN, nil},
		{"DynamoDB classic", acctest.TableARN, classic},
		{"S3", acctest.BucketARN, nil},
		{"EC2", acctest.HostARN, nil},
		{"FSx", acctest.FSxARN, nil},
	}
}

// TestAccBackupJob_outlivesItsRecord walks a backup through its life: AWS
// forgets the job after 30 days, keeps the point for a year, deletes it as
// scheduled. Nothing of that is drift, and nothing takes a second backup.
func TestAccBackupJob_outlivesItsRecord(t *testing.T) {
	t.Parallel()
	for _, f := range families() {
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			if f.prepare != nil {
				f.prepare(env.AWS())
			}
			config := env.Config(job(f.arn, `recovery_point_lifecycle = { delete_after_days = 365 }`))
			later := func(d time.Duration) func() {
				return func() { env.Emulator.Advance(d); env.Emulator.ResetRequests() }
			}
			env.Run(
				resource.TestStep{Config: config, ConfigStateChecks: states(is("state", "COMPLETED"), is("recovery_point_status", "COMPLETED"))},
				resource.TestStep{
					PreConfig: later(40 * day), Config: config, ConfigPlanChecks: planned(plancheck.ExpectEmptyPlan()),
					ConfigStateChecks: states(is("state", "COMPLETED"), is("recovery_point_status", "COMPLETED"), has("recovery_point_arn", knownvalue.NotNull())),
				},
				resource.TestStep{
					PreConfig: later(360 * day), Config: config, ConfigPlanChecks: planned(plancheck.ExpectEmptyPlan()),
					ConfigStateChecks: states(is("state", "COMPLETED"), is("recovery_point_status", "DELETED"), has("recovery_point_arn", knownvalue.NotNull())),
				},
				resource.TestStep{
					PreConfig: env.Emulator.ResetRequests, Config: config, ConfigPlanChecks: planned(plancheck.ExpectEmptyPlan()),
				},
			)
			// The last step and the destroy of a point that is gone ask nothing.
			wantCalls(t, env, map[string]int{})
			wantJobs(t, env, 1)
		})
	}
}

// TestAccBackupJob_deletedByHand is real drift: the point is gone before its
// time, so a new backup is planned, once.
func TestAccBackupJob_deletedByHand(t *testing.T) {
	t.Parallel()
	for _, f := range families() {
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			if f.prepare != nil {
				f.prepare(env.AWS())
			}
			config := env.Config(job(f.arn, `recovery_point_lifecycle = { delete_after_days = 365 }`))
			env.Run(
				resource.TestStep{Config: config},
				resource.TestStep{
					PreConfig: func() {
						env.Emulator.Advance(40 * day)
						if !env.AWS().RemoveRecoveryPoint(env.AWS().RecoveryPoints()[0].ARN) {
							t.Error("there was no recovery point to remove")
						}
					},
					Config: config, ConfigPlanChecks: planned(action(plancheck.ResourceActionCreate)),
					ConfigStateChecks: states(is("state", "COMPLETED"), is("recovery_point_status", "COMPLETED")),
				},
				resource.TestStep{Config: config, ConfigPlanChecks: planned(plancheck.ExpectEmptyPlan())},
			)
			wantJobs(t, env, 2)
		})
	}
}

// TestAccBackupJob_refreshCalls is the exact cost of refreshing a finished
// backup: one look at its point, one at its tags where it has any that can be
// asked for, and never one at the job.
func TestAccBackupJob_refreshCalls(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, arn, extra string
		want             map[string]int
	}{
		{"point that cannot be tagged", acctest.VolumeARN, `tags = { team = "db" }`, map[string]int{"DescribeRecoveryPoint": 1}},
		{"point without tags", acctest.FilesARN, "", map[string]int{"DescribeRecoveryPoint": 1}},
		{"point with tags", acctest.FilesARN, `tags = { team = "db" }`, map[string]int{"DescribeRecoveryPoint": 1, "ListTags": 1}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			c := env.Terraform(env.Config(job(test.arn, test.extra)))
			apply(t, c)
			env.Emulator.ResetRequests()
			apply(t, c, "-refresh-only")
			wantCalls(t, env, test.want)
		})
	}
}

// TestAccBackupJob_deniedRead keeps the resource whatever a 403 means.
func TestAccBackupJob_deniedRead(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	config := env.Config(job(acctest.FilesARN, ""))
	env.Run(
		resource.TestStep{Config: config},
		resource.TestStep{
			PreConfig: func() {
				env.Emulator.Inject(emulator.Fault{Kind: emulator.AccessDenied, Operation: "DescribeRecoveryPoint", Times: emulator.Always})
			},
			Config: config, ConfigPlanChecks: planned(plancheck.ExpectEmptyPlan()),
			ConfigStateChecks: states(is("recovery_point_status", "COMPLETED")),
		},
		resource.TestStep{
			// The vault is gone: AWS says 403 here too.
			PreConfig: func() { env.Emulator.ClearFaults(); env.AWS().RemoveVault("Default") },
			Config:    config, ConfigPlanChecks: planned(plancheck.ExpectEmptyPlan()),
		},
	)
	wantJobs(t, env, 1)
}

// TestAccBackupJob_faultyRead never drops the resource for an error that is not
// a not-found.
func TestAccBackupJob_faultyRead(t *testing.T) {
	t.Parallel()
	for _, kind := range []emulator.FaultKind{emulator.Throttle, emulator.ServerError, emulator.HTML, emulator.Truncate, emulator.ExpiredToken} {
		t.Run(string(kind), func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			config := env.ProviderBlock("max_retries = 1") + job(acctest.FilesARN, "")
			env.Run(
				resource.TestStep{Config: config},
				resource.TestStep{
					PreConfig: func() {
						env.Emulator.Inject(emulator.Fault{Kind: kind, Operation: "DescribeRecoveryPoint", Times: emulator.Always})
					},
					Config: config, ExpectError: anyError,
				},
				resource.TestStep{PreConfig: env.Emulator.ClearFaults, Config: config, ConfigPlanChecks: planned(plancheck.ExpectEmptyPlan())},
			)
			wantJobs(t, env, 1)
		})
	}
}
