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
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/inprocess"
)

// dataBlock is a data source with the given arguments.
func dataBlock(typ, arguments string) string {
	return fmt.Sprintf("data %q \"test\" {\n  %s\n}\n", typ, arguments)
}

func TestAccBackupJobDataSource_basic(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	job := backedUp(t, env, acctest.BucketARN, func(in *backup.StartBackupJobInput) {
		in.BackupOptions = map[string]string{"BackupACLs": "enabled"}
		in.Lifecycle = &types.Lifecycle{DeleteAfterDays: new(int64(35))}
	})
	const at = "data.awsbackup_backup_job.test"
	is := func(name string, value knownvalue.Check) statecheck.StateCheck {
		return statecheck.ExpectKnownValue(at, tfjsonpath.New(name), value)
	}
	env.Run(resource.TestStep{
		Config: env.Config(dataBlock("awsbackup_backup_job", fmt.Sprintf("backup_job_id = %q", job.ID))),
		ConfigStateChecks: []statecheck.StateCheck{
			is("state", knownvalue.StringExact("COMPLETED")),
			is("resource_arn", knownvalue.StringExact(acctest.BucketARN)),
			is("resource_type", knownvalue.StringExact("S3")),
			is("iam_role_arn", knownvalue.StringExact(acctest.RoleARN)),
			is("backup_vault_name", knownvalue.StringExact("Default")),
			is("backup_options", knownvalue.MapExact(map[string]knownvalue.Check{"BackupACLs": knownvalue.StringExact("enabled")})),
			is("recovery_point_lifecycle", knownvalue.ObjectExact(map[string]knownvalue.Check{
				"delete_after_days":                         knownvalue.Int64Exact(35),
				"move_to_cold_storage_after_days":           knownvalue.Null(),
				"opt_in_to_archive_for_supported_resources": knownvalue.Null(),
			})),
			is("created_by", knownvalue.Null()),
			is("recovery_point_arn", knownvalue.StringExact(job.RecoveryPointARN)),
			is("creation_date", knownvalue.StringExact(job.Created.UTC().Format(time.RFC3339))),
			is("region", knownvalue.StringExact(acctest.Region)),
			is("account_id", knownvalue.StringExact(acctest.Account)),
		},
	})
}

func TestAccBackupJobDataSource_missing(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.Run(
		resource.TestStep{
			Config:      env.Config(dataBlock("awsbackup_backup_job", `backup_job_id = "AAAAAAAA-0000-1111-2222-333333333333"`)),
			ExpectError: regexp.MustCompile(`(?s)Backup Job Not Found.*AAAAAAAA-0000.*30\s+days`),
		},
		resource.TestStep{
			Config:      env.Config(dataBlock("awsbackup_backup_job", `backup_job_id = ""`)),
			ExpectError: regexp.MustCompile(`(?s)backup_job_id string length\s+must be at least 1`),
		},
	)
	if n := env.Emulator.Count("ListBackupJobs"); n != 0 {
		t.Errorf("an empty ID became %d lists", n)
	}
}

func TestAccBackupJobsDataSource_filters(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	first := backedUp(t, env, acctest.VolumeARN, nil)
	env.Emulator.Advance(time.Hour)
	env.AWS().Script(acctest.FilesARN, emulator.Script{End: "FAILED", Message: "gone"})
	second := backedUp(t, env, acctest.FilesARN, nil)
	env.Emulator.Advance(time.Hour)
	third := backedUp(t, env, acctest.VolumeARN, nil)

	step := func(arguments string, want ...emulator.Job) resource.TestStep {
		ids := make([]knownvalue.Check, 0, len(want))
		for _, j := range want {
			ids = append(ids, knownvalue.ObjectPartial(map[string]knownvalue.Check{
				"backup_job_id": knownvalue.StringExact(j.ID), "state": knownvalue.StringExact(j.State), "resource_arn": knownvalue.StringExact(j.ResourceARN),
			}))
		}
		return resource.TestStep{
			Config: env.Config(dataBlock("awsbackup_backup_jobs", arguments)),
			ConfigStateChecks: []statecheck.StateCheck{
				statecheck.ExpectKnownValue("data.awsbackup_backup_jobs.test", tfjsonpath.New("jobs"), knownvalue.ListExact(ids)),
			},
		}
	}
	between := func(j emulator.Job) string { return j.Created.Add(30 * time.Minute).UTC().Format(time.RFC3339) }
	env.Run(
		step(``, third, second, first),
		step(`state = "COMPLETED"`, third, first),
		step(fmt.Sprintf(`resource_arn = %q`, acctest.FilesARN), second),
		step(fmt.Sprintf(`created_after = %q`, between(first)), third, second),
		step(fmt.Sprintf(`complete_before = %q`, between(first)), first),
		step(`message_category = "SUCCESS"`, third, first),
		step(`backup_vault_name = "nowhere"`),
	)
}

// More jobs than a page holds: every job once, newest first, in two calls.
func TestBackupJobsDataSource_pages(t *testing.T) {
	t.Parallel()
	const jobs = 1_005
	env := acctest.New(t)
	client := env.Client()
	for i := range jobs {
		if _, err := client.StartBackupJob(t.Context(), &backup.StartBackupJobInput{
			BackupVaultName: new("Default"), IamRoleArn: new(acctest.RoleARN),
			ResourceArn: new(fmt.Sprintf("arn:aws:dynamodb:%s:%s:table/t%d", acctest.Region, acctest.Account, i)),
		}); err != nil {
			t.Fatal(err)
		}
	}
	state, diagnostics := env.Server(nil).Data("awsbackup_backup_jobs", nil)
	wantDiagnostics(t, diagnostics, nil)
	if n := env.Emulator.Count("ListBackupJobs"); n != 2 {
		t.Errorf("%d ListBackupJobs calls, want 2", n)
	}
	listed := state.GetAttr("jobs").AsValueSlice()
	seen := make(map[string]bool)
	newer := ""
	for _, job := range listed {
		id, created := inprocess.Text(job, "backup_job_id"), inprocess.Text(job, "creation_date")
		if created == "" || newer != "" && created > newer {
			t.Errorf("job %s of %q comes after one of %q", id, created, newer)
		}
		seen[id], newer = true, created
	}
	if len(seen) != jobs || len(listed) != jobs {
		t.Errorf("%d jobs listed, %d different ones, want %d", len(listed), len(seen), jobs)
	}
}
