// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package restorejob_test

import (
	"cmp"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// restored is a restore that another process has started and that has ended.
func restored(t *testing.T, env *acctest.Env, pointARN string, metadata map[string]string) string {
	t.Helper()
	out, err := env.Client().StartRestoreJob(t.Context(), &backup.StartRestoreJobInput{
		RecoveryPointArn: &pointARN, Metadata: metadata, IamRoleArn: aws.String(acctest.RoleARN), IdempotencyToken: aws.String(fmt.Sprint(metadata)),
	})
	if err != nil {
		t.Fatal(err)
	}
	env.Emulator.Advance(time.Hour)
	return *out.RestoreJobId
}

// An imported restore has its metadata, and the plan after it is empty, also for
// a generated configuration, in which Terraform leaves out what is sensitive.
func TestImport(t *testing.T) {
	t.Parallel()
	const metadata = `{ availabilityZone = "eu-central-1a" }`
	for name, test := range map[string]struct {
		by       string // the job's ID is %s
		metadata string
		extra    string
		want     []string
	}{
		"ID":                          {by: `id = "%s"`},
		"ID and region":               {by: `id = "%s@` + acctest.Region + `"`},
		"identity":                    {by: `identity = { restore_job_id = "%s" }`},
		"identity with all":           {by: `identity = { restore_job_id = "%s", account_id = "` + acctest.Account + `", region = "` + acctest.Region + `" }`},
		"ID, configuration generated": {by: `id = "%s"`, metadata: `null`},
		"tags copied":                 {by: `id = "%s"`, extra: `copy_source_tags_to_restored_resource = true`, want: []string{adopted, adopted}},
		"no tags copied":              {by: `id = "%s"`, extra: `copy_source_tags_to_restored_resource = false`},
		"all that AWS does not return": {
			by: `id = "%s"`, extra: `triggers = { run = "1" }
  idempotency_token = "mine"
  copy_source_tags_to_restored_resource = true`, want: []string{adopted, adopted},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			arn := point(t, env, acctest.VolumeARN)
			id := restored(t, env, arn, map[string]string{"availabilityZone": "eu-central-1a"})
			importing := importBlock(fmt.Sprintf(test.by, id))
			c := env.Terraform(env.Config(importing + restore(arn, cmp.Or(test.metadata, metadata), test.extra)))
			wantSummaries(t, "the import", apply(t, c), test.want...)
			if o := object(t, c); o.Text("id") != id || !strings.Contains(o.Text("created_resource_arn"), ":volume/vol-") {
				t.Errorf("imported %s, which made %q", o.Text("id"), o.Text("created_resource_arn"))
			}
			for range 3 { // The import's mark ends within these.
				wantNoChanges(t, c)
				apply(t, c)
			}
			wantRestores(t, env, 1)
		})
	}
}

// What cannot be imported is an error that says what can.
func TestImport_wrong(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ by, want string }{
		"no such job":      {`id = "11111111-2222-3333-4444-555555555555"`, "error: Restore Job Not Found"},
		"no ID":            {`id = "a/b"`, "error: Invalid Import ID"},
		"a recovery point": {`id = "Default,arn:aws:ec2:eu-central-1::snapshot/snap-123"`, "error: Invalid Import ID"},
		"another account":  {`identity = { restore_job_id = "%s", account_id = "999999999999" }`, "error: Restore of Another Account"},
		"identity, no ID":  {`identity = { region = "` + acctest.Region + `" }`, "error: Incomplete Import Identity"},
		"another Region's": {`id = "%s@eu-west-1"`, "error: Restore Job Not Found"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			arn := point(t, env, acctest.VolumeARN)
			by := strings.Replace(test.by, "%s", restored(t, env, arn, map[string]string{"availabilityZone": "eu-central-1a"}), 1)
			c := env.Terraform(env.Config(importBlock(by) + volume(arn)))
			wantSummaries(t, "the apply", c.Run("apply", "-auto-approve"), test.want)
			if held := c.State(); len(held) > 0 {
				t.Errorf("the import has stored %v", held)
			}
			wantRestores(t, env, 1)
		})
	}
}

// Only the configuration of an import may leave metadata out.
func TestRestore_withoutMetadata(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	c := env.Terraform(env.Config(restore(point(t, env, acctest.VolumeARN), "null")))
	wantSummaries(t, "the plan", c.Run("plan"), "error: Missing Restore Metadata")
	wantRestores(t, env, 0)
}

// The result of a validation that is reported later reaches the state.
func TestRestore_validated(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	c := env.Terraform(env.Config(volume(point(t, env, acctest.VolumeARN))))
	apply(t, c)
	id := object(t, c).Text("id")
	if _, err := env.Client().PutRestoreValidationResult(t.Context(), &backup.PutRestoreValidationResultInput{
		RestoreJobId: &id, ValidationStatus: types.RestoreValidationStatusSuccessful, ValidationStatusMessage: aws.String("it boots"),
	}); err != nil {
		t.Fatal(err)
	}
	apply(t, c)
	if o := object(t, c); o.Text("validation_status") != "SUCCESSFUL" || o.Text("validation_status_message") != "it boots" {
		t.Errorf("the validation is %s (%s)", o.Text("validation_status"), o.Text("validation_status_message"))
	}
	env.Emulator.ResetRequests()
	wantNoChanges(t, c)
	if n := env.Emulator.Count("DescribeRestoreJob"); n != 0 {
		t.Errorf("a final validation was asked for %d times again", n)
	}
}

// The data sources show one job and those that match.
func TestDataSources(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	first := restored(t, env, point(t, env, acctest.VolumeARN), map[string]string{"availabilityZone": "eu-central-1a"})
	restored(t, env, point(t, env, acctest.TableARN), map[string]string{"targetTableName": "drill"})
	c := env.Terraform(env.Config(fmt.Sprintf(`
data "awsbackup_restore_job" "one" {
  restore_job_id = %q
}

data "awsbackup_restore_jobs" "tables" {
  resource_type = "DynamoDB"
  status        = "COMPLETED"
}

output "one" {
  value = "${data.awsbackup_restore_job.one.status} ${data.awsbackup_restore_job.one.resource_type} ${data.awsbackup_restore_job.one.job.percent_done}"
}

output "tables" {
  value = [for job in data.awsbackup_restore_jobs.tables.jobs : job.created_resource_id]
}
`, first)))
	apply(t, c)
	if got := fmt.Sprint(c.Outputs()); got != "map[one:COMPLETED EBS 100 tables:[drill]]" {
		t.Errorf("the data sources show %s", got)
	}
}

// A listed restore has a name for people and the state that an import gives it.
func TestList(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	arn := point(t, env, acctest.VolumeARN)
	id := restored(t, env, arn, map[string]string{"availabilityZone": "eu-central-1a"})
	objects, found := env.Server(nil).List("awsbackup_restore_job", nil, 10)
	if len(objects) != 1 || len(found) > 0 {
		t.Fatalf("the list has %d objects and reports %v", len(objects), found)
	}
	c := env.Terraform(env.Config(importBlock(`id = "`+id+`"`) + volume(arn)))
	apply(t, c)
	imported := object(t, c)
	started := env.AWS().RestoreJobs()[0].Created.UTC().Format("2006-01-02 15:04")
	if got, want := objects[0].DisplayName, "EBS "+imported.Text("created_resource_id")+", "+started+" UTC, COMPLETED"; got != want {
		t.Errorf("the list calls the restore %q, want %q", got, want)
	}
	for _, name := range []string{
		"id", "recovery_point_arn", "resource_type", "iam_role_arn", "status", "region", "created_resource_arn", "created_resource_id",
		"source_resource_arn", "wait_for", "on_issues", "creation_date", "completion_date",
	} {
		if got, want := objects[0].Value.GetAttr(name).AsString(), imported.Text(name); got != want || got == "" {
			t.Errorf("%s is %q in the list and %q after an import", name, got, want)
		}
	}
}

// A completion waits for all, and fails with a report that names what was not
// restored.
func TestCompletion(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	good, bad := point(t, env, acctest.VolumeARN), point(t, env, acctest.TableARN)
	env.AWS().ScriptRestores(bad, emulator.RestoreScript{End: "FAILED", Message: "the table is cursed"})
	c := env.Terraform(env.Config(volume(good, `wait_for = "created"`) +
		strings.Replace(restore(bad, `{ targetTableName = "drill" }`, `wait_for = "created"`), `"test"`, `"bad"`, 1) + `
resource "awsbackup_restore_job_completion" "all" {
  restore_job_ids = [awsbackup_restore_job.test.id, awsbackup_restore_job.bad.id]
}
`))
	found := c.Run("apply", "-auto-approve")
	if len(found) != 1 || found[0].Severity != "error" || !strings.Contains(found[0].Detail, "the table is cursed") {
		t.Errorf("the completion reports %v", found)
	}
}

// The action restores each time, reports its progress and names what it made.
func TestAction(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	arn := point(t, env, acctest.TableARN)
	s := env.Server(nil)
	for _, name := range []string{"one", "two"} {
		var lines []string
		said := s.Invoke(acctest.Context(t), "awsbackup_start_restore_job", map[string]any{
			"recovery_point_arn": arn, "iam_role_arn": acctest.RoleARN, "metadata": map[string]any{"targetTableName": name},
		}, func(line string) { lines = append(lines, line) })
		if len(said.Diagnostics) != 0 || len(lines) == 0 || !strings.HasSuffix(lines[len(lines)-1], "table/"+name) {
			t.Errorf("the action reports %v and ends with %q", said.Diagnostics, lines)
		}
	}
	wantRestores(t, env, 2)
	env.AWS().ScriptRestores("*", hours(1))
	said := s.Invoke(acctest.Context(t), "awsbackup_start_restore_job", map[string]any{
		"recovery_point_arn": arn, "iam_role_arn": acctest.RoleARN, "metadata": map[string]any{"targetTableName": "three"}, "wait_for": "running",
	}, nil)
	third := wantRestores(t, env, 3)[2]
	if last := said.Progress[len(said.Progress)-1]; len(said.Diagnostics) != 0 || !strings.HasSuffix(last, "restore job "+third.ID+" is RUNNING and continues") {
		t.Errorf("the action that does not wait for the end reports %v and ends with %q", said.Diagnostics, last)
	}
	said = s.Invoke(acctest.Context(t), "awsbackup_start_restore_job", map[string]any{
		"recovery_point_arn": arn, "iam_role_arn": acctest.RoleARN, "metadata": map[string]any{"tableName": "x"},
	}, func(string) {})
	if len(said.Diagnostics) == 0 {
		t.Error("an action without a name for the table is not refused")
	}
	wantRestores(t, env, 3)
}
