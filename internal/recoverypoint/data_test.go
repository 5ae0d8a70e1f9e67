// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package recoverypoint_test

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
)

const address = "data.awsbackup_recovery_point.test"

// backedUp is a recovery point that another process has made.
func backedUp(t *testing.T, env *acctest.Env, arn, vault string, change func(*backup.StartBackupJobInput)) emulator.RecoveryPoint {
	t.Helper()
	in := &backup.StartBackupJobInput{BackupVaultName: &vault, ResourceArn: &arn, IamRoleArn: new(acctest.RoleARN)}
	if change != nil {
		change(in)
	}
	out, err := env.Client().StartBackupJob(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	ctx := acctest.Context(t)
	look := time.NewTicker(time.Millisecond)
	defer look.Stop()
	for {
		for _, p := range env.AWS().RecoveryPoints() {
			if p.JobID == *out.BackupJobId && p.Status == "COMPLETED" {
				return p
			}
		}
		select {
		case <-look.C:
		case <-ctx.Done():
			t.Fatalf("job %s made no recovery point", *out.BackupJobId)
		}
	}
}

// point is the data source with the given arguments.
func point(env *acctest.Env, arguments string) string {
	return env.Config(fmt.Sprintf("data \"awsbackup_recovery_point\" \"test\" {\n  %s\n}\n", arguments))
}

func is(name string, value knownvalue.Check) statecheck.StateCheck {
	return statecheck.ExpectKnownValue(address, tfjsonpath.New(name), value)
}

func finds(env *acctest.Env, arguments string, want emulator.RecoveryPoint) resource.TestStep {
	return resource.TestStep{
		Config: point(env, arguments),
		ConfigStateChecks: []statecheck.StateCheck{
			is("recovery_point_arn", knownvalue.StringExact(want.ARN)),
			is("backup_vault_name", knownvalue.StringExact(want.VaultName)),
			is("resource_arn", knownvalue.StringExact(want.ResourceARN)),
		},
	}
}

func fails(env *acctest.Env, arguments, message string) resource.TestStep {
	return resource.TestStep{Config: point(env, arguments), ExpectError: regexp.MustCompile(message)}
}

func TestAccRecoveryPoint_byARN(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	made := backedUp(t, env, acctest.FilesARN, "Default", func(in *backup.StartBackupJobInput) {
		in.Lifecycle = &types.Lifecycle{MoveToColdStorageAfterDays: new(int64(30)), DeleteAfterDays: new(int64(120))}
		in.RecoveryPointTags = map[string]string{"team": "files"}
	})
	snapshot := backedUp(t, env, acctest.VolumeARN, "Default", nil)
	env.Run(
		resource.TestStep{
			Config: point(env, fmt.Sprintf("recovery_point_arn = %q\nbackup_vault_name = \"Default\"", made.ARN)),
			ConfigStateChecks: []statecheck.StateCheck{
				is("status", knownvalue.StringExact("COMPLETED")),
				is("resource_arn", knownvalue.StringExact(acctest.FilesARN)),
				is("resource_type", knownvalue.StringExact("EFS")),
				is("storage_class", knownvalue.StringExact("WARM")),
				is("last_restore_time", knownvalue.Null()),
				is("index_status", knownvalue.Null()),
				is("created_by", knownvalue.Null()),
				is("scan_results", knownvalue.ListExact(nil)),
				is("is_parent", knownvalue.Bool(false)),
				is("tags", knownvalue.MapExact(map[string]knownvalue.Check{"team": knownvalue.StringExact("files")})),
				is("native_id", knownvalue.StringRegexp(regexp.MustCompile(`^[0-9a-fA-F-]{36}$`))),
				is("creation_date", knownvalue.StringExact(made.Created.UTC().Format(time.RFC3339))),
				is("recovery_point_lifecycle", knownvalue.ObjectPartial(map[string]knownvalue.Check{
					"move_to_cold_storage_after_days": knownvalue.Int64Exact(30), "delete_after_days": knownvalue.Int64Exact(120),
				})),
				is("calculated_lifecycle", knownvalue.ObjectPartial(map[string]knownvalue.Check{
					"delete_at": knownvalue.StringExact(made.Created.UTC().AddDate(0, 0, 120).Format(time.RFC3339)),
				})),
				is("region", knownvalue.StringExact(acctest.Region)),
			},
		},
		// AWS Backup cannot read a snapshot's tags.
		resource.TestStep{
			Config: point(env, fmt.Sprintf("recovery_point_arn = %q\nbackup_vault_name = \"Default\"", snapshot.ARN)),
			ConfigStateChecks: []statecheck.StateCheck{
				is("tags", knownvalue.Null()),
				is("native_id", knownvalue.StringRegexp(regexp.MustCompile(`^snap-`))),
			},
		},
		fails(env, fmt.Sprintf("recovery_point_arn = %q\nbackup_vault_name = \"nowhere\"", snapshot.ARN), `(?s)Insufficient privileges|not found`),
		fails(env, fmt.Sprintf("recovery_point_arn = %q", acctest.VolumeARN), `Not the ARN of a recovery point`),
		fails(env, fmt.Sprintf("recovery_point_arn = %q\nstatus = \"EXPIRED\"", snapshot.ARN), `(?s)Another\s+Status.*COMPLETED.*EXPIRED`),
		fails(env, fmt.Sprintf("recovery_point_arn = %q\nresource_arn = %q", snapshot.ARN, acctest.VolumeARN), `(?s)Exactly one of these attributes`),
		fails(env, ``, `(?s)Exactly one of these attributes`),
		finds(env, fmt.Sprintf("recovery_point_arn = %q", snapshot.ARN), snapshot),
	)
}

func TestAccRecoveryPoint_newest(t *testing.T) {
	t.Parallel()
	// A list is bounded by this machine's clock, so the first backup is taken 27 hours ago.
	env := acctest.New(t, emulator.WithNow(func() time.Time { return time.Now().Add(-27 * time.Hour) }))
	env.AWS().AddVault(emulator.Vault{Name: "other"})
	backedUp(t, env, acctest.DBARN, "Default", nil)
	env.Emulator.Advance(26 * time.Hour)
	newest := backedUp(t, env, acctest.DBARN, "Default", nil)
	env.Emulator.Advance(time.Hour)
	elsewhere := backedUp(t, env, acctest.DBARN, "other", nil)
	single := backedUp(t, env, acctest.VolumeARN, "other", nil)

	ofDB := fmt.Sprintf("resource_arn = %q\n", acctest.DBARN)
	env.Run(
		finds(env, ofDB+"backup_vault_name = \"Default\"\nmost_recent = true", newest),
		finds(env, ofDB+"most_recent = true", elsewhere),
		finds(env, fmt.Sprintf("resource_arn = %q", acctest.VolumeARN), single),
		finds(env, ofDB+"backup_vault_name = \"Default\"\nmax_age = \"24h\"", newest),
		fails(env, ofDB+`backup_vault_name = "Default"`, `(?s)More Than One Recovery Point.*2\s+recovery\s+points.*most_recent\s+=\s+true`),
		fails(env, ofDB+"backup_vault_name = \"Default\"\nmost_recent = true\nmax_age = \"30m\"",
			`(?s)Newest Recovery Point Is Too Old.*awsbackup:job-.*\(1h\s+ago\)`),
		fails(env, fmt.Sprintf("recovery_point_arn = %q\nmax_age = \"30m\"", newest.ARN), `(?s)Recovery Point Is Too Old.*1h\s+ago.*max_age\s+allows\s+30m`),
		fails(env, ofDB+"backup_vault_name = \"Default\"\nstatus = \"EXPIRED\"\nmax_age = \"30m\"", `(?s)No Recovery Point Found.*Of\s+the\s+2\s+that\s+there\s+are`),
		fails(env, ofDB+`status = "EXPIRED"`, `(?s)No Recovery Point Found.*Of\s+the\s+3\s+that\s+there\s+are`),
		fails(env, fmt.Sprintf("resource_arn = %q", acctest.TableARN), `(?s)No Recovery Point Found.*none\s+of\s+this\s+resource\s+there\s+at\s+all`),
		fails(env, fmt.Sprintf("resource_arn = %q", newest.ARN), `it names a backup, not a resource`),
		fails(env, ofDB+`max_age = "a day"`, `(?s)Not a duration.*"24h"`),
		fails(env, ofDB+`max_age = "-1h"`, `Not a positive duration`),
		finds(env, ofDB+"status = \"COMPLETED\"\nmax_age = \"30m\"", elsewhere),
	)
}

// A vault that holds a point is found with as few calls as AWS's answers allow.
func TestAccRecoveryPoint_calls(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, arn, arguments string
		want                 map[string]int
	}{
		{"in a vault", acctest.DBARN, `backup_vault_name = "Default"`, map[string]int{"ListRecoveryPointsByBackupVault": 1, "DescribeRecoveryPoint": 1}},
		{"vault told", acctest.HostARN, ``, map[string]int{"ListRecoveryPointsByResource": 1, "DescribeRecoveryPoint": 1}},
		{"vault not told", acctest.DBARN, ``, map[string]int{"ListRecoveryPointsByResource": 1, "ListBackupVaults": 1, "DescribeRecoveryPoint": 1}},
		{"taggable", acctest.FilesARN, `backup_vault_name = "Default"`, map[string]int{"ListRecoveryPointsByBackupVault": 1, "DescribeRecoveryPoint": 1, "ListTags": 1}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			backedUp(t, env, test.arn, "Default", nil)
			env.Emulator.ResetRequests()
			c := env.Terraform(point(env, fmt.Sprintf("resource_arn = %q\n%s", test.arn, test.arguments)))
			if said := c.Run("plan"); len(said) > 0 {
				t.Fatalf("plan says %v", said)
			}
			for operation, n := range env.Emulator.Counts() {
				if n != test.want[operation] {
					t.Errorf("%d times %s, want %d", n, operation, test.want[operation])
				}
			}
		})
	}
}

// Values that change on their own are shown as they are.
func TestAccRecoveryPoint_refreshed(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	made := backedUp(t, env, acctest.FilesARN, "Default", func(in *backup.StartBackupJobInput) {
		in.Lifecycle = &types.Lifecycle{MoveToColdStorageAfterDays: new(int64(30)), DeleteAfterDays: new(int64(120))}
	})
	args := fmt.Sprintf("recovery_point_arn = %q\nbackup_vault_name = \"Default\"", made.ARN)
	env.Run(
		resource.TestStep{Config: point(env, args), ConfigStateChecks: []statecheck.StateCheck{is("storage_class", knownvalue.StringExact("WARM"))}},
		resource.TestStep{
			PreConfig: func() { env.Emulator.Advance(31 * 24 * time.Hour) },
			Config:    point(env, args), ConfigStateChecks: []statecheck.StateCheck{is("storage_class", knownvalue.StringExact("COLD"))},
		},
	)
}

// An objective as code: a check block warns where the newest point is too old,
// and does not fail the apply.
func TestAccRecoveryPoint_checkBlock(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	backedUp(t, env, acctest.DBARN, "Default", nil)
	c := env.CLI(env.Config(fmt.Sprintf(`
check "recovery_point_objective" {
  data "awsbackup_recovery_point" "orders" {
    resource_arn = %q
    most_recent  = true
    max_age      = "24h"
  }
  assert {
    condition     = data.awsbackup_recovery_point.orders.status == "COMPLETED"
    error_message = "The newest backup of the orders database is not complete."
  }
}
`, acctest.DBARN)))
	if said := c.Run("apply", "-auto-approve"); len(said) > 0 {
		t.Errorf("a fresh backup: %v", said)
	}
	env.Emulator.Advance(25 * time.Hour)
	said := c.Run("apply", "-auto-approve")
	if len(said) == 0 {
		t.Fatal("an old backup: nothing is said")
	}
	for _, d := range said {
		if d.Severity != "warning" || d.Summary != "Newest Recovery Point Is Too Old" {
			t.Errorf("an old backup: %s", d)
		}
	}
}

// Tags may be denied; the point is worth having all the same.
func TestAccRecoveryPoint_tagsDenied(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	made := backedUp(t, env, acctest.FilesARN, "Default", nil)
	env.Emulator.Inject(emulator.Fault{Kind: emulator.AccessDenied, Operation: "ListTags", Times: emulator.Always})
	c := env.Terraform(point(env, fmt.Sprintf("recovery_point_arn = %q", made.ARN)))
	said := c.Run("plan")
	if len(said) == 0 {
		t.Error("nothing is said of the missing tags")
	}
	for _, d := range said {
		if d.Severity != "warning" || !regexp.MustCompile(`backup:ListTags`).MatchString(d.Detail) {
			t.Errorf("plan says %s: %s", d, d.Detail)
		}
	}
}
