// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob_test

import (
	"fmt"
	"regexp"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// started is a job that Terraform does not know.
func started(t *testing.T, env *acctest.Env, arn string, change func(*backup.StartBackupJobInput)) string {
	t.Helper()
	vault, role := "Default", acctest.RoleARN
	in := &backup.StartBackupJobInput{BackupVaultName: &vault, ResourceArn: &arn, IamRoleArn: &role}
	if change != nil {
		change(in)
	}
	out, err := env.Client().StartBackupJob(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	return *out.BackupJobId
}

func importBlock(by string) string {
	return fmt.Sprintf("import {\n to = %s\n %s\n}\n", address, by)
}

// TestAccBackupJob_importThenPlan imports in every form, under a configuration
// that sets what AWS does not return, and never takes a backup.
func TestAccBackupJob_importThenPlan(t *testing.T) {
	t.Parallel()
	rich := `
  recovery_point_lifecycle = { delete_after_days = 35 }
  triggers                 = { release = "7" }
  start_window_minutes     = 60
  complete_window_minutes  = 600
  idempotency_token        = "mine"
  tags                     = { team = "db" }`
	retention := func(in *backup.StartBackupJobInput) { in.Lifecycle = &types.Lifecycle{DeleteAfterDays: new(int64(35))} }
	withTags := func(in *backup.StartBackupJobInput) {
		retention(in)
		in.RecoveryPointTags = map[string]string{"team": "db"}
	}
	plain := `recovery_point_lifecycle = { delete_after_days = 35 }`
	for _, test := range []struct {
		name, arn, extra string
		start            func(*backup.StartBackupJobInput)
		later            bool
		by               func(job, point string) string
		// The configuration has nothing that AWS does not return.
		empty bool
	}{
		{"job ID", acctest.FilesARN, rich, withTags, false, func(job, _ string) string { return `id = "` + job + `"` }, false},
		{"job ID of a snapshot type", acctest.VolumeARN, rich, withTags, false, func(job, _ string) string { return `id = "` + job + `"` }, false},
		{"job ID and region", acctest.FilesARN, plain, retention, false, func(job, _ string) string { return `id = "` + job + `@eu-central-1"` }, true},
		{"identity", acctest.FilesARN, plain, retention, false, func(job, _ string) string { return `identity = { backup_job_id = "` + job + `" }` }, true},
		{"recovery point", acctest.FilesARN, plain, retention, true, func(_, point string) string { return `id = "Default,` + point + `"` }, true},
		{"recovery point and region", acctest.DBARN, plain, retention, true, func(_, point string) string { return `id = "Default,` + point + `@eu-central-1"` }, true},
		{"recovery point by identity", acctest.VolumeARN, plain, retention, true, func(_, point string) string {
			return `identity = { backup_vault_name = "Default", recovery_point_arn = "` + point + `" }`
		}, true},
		{"recovery point with more", acctest.FilesARN, rich, withTags, true, func(_, point string) string { return `id = "Default,` + point + `"` }, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			id := started(t, env, test.arn, test.start)
			env.Emulator.Advance(day)
			if test.later {
				env.Emulator.Advance(32 * day)
			}
			point := env.AWS().RecoveryPoints()[0].ARN
			config := env.Config(job(test.arn, test.extra))
			first := action(plancheck.ResourceActionUpdate)
			if test.empty {
				first = action(plancheck.ResourceActionNoop)
			}
			env.Emulator.ResetRequests()
			env.Run(
				resource.TestStep{Config: config + importBlock(test.by(id, point)), ConfigPlanChecks: planned(first)},
				resource.TestStep{Config: config, ConfigPlanChecks: planned(plancheck.ExpectEmptyPlan())},
				resource.TestStep{Config: config, ConfigPlanChecks: planned(plancheck.ExpectEmptyPlan())},
			)
			wantWrites(t, env)
			wantJobs(t, env, 1)
		})
	}
}

// TestAccBackupJob_importOmits: what an imported job had and the configuration
// leaves out does not replace it either.
func TestAccBackupJob_importOmits(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	id := started(t, env, acctest.HostARN, func(in *backup.StartBackupJobInput) { in.BackupOptions = map[string]string{"WindowsVSS": "enabled"} })
	env.Emulator.Advance(day)
	config := env.Config(job(acctest.HostARN, ""))
	env.Run(
		resource.TestStep{Config: config + importBlock(`id = "`+id+`"`), ConfigPlanChecks: planned(action(plancheck.ResourceActionUpdate))},
		resource.TestStep{Config: config, ConfigPlanChecks: planned(plancheck.ExpectEmptyPlan())},
	)
	wantJobs(t, env, 1)
}

// TestAccBackupJob_importMarkEnds: long after an import, a triggers that is
// added takes a backup as anywhere else.
func TestAccBackupJob_importMarkEnds(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	id := started(t, env, acctest.VolumeARN, nil)
	env.Emulator.Advance(day)
	config := env.Config(job(acctest.VolumeARN, ""))
	env.Run(
		resource.TestStep{Config: config + importBlock(`id = "`+id+`"`)},
		resource.TestStep{Config: config},
		resource.TestStep{Config: config},
		resource.TestStep{
			Config:           env.Config(job(acctest.VolumeARN, `triggers = { v = "1" }`)),
			ConfigPlanChecks: planned(action(plancheck.ResourceActionReplace)),
		},
	)
	wantJobs(t, env, 2)
}

// TestAccBackupJob_importRunning: the plan after importing a running job is to
// wait for it.
func TestAccBackupJob_importRunning(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.AWS().Script(acctest.VolumeARN, emulator.Script{NeverEnds: true})
	id := started(t, env, acctest.VolumeARN, nil)
	config := env.Config(job(acctest.VolumeARN, "timeouts {\n update = \"300ms\"\n }"))
	env.Run(resource.TestStep{
		Config:           config + importBlock(`id = "`+id+`"`),
		ConfigPlanChecks: planned(action(plancheck.ResourceActionUpdate)),
		ExpectError:      regexp.MustCompile(`(?s)The\s+job\s+was\s+not\s+stopped`),
	})
	wantJobs(t, env, 1)
	if got := env.AWS().Jobs()[0].State; got != "RUNNING" {
		t.Errorf("the job is %s, want it left RUNNING", got)
	}
}

// TestAccBackupJob_importFaults names the way out.
func TestAccBackupJob_importFaults(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, by, want string }{
		{"no such job", `id = "1CDF6B45-0000-4000-8000-000000000000"`, `(?s)30\s+days.*VAULT_NAME,RECOVERY_POINT_ARN`},
		{"vault only", `id = "Default,"`, `Invalid Import ID`},
		{"empty region", `id = "abc@"`, `Invalid Import ID`},
		{"a recovery point without its vault", `id = "arn:aws:ec2:eu-central-1::snapshot/snap-1"`, `(?s)needs\s+its\s+vault`},
		{"a region that is none", `id = "abc@moon"`, `(?i)region`},
		{"an identity with nothing", `identity = { region = "eu-central-1" }`, `Incomplete Import Identity`},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			env.Run(resource.TestStep{
				Config:      env.Config(job(acctest.VolumeARN, "")) + importBlock(test.by),
				ExpectError: regexp.MustCompile(test.want),
			})
			wantJobs(t, env, 0)
		})
	}
}

// TestAccBackupJob_importOtherAccount: an identity that names another account is
// refused, whether it names the job or the recovery point.
func TestAccBackupJob_importOtherAccount(t *testing.T) {
	t.Parallel()
	for _, by := range []string{"job", "recovery point"} {
		t.Run(by, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			id := started(t, env, acctest.FilesARN, nil)
			env.Emulator.Advance(2 * time.Hour)
			names := fmt.Sprintf("backup_job_id = %q", id)
			if by != "job" {
				names = fmt.Sprintf("backup_vault_name = \"Default\", recovery_point_arn = %q", env.AWS().RecoveryPoints()[0].ARN)
			}
			c := env.Terraform(env.Config(job(acctest.FilesARN, "")) + importBlock(`identity = { account_id = "999999999999", `+names+` }`))
			said := applyFails(t, c, "Backup of Another Account")
			for _, account := range []string{"999999999999", "123456789012"} {
				wantSaid(t, said, "Backup of Another Account", account)
			}
			wantHeld(t, c)
		})
	}
}

// An imported job that has failed was not started here: nothing is taken again,
// now or later, unless a user asks for it.
func TestAccBackupJob_importFailed(t *testing.T) {
	t.Parallel()
	for _, end := range []string{"FAILED", "EXPIRED"} {
		t.Run(end, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			env.AWS().Script(acctest.FilesARN, emulator.Script{End: end, Message: "An internal error occurred."})
			id := started(t, env, acctest.FilesARN, nil)
			env.Emulator.Advance(day)
			c := env.Terraform(env.Config(job(acctest.FilesARN, "")) + importBlock(`id = "`+id+`"`))
			for range 4 {
				wantSummary(t, apply(t, c), "warning", "Imported Backup Has Failed")
				wantHeld(t, c, id)
			}
			env.AWS().Script(acctest.FilesARN, emulator.Script{})
			apply(t, c, "-replace", address)
			wantStates(t, env, end, "COMPLETED")
			wantNoChanges(t, c)
		})
	}
}
