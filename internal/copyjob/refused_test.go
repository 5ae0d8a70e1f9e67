// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package copyjob_test

import (
	"strings"
	"testing"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// refuse makes AWS refuse every call of the operations until ClearFaults.
func refuse(env *acctest.Env, code string, operations ...string) {
	for _, operation := range operations {
		env.Emulator.Inject(emulator.Fault{
			Kind: emulator.Error, Operation: operation, Code: code, Message: "Not now: backup:" + operation, Times: emulator.Always,
		})
	}
}

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
			refuse(env, test.code, test.operations...)
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
