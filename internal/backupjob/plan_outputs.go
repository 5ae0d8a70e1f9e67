// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/backupjob/record"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
)

// plannedOutputs is what is certain of a backup before it is taken; the rest is
// unknown. The account is the role's: AWS Backup passes on no role of another.
// With an air-gapped target the vault is the one that AWS chooses.
func (m *Model) plannedOutputs() record.Outputs {
	o := record.UnknownOutputs()
	if name, ok := catalog.TypeName(m.ResourceARN.ValueString()); ok {
		o.ResourceType = tftypes.StringValue(name)
	}
	role, err := catalog.ParseRoleARN(m.IAMRoleARN.ValueString())
	if err != nil {
		return o
	}
	o.AccountID = tftypes.StringValue(role.AccountID)
	region, vault := m.Region.ValueString(), m.BackupVaultName.ValueString()
	if region != "" && vault != "" && m.LogicallyAirGappedBackupVaultARN.IsNull() {
		o.BackupVaultARN = tftypes.StringValue(catalog.VaultARN(role.Partition, region, role.AccountID, vault))
	}
	return o
}
