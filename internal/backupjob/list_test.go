// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob_test

import (
	"fmt"
	"regexp"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/querycheck"
	"github.com/hashicorp/terraform-plugin-testing/querycheck/queryfilter"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// listBlock is a query of one list with the given config.
func listBlock(config, more string) string {
	return fmt.Sprintf(`
list "awsbackup_backup_job" "test" {
  provider = awsbackup
  config {
    %s
  }
  %s
}
`, config, more)
}

// identityOf is a listed job's whole identity.
func identityOf(j emulator.Job) map[string]knownvalue.Check {
	return map[string]knownvalue.Check{
		"account_id":         knownvalue.StringExact(acctest.Account),
		"region":             knownvalue.StringExact(acctest.Region),
		"backup_job_id":      knownvalue.StringExact(j.ID),
		"backup_vault_name":  knownvalue.Null(),
		"recovery_point_arn": knownvalue.Null(),
	}
}

func TestAccBackupJobList_filters(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.AWS().AddVault(emulator.Vault{Name: "other"})
	env.AWS().Script(acctest.TableARN, emulator.Script{End: "FAILED", Message: "Table not found."})
	volume := backedUp(t, env, acctest.VolumeARN, nil)
	env.Emulator.Advance(time.Hour)
	other := backedUp(t, env, acctest.FilesARN, func(in *backup.StartBackupJobInput) { in.BackupVaultName = new("other") })
	env.Emulator.Advance(time.Hour)
	failed := backedUp(t, env, acctest.TableARN, nil)
	env.Emulator.Advance(time.Hour)
	stack := backedUp(t, env, acctest.StackARN, nil)
	between := volume.Created.Add(30 * time.Minute).UTC().Format(time.RFC3339)
	late := stack.Created.Add(-30 * time.Minute).UTC().Format(time.RFC3339)

	query := func(config string, want int, more ...querycheck.QueryResultCheck) resource.TestStep {
		return resource.TestStep{
			Query: true, Config: env.Config(listBlock(config, "")),
			QueryResultChecks: append(more, querycheck.ExpectLength(address, want)),
		}
	}
	one := func(j emulator.Job) querycheck.QueryResultCheck {
		return querycheck.ExpectIdentity(address, identityOf(j))
	}
	env.RunTerraform(
		query(``, 4+stack.Children, one(volume), one(other), one(failed), one(stack)),
		query(`backup_vault_name = "other"`, 1, one(other)),
		query(fmt.Sprintf(`resource_arn = %q`, acctest.VolumeARN), 1, one(volume)),
		query(`resource_type = "EFS"`, 1, one(other)),
		query(`state = "FAILED"`, 1, one(failed)),
		query(fmt.Sprintf(`created_before = %q`, between), 1, one(volume)),
		query(fmt.Sprintf("created_after = %q\ncreated_before = %q", between, late), 2, one(other), one(failed)),
		query(fmt.Sprintf(`parent_job_id = %q`, stack.ID), stack.Children),
		query(fmt.Sprintf(`account_id = %q`, acctest.Account), 4+stack.Children, one(volume)),
		query(`region = "us-east-1"`, 0),
		query(fmt.Sprintf("resource_arn = %q\nstate = \"FAILED\"", acctest.VolumeARN), 0),
	)
}

func TestAccBackupJobList_displayName(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.AWS().Script(acctest.VolumeARN, emulator.Script{ResourceName: "orders-data"})
	job := backedUp(t, env, acctest.VolumeARN, nil)
	env.RunTerraform(resource.TestStep{
		Query: true, Config: env.Config(listBlock("", "include_resource = true")),
		QueryResultChecks: []querycheck.QueryResultCheck{
			querycheck.ExpectResourceDisplayName(address,
				queryfilter.ByResourceIdentity(identityOf(job)),
				knownvalue.StringExact("EBS vol-0123456789abcdef0 (orders-data), "+job.Created.UTC().Format("2006-01-02 15:04")+" UTC, COMPLETED")),
			querycheck.ExpectResourceKnownValues(address,
				queryfilter.ByResourceIdentity(identityOf(job)),
				[]querycheck.KnownValueCheck{
					{Path: tfjsonpath.New("id"), KnownValue: knownvalue.StringExact(job.ID)},
					{Path: tfjsonpath.New("resource_arn"), KnownValue: knownvalue.StringExact(acctest.VolumeARN)},
					{Path: tfjsonpath.New("recovery_point_arn"), KnownValue: knownvalue.StringExact(job.RecoveryPointARN)},
					{Path: tfjsonpath.New("recovery_point_status"), KnownValue: knownvalue.StringExact("COMPLETED")},
					{Path: tfjsonpath.New("wait_for"), KnownValue: knownvalue.StringExact("completed")},
					{Path: tfjsonpath.New("idempotency_token"), KnownValue: knownvalue.Null()},
					{Path: tfjsonpath.New("recovery_point_lifecycle"), KnownValue: knownvalue.Null()},
					{Path: tfjsonpath.New("tags"), KnownValue: knownvalue.Null()},
				}),
		},
	})
}

// The limit is Terraform's; what counts is that no page beyond it is fetched.
func TestAccBackupJobList_limit(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	for range 7 {
		backedUp(t, env, acctest.VolumeARN, nil)
	}
	env.Emulator.ResetRequests()
	env.RunTerraform(resource.TestStep{
		Query: true, Config: env.Config(listBlock("", "limit = 3")),
		QueryResultChecks: []querycheck.QueryResultCheck{querycheck.ExpectLength(address, 3)},
	})
	lists := requests(env, "ListBackupJobs")
	if len(lists) != 1 || !regexp.MustCompile(`maxResults=3\b`).MatchString(lists[0].Query) {
		t.Errorf("ListBackupJobs was called as %v, want one page of 3", lists)
	}
}

func TestAccBackupJobList_faults(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.Emulator.Inject(emulator.Fault{Kind: emulator.AccessDenied, Operation: "ListBackupJobs", Times: emulator.Always})
	env.RunTerraform(
		resource.TestStep{
			Query: true, Config: env.Config(listBlock("", "")),
			ExpectError: regexp.MustCompile(`backup:ListBackupJobs`),
		},
		resource.TestStep{
			Query: true, Config: env.Config(listBlock(`backup_vault_name = ""`, "")),
			ExpectError: regexp.MustCompile(`(?s)string length\s+must be at least 1`),
		},
		resource.TestStep{
			Query: true, Config: env.Config(listBlock(`created_after = "yesterday"`, "")),
			ExpectError: regexp.MustCompile(`RFC3339`),
		},
		resource.TestStep{
			Query: true, Config: env.Config(listBlock(`state = "DONE"`, "")),
			ExpectError: regexp.MustCompile(`COMPLETED`),
		},
		resource.TestStep{
			Query: true, Config: env.Config(listBlock(`region = "atlantis-1"`, "")),
			ExpectError: regexp.MustCompile(`atlantis-1`),
		},
	)
}
