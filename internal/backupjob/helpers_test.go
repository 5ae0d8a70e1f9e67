// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// The tests of restores have these, too.
var apply, wantNoChanges, eventually = acctest.Apply, acctest.WantNoChanges, acctest.Eventually

// volumes are n backups of a volume each, with extra lines of configuration.
func volumes(n int, extra string) string {
	arn := fmt.Sprintf("arn:aws:ec2:%s:%s:volume/vol-${count.index}", acctest.Region, acctest.Account)
	return job(arn, fmt.Sprintf("count = %d\n  %s", n, extra))
}

// retain changes a point's retention behind Terraform's back.
func retain(t *testing.T, env *acctest.Env, point emulator.RecoveryPoint, days int64) {
	t.Helper()
	if _, err := env.Client().UpdateRecoveryPointLifecycle(t.Context(), &backup.UpdateRecoveryPointLifecycleInput{
		BackupVaultName: &point.VaultName, RecoveryPointArn: &point.ARN, Lifecycle: &types.Lifecycle{DeleteAfterDays: &days},
	}); err != nil {
		t.Error(err)
	}
}

// retag sets tags of a point behind Terraform's back.
func retag(t *testing.T, env *acctest.Env, point emulator.RecoveryPoint, tags map[string]string) {
	t.Helper()
	if _, err := env.Client().TagResource(t.Context(), &backup.TagResourceInput{ResourceArn: &point.ARN, Tags: tags}); err != nil {
		t.Error(err)
	}
}

// remove starts the deletion of a point behind Terraform's back.
func remove(t *testing.T, env *acctest.Env, point emulator.RecoveryPoint) {
	t.Helper()
	if _, err := env.Client().DeleteRecoveryPoint(t.Context(), &backup.DeleteRecoveryPointInput{BackupVaultName: &point.VaultName, RecoveryPointArn: &point.ARN}); err != nil {
		t.Error(err)
	}
}

// hclList is a list of strings in HCL.
func hclList(items []string) string {
	quoted := make([]string, 0, len(items))
	for _, item := range items {
		quoted = append(quoted, strconv.Quote(item))
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}
