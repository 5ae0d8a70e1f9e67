// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob_test

import (
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// TestAccBackupJob_indexRemovedOutside: an index that AWS has shown and shows no
// more is drift, and is made again. A server that never shows one is tolerated.
func TestAccBackupJob_indexRemovedOutside(t *testing.T) {
	t.Parallel()
	for _, shown := range []bool{true, false} {
		t.Run(map[bool]string{true: "shown before", false: "never shown"}[shown], func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			if !shown {
				env.Emulator.Inject(emulator.Fault{Kind: emulator.Nulls, Match: readsPoint, Members: []string{"IndexStatus"}, Times: emulator.Always})
			}
			c := env.Terraform(env.Config(job(acctest.BucketARN, `index = "ENABLED"`)))
			apply(t, c)
			env.Emulator.Advance(time.Hour)
			wantNoChanges(t, c)
			apply(t, c)
			if !shown {
				return
			}
			setIndex(t, env, types.IndexDisabled)
			env.Emulator.ResetRequests()
			apply(t, c)
			wantWrites(t, env, "UpdateRecoveryPointIndexSettings")
			wantNoChanges(t, c)
		})
	}
}

// TestAccBackupJob_indexMadeOutside: an index that the configuration disables and
// others have made is removed again.
func TestAccBackupJob_indexMadeOutside(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	c := env.Terraform(env.Config(job(acctest.BucketARN, `index = "DISABLED"`)))
	apply(t, c)
	setIndex(t, env, types.IndexEnabled)
	env.Emulator.ResetRequests()
	apply(t, c)
	wantWrites(t, env, "UpdateRecoveryPointIndexSettings")
	env.Emulator.Advance(time.Hour)
	wantNoChanges(t, c)
	if got := env.AWS().RecoveryPoints()[0].IndexStatus; got != "" {
		t.Errorf("the index is %s, want none", got)
	}
}

// setIndex sets the index of the only point behind Terraform's back.
func setIndex(t *testing.T, env *acctest.Env, index types.Index) {
	t.Helper()
	point := env.AWS().RecoveryPoints()[0]
	if _, err := env.Client().UpdateRecoveryPointIndexSettings(t.Context(), &backup.UpdateRecoveryPointIndexSettingsInput{
		BackupVaultName: &point.VaultName, RecoveryPointArn: &point.ARN, IamRoleArn: new(acctest.RoleARN), Index: index,
	}); err != nil {
		t.Fatal(err)
	}
	env.Emulator.Advance(time.Hour)
}

// TestAccBackupJob_automaticVault: a backup in the vault that EFS itself makes can
// be imported, although AWS Backup takes no vault of that name in a request.
func TestAccBackupJob_automaticVault(t *testing.T) {
	t.Parallel()
	const vault = "aws/efs/automatic-backup-vault"
	env := acctest.New(t)
	env.AWS().AddVault(emulator.Vault{Name: vault})
	arn := env.AWS().AddRecoveryPoints(emulator.RecoveryPoint{VaultName: vault, ResourceARN: acctest.FilesARN, RoleARN: acctest.RoleARN})[0]
	config := env.Config(inVault(vault, ""))
	c := env.Terraform(config + importBlock(`id = "`+vault+","+arn+`"`))
	if said := c.Validate(); len(said) != 0 {
		t.Errorf("the configuration is invalid: %v", said)
	}
	apply(t, c)
	wantNoChanges(t, c)
	wantHeld(t, c, arn)
	wantJobs(t, env, 0)
}

// TestAccBackupJob_savedPlanElsewhere: a saved plan that is applied with another
// Region in the environment starts nothing, in neither Region.
func TestAccBackupJob_savedPlanElsewhere(t *testing.T) {
	env := acctest.New(t)
	t.Setenv("AWS_REGION", acctest.Region)
	c := env.Terraform(strings.Replace(env.Config(job(acctest.VolumeARN, "")), "region     =", "# region =", 1))
	c.Run("plan", "-out=saved")
	t.Setenv("AWS_REGION", "eu-west-1")
	wantSummary(t, c.Run("apply", "saved"), "error", "ARN of another region: "+acctest.Region)
	wantJobs(t, env, 0)
	if n := len(env.Emulator.Region("eu-west-1").Jobs()); n != 0 {
		t.Errorf("%d jobs were started in the other Region, want 0", n)
	}

	t.Setenv("AWS_REGION", acctest.Region)
	apply(t, c)
	wantJobs(t, env, 1)
}
