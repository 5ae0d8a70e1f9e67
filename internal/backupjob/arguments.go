// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/recoverypoint"
)

// Arguments holds the members of a StartBackupJob request, for the resource and
// the action alike.
type Arguments struct {
	BackupVaultName                  tftypes.String `tfsdk:"backup_vault_name"`
	ResourceARN                      tftypes.String `tfsdk:"resource_arn"`
	IAMRoleARN                       tftypes.String `tfsdk:"iam_role_arn"`
	Lifecycle                        tftypes.Object `tfsdk:"recovery_point_lifecycle"`
	BackupOptions                    tftypes.Map    `tfsdk:"backup_options"`
	StartWindowMinutes               tftypes.Int64  `tfsdk:"start_window_minutes"`
	CompleteWindowMinutes            tftypes.Int64  `tfsdk:"complete_window_minutes"`
	Index                            tftypes.String `tfsdk:"index"`
	LogicallyAirGappedBackupVaultARN tftypes.String `tfsdk:"logically_air_gapped_backup_vault_arn"`
	Tags                             tftypes.Map    `tfsdk:"tags"`
}

// ToAPI is the one mapping from configuration to a request. The idempotency
// token is the caller's to set. Absent members stay absent: AWS reads a 0 as a
// retention of no days, not as "unset".
func (a Arguments) ToAPI(ctx context.Context, recoveryPointTags map[string]string) (*backup.StartBackupJobInput, diag.Diagnostics) {
	var diags diag.Diagnostics
	in := &backup.StartBackupJobInput{
		BackupVaultName:                  a.BackupVaultName.ValueStringPointer(),
		ResourceArn:                      a.ResourceARN.ValueStringPointer(),
		IamRoleArn:                       a.IAMRoleARN.ValueStringPointer(),
		StartWindowMinutes:               a.StartWindowMinutes.ValueInt64Pointer(),
		CompleteWindowMinutes:            a.CompleteWindowMinutes.ValueInt64Pointer(),
		Index:                            types.Index(a.Index.ValueString()),
		LogicallyAirGappedBackupVaultArn: a.LogicallyAirGappedBackupVaultARN.ValueStringPointer(),
	}
	lifecycle, d := recoverypoint.LifecycleFrom(ctx, a.Lifecycle)
	diags.Append(d...)
	in.Lifecycle = lifecycle.ToAPI()
	options, d := apivalue.Strings(ctx, a.BackupOptions)
	diags.Append(d...)
	if len(options) > 0 {
		in.BackupOptions = options
	}
	if len(recoveryPointTags) > 0 {
		in.RecoveryPointTags = recoveryPointTags
	}
	return in, diags
}
