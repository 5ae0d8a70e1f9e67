// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package copyjob_test

import (
	"cmp"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// planted puts a recovery point in place that no job of Terraform's made.
func planted(p emulator.RecoveryPoint) func(*testing.T, *acctest.Env) string {
	return func(_ *testing.T, env *acctest.Env) string {
		p.VaultName = "Default"
		return env.AWS().AddRecoveryPoints(p)[0]
	}
}

// scripted takes a backup by a script.
func scripted(source string, script emulator.Script) func(*testing.T, *acctest.Env) string {
	return func(t *testing.T, env *acctest.Env) string {
		t.Helper()
		env.AWS().Script(source, script)
		return backedUp(t, env, source, nil).ARN
	}
}

// locked locks the destination vault of an account for good.
func locked(account string) func(*acctest.Env) {
	return func(env *acctest.Env) {
		env.Emulator.Account(account).Region(away).LockVault("offsite", emulator.Lock{Min: 100, Date: time.Now().Add(-1000 * day)})
	}
}

// TestCopyJob_badInput: a copy that AWS does not make is an error of the plan
// where it can be known; without the preflight, or where it cannot, the apply
// fails with AWS's reason. In no case is there a copy, and the source stays.
func TestCopyJob_badInput(t *testing.T) {
	t.Parallel()
	const (
		cluster   = "arn:aws:rds:" + acctest.Region + ":" + acctest.Account + ":cluster:orders"
		warehouse = "arn:aws:redshift:" + acctest.Region + ":" + acctest.Account + ":cluster:warehouse"
		brief     = "recovery_point_lifecycle = { delete_after_days = 30 }"
		failed    = "error: Copy Job Failed"
	)
	files := scripted(acctest.FilesARN, emulator.Script{})
	for name, test := range map[string]struct {
		source             func(*testing.T, *acctest.Env) string
		arrange            func(*acctest.Env)
		stranger           bool // that the other account does not admit
		destination, extra string
		// plan is what the plan reports; apply is what the apply without preflight
		// reports, "" for what the plan reports in any case; reason is AWS's.
		plan, apply, reason string
	}{
		"cold": {
			source: func(t *testing.T, env *acctest.Env) string {
				t.Helper()
				return backedUp(t, env, acctest.FilesARN, func(in *backup.StartBackupJobInput) {
					in.Lifecycle = &types.Lifecycle{MoveToColdStorageAfterDays: new(int64(1))}
				}).ARN
			},
			arrange: func(env *acctest.Env) { env.Emulator.Advance(10 * day) },
			plan:    "error: Copy of a backup in cold storage", apply: failed, reason: "cold storage",
		},
		"continuous database": {
			source: planted(emulator.RecoveryPoint{ResourceARN: acctest.DBARN, Continuous: true}),
			plan:   "error: Copy of a continuous backup", apply: failed, reason: "Continuous",
		},
		"continuous bucket": {
			source: planted(emulator.RecoveryPoint{ResourceARN: acctest.BucketARN, Continuous: true}),
			plan:   "error: Copy of a continuous backup", apply: failed, reason: "Continuous",
		},
		"DynamoDB without advanced features": {
			source: func(t *testing.T, env *acctest.Env) string {
				t.Helper()
				env.AWS().SetAdvancedDynamoDB(false)
				return backedUp(t, env, acctest.TableARN, nil).ARN
			},
			plan: "error: Recovery points of this type cannot be copied",
		},
		"Redshift": {
			source: scripted(warehouse, emulator.Script{}),
			plan:   "error: Recovery points of this type cannot be copied",
		},
		"RDS Multi-AZ cluster": {
			source: scripted(cluster, emulator.Script{ResourceType: "RDS"}),
			plan:   "error: Recovery points of this type cannot be copied", apply: failed, reason: "not supported",
		},
		"wrong partition": {
			source: files, destination: "arn:aws-cn:backup:cn-north-1:" + acctest.Account + ":backup-vault:offsite",
			plan: "error: ARN of another partition",
		},
		"Default vault of another account": {
			source: files, destination: strings.Replace(foreign, "offsite", "Default", 1),
			plan: "Copy into the Default vault of another account", apply: failed, reason: "default Backup service managed key",
		},
		"below the lock": {
			source: files, arrange: locked(acctest.Account), extra: brief,
			plan: "error: Retention below the minimum of the vault", apply: failed, reason: "not within the range",
		},
		"policy missing": {source: files, stranger: true, destination: foreign, apply: failed, reason: "Access Denied"},
		"organization dissolved": {
			source: files, arrange: func(env *acctest.Env) { env.Emulator.SetOrganization(emulator.Organization{}) }, destination: foreign,
			apply: failed, reason: "same organization",
		},
		"below the lock of another account": {
			source: files, arrange: locked(abroad), destination: foreign, extra: brief,
			apply: failed, reason: "not within the range",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := world(t)
			if !test.stranger {
				admit(t, env)
			}
			point := test.source(t, env)
			if test.arrange != nil {
				test.arrange(env)
			}
			destination := cmp.Or(test.destination, offsite)
			c := env.Terraform(env.Config(job(point, destination, test.extra)))
			var want []string
			if test.plan != "" {
				want = []string{test.plan}
			}
			wantSummaries(t, c.Run("plan"), want...)
			wantCopyJobs(t, env, 0)

			c.Write(env.ProviderBlock(`preflight = "off"`) + job(point, destination, test.extra))
			said := c.Run("apply", "-auto-approve")
			last, wanted := said[len(said)-1], cmp.Or(test.apply, test.plan)
			if !strings.HasPrefix(last.Severity+": "+last.Summary, wanted) || !strings.Contains(last.Detail, test.reason) {
				t.Errorf("the apply without preflight reports %v, want %q for the reason %q:\n%s", said, wanted, test.reason, details(said))
			}
			if got := len(copies(env, acctest.Account)) + len(copies(env, abroad)); got != 0 {
				t.Errorf("there are %d copies, want none", got)
			}
			if got := env.AWS().RecoveryPoints(); len(got) != 1 || got[0].ARN != point {
				t.Errorf("the source is not there any more: %+v", got)
			}
		})
	}
}

// TestCopyJob_destinationDenied: a copy that was made and cannot be read is a
// warning, keeps what the job reported, and is never made again.
func TestCopyJob_destinationDenied(t *testing.T) {
	t.Parallel()
	env := world(t)
	point := backedUp(t, env, acctest.FilesARN, nil)
	env.Emulator.Inject(emulator.Fault{
		Kind: emulator.Error, Code: "AccessDeniedException", Message: "User is not authorized to perform: backup:DescribeRecoveryPoint",
		Operation: "DescribeRecoveryPoint", Region: away, Times: emulator.Always,
	})
	c := env.Terraform(env.Config(job(point.ARN, offsite, "")))
	if said := c.Run("apply", "-auto-approve"); len(said) != 1 || said[0].Severity != "warning" || !strings.Contains(said[0].Detail, "DescribeRecoveryPoint") {
		t.Errorf("the apply reports %v, want a warning about DescribeRecoveryPoint:\n%s", said, details(said))
	}
	made := copies(env, acctest.Account)[0].ARN
	wantAttributes(t, c, map[string]string{"state": "COMPLETED", "destination_recovery_point_arn": made, "destination_recovery_point_status": ""})
	if said := c.Run("apply", "-auto-approve"); len(said) == 0 || said[0].Severity != "warning" {
		t.Errorf("the next apply reports %v, want a warning", said)
	}
	wantCopyJobs(t, env, 1)

	env.Emulator.ClearFaults()
	apply(t, c)
	wantNothing(t, c)
	wantAttributes(t, c, map[string]string{"destination_recovery_point_arn": made, "destination_recovery_point_status": "COMPLETED"})
	wantCopyJobs(t, env, 1)
}

// TestCopyJob_credentialsExpire: credentials of an hour end many times in a wait
// of 30 hours, which continues with new ones.
func TestCopyJob_credentialsExpire(t *testing.T) {
	t.Parallel()
	const hours = 30
	env := world(t)
	point := backedUp(t, env, acctest.FilesARN, nil)
	env.AWS().ScriptCopies(acctest.FilesARN, emulator.CopyScript{Running: hours * time.Hour * acctest.TimeScale})
	c := env.Terraform(env.ProviderBlock("assume_role {\n role_arn = \"arn:aws:iam::"+acctest.Account+":role/terraform\"\n }") + job(point.ARN, offsite, ""))
	command := c.Begin("apply", "-auto-approve")
	acctest.Eventually(t, "the copy runs", func() bool {
		jobs := env.AWS().CopyJobs()
		return len(jobs) == 1 && jobs[0].State == "RUNNING" && looks(env) > 0
	})
	assumed := func() int { return len(env.Emulator.STS().Calls("AssumeRole")) }
	for range hours + 1 {
		before := assumed()
		env.Emulator.STS().Expire()
		acctest.Eventually(t, "the credentials are renewed, or the wait is over", func() bool {
			return assumed() > before || env.AWS().CopyJobs()[0].State == "COMPLETED"
		})
		// An hour ends these as well: the call that they are for comes first, since a
		// call that is refused twice fails.
		seen := looks(env)
		acctest.Eventually(t, "the job is looked at, or the wait is over", func() bool {
			return looks(env) > seen || env.AWS().CopyJobs()[0].State == "COMPLETED"
		})
		env.Emulator.Advance(time.Hour)
	}
	if out, code := command.Wait(); code != 0 {
		t.Errorf("the apply ended with %d:\n%s", code, out)
	}
	if got := assumed(); got < hours {
		t.Errorf("the role was assumed %d times, want every hour", got)
	}
	wantCopyJobs(t, env, 1)
	wantAttributes(t, c, map[string]string{"state": "COMPLETED", "destination_recovery_point_status": "COMPLETED"})
}

// TestCopyJob_explicitToken: a token of the user's own stands for one copy job:
// it is resumed, adopted when it has ended, and belongs to no other request.
func TestCopyJob_explicitToken(t *testing.T) {
	t.Parallel()
	env := world(t)
	point := backedUp(t, env, acctest.FilesARN, nil)
	other := backedUp(t, env, acctest.FilesARN, nil)
	env.AWS().ScriptCopies(acctest.FilesARN, emulator.CopyScript{Running: 10 * time.Minute * acctest.TimeScale})
	with := func(point, token string) string {
		return env.Config(job(point, offsite, "wait_for = \"created\"\n idempotency_token = \""+token+"\""))
	}
	apply(t, env.Terraform(with(point.ARN, "release-7")))
	first := env.AWS().CopyJobs()[0]
	if first.Token != "release-7" {
		t.Errorf("the token %q was sent, want release-7", first.Token)
	}
	env.Emulator.Advance(5 * time.Minute)
	again := env.Terraform(with(point.ARN, "release-7"))
	apply(t, again, saysResumed)
	wantAttributes(t, again, map[string]string{"id": first.ID})

	env.Emulator.Advance(20 * time.Minute)
	third := env.Terraform(with(point.ARN, "release-7"))
	apply(t, third, "No New Copy: the Token Stands for an Earlier One")
	wantAttributes(t, third, map[string]string{"id": first.ID, "state": "COMPLETED"})
	wantNothing(t, third)

	apply(t, env.Terraform(with(other.ARN, "release-7")), "error: Idempotency Token Already Used")
	wantCopyJobs(t, env, 1)
	third.Write(with(point.ARN, "release-8"))
	apply(t, third)
	wantCopyJobs(t, env, 2)
}
