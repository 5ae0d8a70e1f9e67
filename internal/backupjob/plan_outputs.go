// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
)

// noOutputs has every value null, with its type.
func noOutputs() Outputs {
	return Outputs{
		Record:              Record{Job: tftypes.ObjectNull(jobTypes)},
		CalculatedLifecycle: tftypes.ObjectNull(apivalue.CalculatedLifecycleTypes),
	}
}

// unknownOutputs has every value unknown.
func unknownOutputs() Outputs {
	return Outputs{
		Record: Record{
			AccountID: tftypes.StringUnknown(), State: tftypes.StringUnknown(), StatusMessage: tftypes.StringUnknown(),
			MessageCategory: tftypes.StringUnknown(), RecoveryPointARN: tftypes.StringUnknown(), BackupVaultARN: tftypes.StringUnknown(),
			BackupSizeInBytes: tftypes.Int64Unknown(), ResourceType: tftypes.StringUnknown(),
			CreationDate: timetypes.NewRFC3339Unknown(), CompletionDate: timetypes.NewRFC3339Unknown(), Job: tftypes.ObjectUnknown(jobTypes),
		},
		RecoveryPointStatus:                tftypes.StringUnknown(),
		LogicallyAirGappedRecoveryPointARN: tftypes.StringUnknown(),
		CalculatedLifecycle:                tftypes.ObjectUnknown(apivalue.CalculatedLifecycleTypes),
	}
}

// plannedOutputs is what is certain of a backup before it is taken; the rest is
// unknown. The account is the role's: AWS Backup passes on no role of another.
// With an air-gapped target the vault is the one that AWS chooses.
func (m *Model) plannedOutputs() Outputs {
	o := unknownOutputs()
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

// keepPlanned puts back what was planned known. Terraform accepts no other
// value; if AWS reports one, the next refresh shows it.
func (o *Outputs) keepPlanned(planned Outputs) {
	o.AccountID = apivalue.Keep(planned.AccountID, o.AccountID)
	o.ResourceType = apivalue.Keep(planned.ResourceType, o.ResourceType)
	o.BackupVaultARN = apivalue.Keep(planned.BackupVaultARN, o.BackupVaultARN)
}

// unfinishedOutputs is what an update of a job in flight may change: all but
// what is fixed once AWS has shown it.
func (o Outputs) unfinishedOutputs() Outputs {
	u := unknownOutputs()
	u.keepPlanned(o)
	u.RecoveryPointARN = apivalue.Keep(o.RecoveryPointARN, u.RecoveryPointARN)
	u.CreationDate = apivalue.Keep(o.CreationDate, u.CreationDate)
	return u
}
