// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package record

import (
	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
)

// NullOutputs has every value null, with its type.
func NullOutputs() Outputs {
	return Outputs{
		Record:              Record{Job: tftypes.ObjectNull(JobTypes)},
		CalculatedLifecycle: tftypes.ObjectNull(apivalue.CalculatedLifecycleTypes),
	}
}

// UnknownOutputs has every value unknown.
func UnknownOutputs() Outputs {
	return Outputs{
		Record: Record{
			AccountID: tftypes.StringUnknown(), State: tftypes.StringUnknown(), StatusMessage: tftypes.StringUnknown(),
			MessageCategory: tftypes.StringUnknown(), RecoveryPointARN: tftypes.StringUnknown(), BackupVaultARN: tftypes.StringUnknown(),
			BackupSizeInBytes: tftypes.Int64Unknown(), ResourceType: tftypes.StringUnknown(),
			CreationDate: timetypes.NewRFC3339Unknown(), CompletionDate: timetypes.NewRFC3339Unknown(), Job: tftypes.ObjectUnknown(JobTypes),
		},
		RecoveryPointStatus:                tftypes.StringUnknown(),
		LogicallyAirGappedRecoveryPointARN: tftypes.StringUnknown(),
		CalculatedLifecycle:                tftypes.ObjectUnknown(apivalue.CalculatedLifecycleTypes),
	}
}

// KeepPlanned puts back what was planned known. Terraform accepts no other
// value; if AWS reports one, the next refresh shows it.
func (o *Outputs) KeepPlanned(planned Outputs) {
	o.AccountID = apivalue.Keep(planned.AccountID, o.AccountID)
	o.ResourceType = apivalue.Keep(planned.ResourceType, o.ResourceType)
	o.BackupVaultARN = apivalue.Keep(planned.BackupVaultARN, o.BackupVaultARN)
}

// Unfinished is what an update of a job in flight may change: all but
// what is fixed once AWS has shown it.
func (o Outputs) Unfinished() Outputs {
	u := UnknownOutputs()
	u.KeepPlanned(o)
	u.RecoveryPointARN = apivalue.Keep(o.RecoveryPointARN, u.RecoveryPointARN)
	u.CreationDate = apivalue.Keep(o.CreationDate, u.CreationDate)
	return u
}
