// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package job_test

import (
	"strings"
	"testing"

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
