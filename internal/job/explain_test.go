// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package job_test

import (
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
)

// TestNoJobID_mayHaveStarted: the next apply of a resource finds a job that was
// started without its ID having come back. An invocation of an action does not,
// since each has a token of its own: it is shown where to look.
func TestNoJobID_mayHaveStarted(t *testing.T) {
	t.Parallel()
	const token = "the next apply sends the same idempotency token"
	for _, test := range []struct {
		kind, operation, list string
	}{
		{awsbackup.BackupJobs.Name, "StartBackupJob", "aws backup list-backup-jobs"},
		{awsbackup.CopyJobs.Name, "StartCopyJob", "aws backup list-copy-jobs"},
		{awsbackup.RestoreJobs.Name, "StartRestoreJob", "aws backup list-restore-jobs"},
	} {
		t.Run(test.operation, func(t *testing.T) {
			t.Parallel()
			a := awsdiag.Attempt{Kind: test.kind, Doing: "starting a job", Operation: test.operation, Unrecorded: true}
			err := &job.NoJobIDError{Operation: test.operation}
			if d := awsdiag.FromError(a, err).Detail(); !strings.Contains(d, test.list) || strings.Contains(d, "token") {
				t.Errorf("an action reports, want %q and no token:\n%s", test.list, d)
			}
			a.Unrecorded, a.Resumable = false, true
			if d := awsdiag.FromError(a, err).Detail(); !strings.Contains(d, token) {
				t.Errorf("a resource reports, want %q:\n%s", token, d)
			}
		})
	}
}

// Every error of the package is reported with what has happened and a fix, and of
// the argument at fault.
func TestErrors_explained(t *testing.T) {
	t.Parallel()
	for summary, test := range map[string]struct {
		err             error
		text, attribute string
	}{
		"Backup Job Not Found": {err: &job.UnknownJobError{JobID: "J", Noun: "backup", Age: time.Hour, Account: "123456789012"}, text: "123456789012"},
		"Idempotency Token Already Used": {
			err:  &job.TokenMismatchError{JobID: "J", Noun: "backup", Does: "backs up A", Asked: "B"},
			text: "belongs to job J, which backs up A, not B", attribute: "idempotency_token",
		},
		"Age of the Job Unknown":                    {err: &job.UndatedJobError{Kind: "backup job", JobID: "J", Starts: 3}, text: "sent 3 times and led to 3 ended jobs, the last one backup job J, created at an unknown time"},
		"Too Many Earlier Jobs of the Same Request": {err: &job.ManyReplaysError{Jobs: 20, Noun: "backup"}, text: "20 earlier jobs"},
	} {
		d := awsdiag.FromError(awsdiag.Attempt{Doing: "starting a backup", Operation: "StartBackupJob"}, test.err)
		if d.Summary() != summary || !strings.Contains(d.Detail(), test.text) || !strings.Contains(d.Detail(), "\nFix: ") {
			t.Errorf("%q is reported, want %q with %q and a fix:\n%s", d.Summary(), summary, test.text, d.Detail())
		}
		var attribute string
		if at, ok := d.(diag.DiagnosticWithPath); ok {
			attribute = at.Path().String()
		}
		if attribute != test.attribute {
			t.Errorf("%q is reported of %q, want %q", summary, attribute, test.attribute)
		}
	}
}
