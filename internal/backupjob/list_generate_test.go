// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// What terraform query generates must be accepted as it is, import every job
// and then plan nothing: one job of every shape that a list can meet.
func TestAccBackupJobList_generateConfig(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	backedUp(t, env, acctest.VolumeARN, nil)
	backedUp(t, env, acctest.FilesARN, func(in *backup.StartBackupJobInput) {
		in.Lifecycle = &types.Lifecycle{MoveToColdStorageAfterDays: new(int64(30)), DeleteAfterDays: new(int64(120))}
		in.RecoveryPointTags = map[string]string{"team": "files"}
	})
	backedUp(t, env, acctest.HostARN, func(in *backup.StartBackupJobInput) {
		in.BackupOptions = map[string]string{"WindowsVSS": "enabled"}
	})
	backedUp(t, env, acctest.BucketARN, func(in *backup.StartBackupJobInput) { in.Index = types.IndexEnabled })
	backedUp(t, env, acctest.DBARN, func(in *backup.StartBackupJobInput) {
		in.StartWindowMinutes, in.CompleteWindowMinutes = new(int64(60)), new(int64(600))
	})
	stack := backedUp(t, env, acctest.StackARN, nil)
	// A failed backup is history: importing it must not take another.
	ends := []string{"FAILED", "EXPIRED", "ABORTED", "PARTIAL"}
	for i, end := range ends {
		arn := fmt.Sprintf("%s%d", acctest.VolumeARN, i)
		env.AWS().Script(arn, emulator.Script{End: end, Message: "An internal error occurred."})
		if ended := backedUp(t, env, arn, nil); ended.State != end {
			t.Fatalf("the job ended %s, want %s", ended.State, end)
		}
	}

	c := env.CLI(env.ProviderBlock())
	c.WriteFile("jobs.tfquery.hcl", listBlock("", ""))
	if out, err := c.Terraform("query", "-generate-config-out=generated.tf"); err != nil {
		t.Fatalf("terraform query: %v\n%s", err, out)
	}
	generated := c.ReadFile("generated.tf")
	want := 6 + stack.Children + len(ends)
	for _, block := range []string{"resource \"awsbackup_backup_job\"", "import {"} {
		if n := strings.Count(generated, block); n != want {
			t.Errorf("%d times %q generated, want %d:\n%s", n, block, want, generated)
		}
	}
	for line := range strings.SplitSeq(generated, "\n") {
		if strings.Contains(line, "idempotency_token") && !strings.HasSuffix(line, "= null") {
			t.Errorf("a token was generated, which replays the old job indefinitely: %s", line)
		}
	}

	jobs := len(env.AWS().Jobs())
	if said := c.Validate(); len(said) > 0 {
		t.Errorf("terraform validate says %v of\n%s", said, generated)
	}
	out, err := c.Terraform("apply", "-auto-approve")
	if err != nil || !strings.Contains(string(out), "0 added, 0 changed, 0 destroyed") {
		t.Fatalf("the import is not an import alone: %v\n%s\n%s", err, out, generated)
	}
	for range 3 {
		// The import's mark ends within these.
		if out, err := c.Terraform("plan", "-detailed-exitcode"); err != nil {
			t.Fatalf("the plan after the import is not empty: %v\n%s", err, out)
		}
	}
	if n := len(env.AWS().Jobs()); n != jobs {
		t.Errorf("%d jobs, want %d: an import takes no backup", n, jobs)
	}
}
