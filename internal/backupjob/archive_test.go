// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob_test

import (
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
)

// archived is a retention with cold storage, and with or without the opt-in to it
// that EBS needs.
func archived(optIn bool) string {
	more := ""
	if optIn {
		more = ", opt_in_to_archive_for_supported_resources = true"
	}
	return "recovery_point_lifecycle = { move_to_cold_storage_after_days = 30, delete_after_days = 120" + more + " }"
}

// TestAccBackupJob_archivingEnds: AWS keeps an opt-in to archiving that a change
// of retention leaves out, so its removal is sent; to no point without one.
func TestAccBackupJob_archivingEnds(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, arn     string
		before, after string
		sent          bool
	}{
		{"removed", acctest.VolumeARN, archived(true), archived(false), true},
		{"never set", acctest.VolumeARN, "recovery_point_lifecycle = { delete_after_days = 35 }", "recovery_point_lifecycle = { delete_after_days = 70 }", false},
		{"a type without archive", acctest.DBARN, archived(true), archived(false), false},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			c := env.Terraform(env.Config(job(test.arn, test.before)))
			apply(t, c)
			env.Emulator.ResetRequests()
			c.Write(env.Config(job(test.arn, test.after)))
			apply(t, c)
			wantWrites(t, env, "UpdateRecoveryPointLifecycle")
			for _, r := range env.Emulator.Requests() {
				if r.Operation == "UpdateRecoveryPointLifecycle" && strings.Contains(r.Body, `"OptInToArchiveForSupportedResources":false`) != test.sent {
					t.Errorf("the end of the opt-in is sent: %t, want %t: %s", !test.sent, test.sent, r.Body)
				}
			}
			wantNoChanges(t, c)
		})
	}
}

// TestAccBackupJob_archivingOutside: an opt-in to archiving that others have set is
// drift, and ends with the next apply.
func TestAccBackupJob_archivingOutside(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	c := env.Terraform(env.Config(job(acctest.VolumeARN, archived(false))))
	apply(t, c)
	point := env.AWS().RecoveryPoints()[0]
	if _, err := env.Client().UpdateRecoveryPointLifecycle(t.Context(), &backup.UpdateRecoveryPointLifecycleInput{
		BackupVaultName: &point.VaultName, RecoveryPointArn: &point.ARN,
		Lifecycle: &types.Lifecycle{MoveToColdStorageAfterDays: new(int64(30)), DeleteAfterDays: new(int64(120)), OptInToArchiveForSupportedResources: new(true)},
	}); err != nil {
		t.Fatal(err)
	}
	apply(t, c)
	if l := env.AWS().RecoveryPoints()[0].Lifecycle; aws.ToBool(l.OptInToArchiveForSupportedResources) {
		t.Error("the recovery point is still opted in")
	}
	wantNoChanges(t, c)
}
