// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package recoverypoint

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"
)

// Indexed reports an index that is being made, is made or could not be made.
func Indexed(status types.IndexStatus) bool {
	return status == types.IndexStatusPending || status == types.IndexStatusActive || status == types.IndexStatusFailed
}

// RefreshedIndex is the argument index after a refresh. It changes only if AWS
// contradicts it. shown says that AWS has shown an index of the point before: a
// server that has never shown one does not contradict the argument.
func RefreshedIndex(prior tftypes.String, status types.IndexStatus, shown bool) tftypes.String {
	if status == "" && shown {
		status = types.IndexStatusDeleting // It was removed outside Terraform.
	}
	switch status {
	case types.IndexStatusPending, types.IndexStatusActive, types.IndexStatusFailed:
		if prior.ValueString() == string(types.IndexDisabled) {
			return tftypes.StringValue(string(types.IndexEnabled))
		}
	case types.IndexStatusDeleting:
		if prior.ValueString() == string(types.IndexEnabled) {
			return tftypes.StringValue(string(types.IndexDisabled))
		}
	}
	return prior
}

// ImportedIndex is the argument index of a point that is imported: enabled if
// the point has an index, else null.
func ImportedIndex(status types.IndexStatus) tftypes.String {
	if status == "" || status == types.IndexStatusDeleting {
		return tftypes.StringNull()
	}
	return tftypes.StringValue(string(types.IndexEnabled))
}

// ChangeIndex enables or disables the index of a point, with the role that AWS
// Backup uses for it. Null is disabled. The index of a point that has none is not
// disabled: AWS refuses that for a type without index.
func (c *Client) ChangeIndex(ctx context.Context, ref Ref, to tftypes.String) error {
	setting := types.IndexDisabled
	if to.ValueString() == string(types.IndexEnabled) {
		setting = types.IndexEnabled
	}
	if setting == types.IndexDisabled {
		c.Points.Forget(ref.VaultName, ref.ARN)
		if point, err := c.read(ctx, ref, false); err == nil && (point.IndexStatus == "" || point.IndexStatus == types.IndexStatusDeleting) {
			return nil
		}
	}
	_, err := c.API.UpdateRecoveryPointIndexSettings(ctx, &backup.UpdateRecoveryPointIndexSettingsInput{
		BackupVaultName: &ref.VaultName, RecoveryPointArn: &ref.ARN, IamRoleArn: &ref.RoleARN, Index: setting,
	})
	c.Points.Forget(ref.VaultName, ref.ARN)
	return err
}
