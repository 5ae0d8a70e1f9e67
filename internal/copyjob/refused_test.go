// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package copyjob_test

import (
	"strings"
	"testing"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

const denied, notFound = "AccessDeniedException", "ResourceNotFoundException"

// TestCopyJob_refused: AWS refuses a call in the middle of a change or of a
// destroy. The resource stays as it is in AWS, and the same command works once
// AWS accepts.
func TestCopyJob_refused(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		inFlight   bool   // until the second attempt
		before     string // arguments of the copy
		after      string // of its change; "" is a destroy
		code       string
		operations []string
		want       []string
		second     []string // what the second attempt reports
	}{
		"change": {
			after: "recovery_point_lifecycle = { delete_after_days = 90 }", code: denied, operations: []string{"UpdateRecoveryPointLifecycle"},
			want: []string{"error: Access Denied by AWS Backup"},
		},
		"change, copy not read": {
			after: "recovery_point_lifecycle = { delete_after_days = 90 }", code: denied, operations: []string{"DescribeRecoveryPoint"},
			want: []string{"error: Access Denied by AWS Backup"},
		},
		"change, copy gone": {
			after: "recovery_point_lifecycle = { delete_after_days = 90 }", code: notFound, operations: []string{"DescribeRecoveryPoint"},
			want: []string{"error: Recovery Point Not Found"},
		},
		"change of both, in flight": {
			inFlight: true, before: `wait_for = "created"`,
			after: "timeouts {\n update = \"1s\"\n }\n recovery_point_lifecycle = {\n move_to_cold_storage_after_days = 10\n delete_after_days = 120\n }",
			want:  []string{"error: Timed Out Waiting for the Copy Job"},
		},
		"change, job not read": {
			inFlight: true, before: `wait_for = "created"`, after: "recovery_point_lifecycle = { delete_after_days = 90 }", code: denied,
			operations: []string{"DescribeCopyJob", "ListCopyJobs"}, want: []string{"error: Access Denied by AWS Backup"},
		},
		"destroy": {
			before: `on_destroy = "delete"`, code: denied, operations: []string{"DeleteRecoveryPoint"}, want: []string{"error: Access Denied by AWS Backup"},
		},
		"destroy, in flight": {
			inFlight: true, before: "wait_for = \"created\"\n on_destroy = \"delete\"\n timeouts {\n delete = \"1s\"\n }",
			want: []string{"error: Timed Out Waiting for the Copy Job"},
		},
		"destroy, job not read": {
			inFlight: true, before: "wait_for = \"created\"\n on_destroy = \"delete\"", code: denied, operations: []string{"DescribeCopyJob", "ListCopyJobs"},
			want: []string{"error: Access Denied by AWS Backup"},
		},
		"destroy, job not visible": {
			inFlight: true, before: "wait_for = \"created\"\n on_destroy = \"delete\"", code: notFound, operations: []string{"DescribeCopyJob"},
			want: []string{"error: Copy Job Not Found"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := world(t)
			point := backedUp(t, env, acctest.FilesARN, nil)
			if test.inFlight {
				env.AWS().ScriptCopies(acctest.FilesARN, running)
			}
			c := env.Terraform(env.Config(job(point.ARN, offsite, test.before)))
			apply(t, c)
			attempt := []string{"destroy", "-auto-approve", "-refresh=false"}
			if test.after != "" {
				c.Write(env.Config(job(point.ARN, offsite, test.after)))
				attempt[0] = "apply"
			}
			env.Refuse(test.code, test.operations...)
			said := c.Run(attempt...)
			wantSummaries(t, said, test.want...)
			for _, d := range said {
				if strings.Contains(d.Detail, "describe-backup-job") || strings.Contains(d.Detail, "jobs/backup/") {
					t.Errorf("the ID of a copy job is treated as that of a backup job:\n%s", d.Detail)
				}
			}
			if got := len(c.State()); got != 1 {
				t.Fatalf("%d objects are in state after the refusal, want 1", got)
			}

			env.Emulator.ClearFaults()
			if test.inFlight {
				finishAfter(env, 2)
			}
			wantSummaries(t, c.Run(attempt...), test.second...)
			made := copies(env, acctest.Account)
			switch {
			case test.after == "" && len(c.State())+len(made) > 0:
				t.Errorf("the second destroy leaves %v in state and %v in AWS", c.State(), made)
			case test.after != "" && (len(made) != 1 || made[0].DeleteAt.IsZero()):
				t.Errorf("the second apply leaves the copies %+v", made)
			case test.after != "":
				wantNothing(t, c)
			}
			wantCopyJobs(t, env, 1)
		})
	}
}

// TestCopyJob_notRead: a copy that was made and cannot be read is a warning, and
// a job that cannot be read an error; the next refresh has what is missing.
func TestCopyJob_notRead(t *testing.T) {
	t.Parallel()
	const says = "Access Denied by AWS Backup"
	env := world(t)
	point := backedUp(t, env, acctest.FilesARN, nil)
	env.Emulator.Inject(emulator.Fault{
		Kind: emulator.Error, Operation: "DescribeRecoveryPoint", Region: away, Code: denied, Message: "Not now", Times: emulator.Always,
	})
	c := env.Terraform(env.Config(job(point.ARN, offsite, "")))
	apply(t, c, says)
	wantAttributes(t, c, map[string]string{"state": "COMPLETED", "destination_recovery_point_status": ""})
	env.Emulator.ClearFaults()
	apply(t, c)
	wantAttributes(t, c, map[string]string{"destination_recovery_point_status": "COMPLETED"})

	env.AWS().ScriptCopies(acctest.FilesARN, running)
	c.Write(env.Config(job(point.ARN, offsite, "wait_for = \"created\"\n triggers = { run = \"2\" }")))
	apply(t, c)
	env.Refuse(denied, "DescribeCopyJob", "ListCopyJobs")
	wantSummaries(t, c.Run("plan"), "error: "+says)
	env.Emulator.ClearFaults()
	env.Emulator.Advance(day)
	apply(t, c)
	wantAttributes(t, c, map[string]string{"state": "COMPLETED"})
	wantCopyJobs(t, env, 2)
}

// TestCopyJob_changeInterrupted: a change that waits for the copy is not made, so
// the interrupted apply fails, and the next one makes it.
func TestCopyJob_changeInterrupted(t *testing.T) {
	t.Parallel()
	env := world(t)
	point := backedUp(t, env, acctest.FilesARN, nil)
	env.AWS().ScriptCopies(acctest.FilesARN, running)
	c := env.Terraform(env.Config(job(point.ARN, offsite, `wait_for = "created"`)))
	apply(t, c)
	c.Write(env.Config(job(point.ARN, offsite, "wait_for = \"created\"\n recovery_point_lifecycle = { delete_after_days = 90 }")))
	env.Emulator.ResetRequests() // The next looks are those of the change.
	if out := interrupted(t, env, c); !strings.Contains(out, "was not made; the next apply plans it again") {
		t.Errorf("the interrupted apply reports\n%s", out)
	}
	finishAfter(env, 2)
	apply(t, c)
	if got := copies(env, acctest.Account)[0].Lifecycle.DeleteAfterDays; got == nil || *got != 90 {
		t.Errorf("delete_after_days of the copy is %v, want 90", got)
	}
	wantNothing(t, c)
	wantCopyJobs(t, env, 1)
}

// TestCopyJob_notReplaced: an imported copy that has failed, and one that was made
// only in part, are warned of and not made again.
func TestCopyJob_notReplaced(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		end     string
		expired bool // the record, so that the copy itself is imported
		warned  string
	}{
		"imported, failed":     {end: "FAILED", warned: "Imported Copy Has Failed"},
		"in part":              {end: "PARTIAL", warned: "Copy Is Partial"},
		"in part, by its copy": {end: "PARTIAL", expired: true, warned: "Copy Is Partial"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := world(t)
			point := backedUp(t, env, acctest.FilesARN, nil)
			env.AWS().ScriptCopies(acctest.FilesARN, emulator.CopyScript{End: test.end, Message: "An internal error occurred."})
			config := env.Config(job(point.ARN, offsite, ""))
			id := copied(t, env, point.ARN, offsite)
			env.Emulator.Advance(day)
			by := id
			if test.expired {
				env.Emulator.Advance(32 * day)
				id = copies(env, acctest.Account)[0].ARN
				by = offsite + "," + id
			}
			c := env.Terraform(config + "\nimport {\n to = awsbackup_copy_job.test\n id = \"" + by + "\"\n}\n")
			c.Run("apply", "-auto-approve")
			c.Write(config)
			wantSaid(t, c.Run("plan"), test.warned, id)
			wantAttributes(t, c, map[string]string{"id": id, "state": test.end})
			wantCopyJobs(t, env, 1)
		})
	}
}

// TestCopyJob_importRefused: an import that AWS refuses stores nothing, and works
// once AWS accepts.
func TestCopyJob_importRefused(t *testing.T) {
	t.Parallel()
	for operation, test := range map[string]struct{ id, says string }{
		"DescribeCopyJob":       {"COPY", "Access Denied by AWS Backup"},
		"DescribeRecoveryPoint": {offsite + ",POINT", "Recovery Point Not Readable"},
	} {
		t.Run(operation, func(t *testing.T) {
			t.Parallel()
			env := world(t)
			point := backedUp(t, env, acctest.FilesARN, nil)
			id := strings.Replace(test.id, "COPY", copied(t, env, point.ARN, offsite), 1)
			env.Emulator.Advance(day)
			id = strings.Replace(id, "POINT", copies(env, acctest.Account)[0].ARN, 1)
			c := env.Terraform(env.Config(job(point.ARN, offsite, "")) + "\nimport {\n to = awsbackup_copy_job.test\n id = \"" + id + "\"\n}\n")
			env.Refuse(denied, operation)
			wantSaid(t, c.Run("apply", "-auto-approve"), test.says, "backup:"+operation)
			if held := c.State(); len(held) > 0 {
				t.Errorf("the import has stored %v", held)
			}
			env.Emulator.ClearFaults()
			c.Run("apply", "-auto-approve")
			wantAttributes(t, c, map[string]string{"state": "COMPLETED", "destination_recovery_point_status": "COMPLETED"})
			wantCopyJobs(t, env, 1)
		})
	}
}

// TestCopyJob_regionRefused: a copy in a Region that the provider block does not
// admit any more stays as it is, until the block admits the Region again.
func TestCopyJob_regionRefused(t *testing.T) {
	t.Parallel()
	env := world(t)
	env.Emulator.Region("eu-new-1").AddVault(emulator.Vault{Name: "offsite", EncryptionKeyARN: key})
	point := backedUp(t, env, acctest.FilesARN, nil)
	destination := strings.Replace(offsite, away, "eu-new-1", 1)
	config := func(skip, extra string) string {
		return env.ProviderBlock("skip_region_validation = "+skip) + job(point.ARN, destination, "on_destroy = \"delete\"\n"+extra)
	}
	c := env.Terraform(config("true", ""))
	apply(t, c)
	c.Write(config("false", "recovery_point_lifecycle = { delete_after_days = 90 }"))
	for _, args := range [][]string{{"plan"}, {"apply", "-auto-approve", "-refresh=false"}, {"destroy", "-auto-approve", "-refresh=false"}} {
		said := c.Run(args...)
		wantSummaries(t, said, "error: Region Cannot Be Used")
		wantSaid(t, said, "Region Cannot Be Used", "eu-new-1", "skip_region_validation")
		if left := len(env.Emulator.Region("eu-new-1").RecoveryPoints()); left != 1 || len(c.State()) != 1 {
			t.Fatalf("%v leaves %d copies and %d objects in state, want 1", args, left, len(c.State()))
		}
	}
	c.Write(config("true", "recovery_point_lifecycle = { delete_after_days = 90 }"))
	apply(t, c)
	made := env.Emulator.Region("eu-new-1").RecoveryPoints()
	if got := made[0].Lifecycle.DeleteAfterDays; got == nil || *got != 90 {
		t.Errorf("delete_after_days of the copy is %v, want 90", got)
	}
	wantSummaries(t, c.Run("destroy", "-auto-approve"))
	if left := env.Emulator.Region("eu-new-1").RecoveryPoints(); len(left) != 0 {
		t.Errorf("%d copies are left", len(left))
	}
}
