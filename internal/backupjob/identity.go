// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
)

// Identity is what a backup job is known by outside of state. A job whose
// record has expired is known by its recovery point instead.
type Identity struct {
	AccountID        tftypes.String `tfsdk:"account_id"`
	Region           tftypes.String `tfsdk:"region"`
	BackupJobID      tftypes.String `tfsdk:"backup_job_id"`
	BackupVaultName  tftypes.String `tfsdk:"backup_vault_name"`
	RecoveryPointARN tftypes.String `tfsdk:"recovery_point_arn"`
}

// identity follows from the model. The account is the role's until the job
// record tells: the two never differ.
func (m *Model) identity() Identity {
	id := Identity{AccountID: m.AccountID, Region: m.Region}
	if role, err := catalog.ParseARN(m.IAMRoleARN.ValueString()); err == nil && (m.AccountID.IsNull() || m.AccountID.IsUnknown()) {
		id.AccountID = apivalue.Text(&role.AccountID)
	}
	if m.byRecoveryPoint() {
		id.BackupVaultName = m.BackupVaultName
		id.RecoveryPointARN = m.ID
		return id
	}
	id.BackupJobID = m.ID
	return id
}

// byRecoveryPoint reports whether the object was imported without a job
// record; its id then is the recovery point's ARN.
func (m *Model) byRecoveryPoint() bool {
	return catalog.IsRecoveryPointARN(m.ID.ValueString())
}

// Complete reports whether the identity names one object.
func (i Identity) Complete() bool {
	return i.AccountID.ValueString() != "" && i.Region.ValueString() != "" &&
		(i.BackupJobID.ValueString() != "" || i.RecoveryPointARN.ValueString() != "")
}
