// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob_test

import (
	"strings"
	"testing"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// TestAccBackupJob_deleteUnseen: a recovery point that was never visible is
// waited for, and an error if it stays invisible.
func TestAccBackupJob_deleteUnseen(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.AWS().Script(acctest.FilesARN, emulator.Script{VisibilityLag: 5 * day * acctest.TimeScale})
	c := env.Terraform(env.Config(job(acctest.FilesARN, "wait_for = \"created\"\n on_destroy = \"delete\"")))
	apply(t, c)
	env.Emulator.Advance(day)
	said := c.Run("destroy", "-auto-approve", "-refresh=false")
	wantSaid(t, said, saysNotVisible, env.AWS().RecoveryPoints()[0].ARN)
	wantHeld(t, c, startedJobs(env)...)
	wantPoints(t, env, 1)

	env.Emulator.Advance(6 * day)
	if said := c.Run("destroy", "-auto-approve", "-refresh=false"); len(said) > 0 {
		t.Errorf("the second destroy reports %v", said)
	}
	wantPoints(t, env, 0)
}

// TestAccBackupJob_deleteNotFoundOnce: one not-found does not prove that a
// recovery point is gone.
func TestAccBackupJob_deleteNotFoundOnce(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	c := env.Terraform(env.Config(job(acctest.FilesARN, `on_destroy = "delete"`)))
	apply(t, c)
	env.Emulator.Inject(emulator.Fault{Kind: emulator.Error, Operation: "DeleteRecoveryPoint", Code: "ResourceNotFoundException", Message: "Cannot find recovery point"})
	if said, failed := destroyed(c); failed {
		t.Errorf("the destroy fails: %v", said)
	}
	wantPoints(t, env, 0)
}

// TestAccBackupJob_deleteUnwatched: a deletion whose end may not be watched is an
// error that names the missing permission: AWS accepts one at once, and may fail later.
func TestAccBackupJob_deleteUnwatched(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	c := env.Terraform(env.Config(job(acctest.FilesARN, `on_destroy = "delete"`)))
	apply(t, c)
	env.Emulator.Inject(emulator.Fault{Kind: emulator.AccessDenied, Operation: "DescribeRecoveryPoint", Times: emulator.Always})
	said, _ := destroyed(c, "-refresh=false")
	wantSaid(t, said, saysDenied, "backup:DescribeRecoveryPoint")
	wantHeld(t, c, startedJobs(env)...)
	env.Emulator.ClearFaults()
	if said, failed := destroyed(c, "-refresh=false"); failed {
		t.Errorf("the second destroy fails: %v", said)
	}
	wantPoints(t, env, 0)
}

// TestAccBackupJob_deleteRefused: a refusal for another reason than a lock or a
// hold keeps the resource, with AWS's reason.
func TestAccBackupJob_deleteRefused(t *testing.T) {
	t.Parallel()
	for reason, fix := range map[string]string{
		"is being restored":         "Destroy again after the restore",
		"has a backup access point": "remove the access point",
	} {
		t.Run(reason, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			c := env.Terraform(env.Config(job(acctest.FilesARN, `on_destroy = "delete"`)))
			apply(t, c)
			env.Emulator.Inject(emulator.Fault{Kind: emulator.Error, Operation: "DeleteRecoveryPoint", Code: "InvalidRequestException", Message: "Recovery point " + reason, Times: emulator.Always})
			said, failed := destroyed(c)
			if !failed {
				t.Error("the destroy succeeds")
			}
			wantSaid(t, said, saysNotDeletable, reason)
			if !strings.Contains(said[len(said)-1].Detail, fix) {
				t.Errorf("the fix does not have %q: %s", fix, said[len(said)-1].Detail)
			}
			wantHeld(t, c, startedJobs(env)...)
			env.Emulator.ClearFaults()
			if said, failed := destroyed(c); failed {
				t.Errorf("the second destroy fails: %v", said)
			}
			wantPoints(t, env, 0)
		})
	}
}
