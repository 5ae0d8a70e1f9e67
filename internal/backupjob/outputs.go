// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
)

// Record is what a job record says, but for what was asked for. Values that
// change on their own (last restore, scan results, storage class) are not here:
// they would make plans noisy.
type Record struct {
	AccountID              tftypes.String    `tfsdk:"account_id"`
	State                  tftypes.String    `tfsdk:"state"`
	StatusMessage          tftypes.String    `tfsdk:"status_message"`
	MessageCategory        tftypes.String    `tfsdk:"message_category"`
	PercentDone            tftypes.Float64   `tfsdk:"percent_done"`
	RecoveryPointARN       tftypes.String    `tfsdk:"recovery_point_arn"`
	DeleteAfterEvent       tftypes.String    `tfsdk:"delete_after_event"`
	BackupVaultARN         tftypes.String    `tfsdk:"backup_vault_arn"`
	BackupSizeInBytes      tftypes.Int64     `tfsdk:"backup_size_in_bytes"`
	BytesTransferred       tftypes.Int64     `tfsdk:"bytes_transferred"`
	ResourceType           tftypes.String    `tfsdk:"resource_type"`
	ResourceName           tftypes.String    `tfsdk:"resource_name"`
	BackupType             tftypes.String    `tfsdk:"backup_type"`
	EncryptionKeyARN       tftypes.String    `tfsdk:"encryption_key_arn"`
	IsEncrypted            tftypes.Bool      `tfsdk:"is_encrypted"`
	VaultType              tftypes.String    `tfsdk:"vault_type"`
	VaultLockState         tftypes.String    `tfsdk:"vault_lock_state"`
	IsParent               tftypes.Bool      `tfsdk:"is_parent"`
	ParentJobID            tftypes.String    `tfsdk:"parent_job_id"`
	NumberOfChildJobs      tftypes.Int64     `tfsdk:"number_of_child_jobs"`
	ChildJobsInState       tftypes.Map       `tfsdk:"child_jobs_in_state"`
	CreationDate           timetypes.RFC3339 `tfsdk:"creation_date"`
	InitiationDate         timetypes.RFC3339 `tfsdk:"initiation_date"`
	StartBy                timetypes.RFC3339 `tfsdk:"start_by"`
	ExpectedCompletionDate timetypes.RFC3339 `tfsdk:"expected_completion_date"`
	CompletionDate         timetypes.RFC3339 `tfsdk:"completion_date"`
}

// Outputs is what AWS says of a job and of the recovery point that it made.
type Outputs struct {
	Record

	RecoveryPointStatus                tftypes.String `tfsdk:"recovery_point_status"`
	LogicallyAirGappedRecoveryPointARN tftypes.String `tfsdk:"logically_air_gapped_recovery_point_arn"`
	CalculatedLifecycle                tftypes.Object `tfsdk:"calculated_lifecycle"`
}

// noOutputs has every value null, with its type.
func noOutputs() Outputs {
	return Outputs{
		Record:              Record{ChildJobsInState: tftypes.MapNull(tftypes.Int64Type)},
		CalculatedLifecycle: tftypes.ObjectNull(apivalue.CalculatedLifecycleTypes),
	}
}

// FromJob is the one mapping from a job record. What AWS has once told and now
// leaves out stays. The vault may change: AWS may report the requested vault
// first, and the air-gapped one once the job runs.
func (o *Record) FromJob(job *awsbackup.Job) {
	o.AccountID = apivalue.Keep(o.AccountID, apivalue.Text(job.AccountId))
	o.State = apivalue.Enum(job.State)
	o.StatusMessage = apivalue.Text(job.StatusMessage)
	o.MessageCategory = apivalue.Text(job.MessageCategory)
	o.PercentDone = apivalue.Percent(job.PercentDone)
	o.RecoveryPointARN = apivalue.Keep(o.RecoveryPointARN, apivalue.Text(job.RecoveryPointArn))
	if withoutPoint(job.State) {
		// The ARN that some types tell at the start never came to be.
		o.RecoveryPointARN = tftypes.StringNull()
	}
	o.BackupVaultARN = apivalue.Keep(apivalue.Text(job.BackupVaultArn), o.BackupVaultARN)
	o.BackupSizeInBytes = tftypes.Int64PointerValue(job.BackupSizeInBytes)
	o.BytesTransferred = tftypes.Int64PointerValue(job.BytesTransferred)
	o.ResourceType = apivalue.Text(job.ResourceType)
	o.ResourceName = apivalue.Text(job.ResourceName)
	o.BackupType = apivalue.Text(job.BackupType)
	o.EncryptionKeyARN = apivalue.Text(job.EncryptionKeyArn)
	o.IsEncrypted = tftypes.BoolValue(job.IsEncrypted)
	o.VaultType = apivalue.Text(job.VaultType)
	o.VaultLockState = apivalue.Text(job.VaultLockState)
	o.IsParent = tftypes.BoolValue(job.IsParent)
	o.ParentJobID = apivalue.Text(job.ParentJobId)
	o.NumberOfChildJobs = tftypes.Int64PointerValue(job.NumberOfChildJobs)
	o.ChildJobsInState = apivalue.Counts(job.ChildJobsInState)
	if l := job.RecoveryPointLifecycle; l != nil {
		o.DeleteAfterEvent = apivalue.Enum(l.DeleteAfterEvent)
	}
	o.CreationDate = apivalue.Keep(o.CreationDate, apivalue.Date(job.CreationDate))
	o.InitiationDate = apivalue.Date(job.InitiationDate)
	o.StartBy = apivalue.Date(job.StartBy)
	o.ExpectedCompletionDate = apivalue.Date(job.ExpectedCompletionDate)
	o.CompletionDate = apivalue.Date(job.CompletionDate)
}

// withoutPoint reports a job that has ended and left no recovery point.
func withoutPoint(state types.BackupJobState) bool {
	switch state {
	case types.BackupJobStateFailed, types.BackupJobStateExpired, types.BackupJobStateAborted:
		return true
	default:
		return false
	}
}

func (o *Record) withoutPoint() bool {
	return withoutPoint(types.BackupJobState(o.State.ValueString()))
}

// FromPoint is the one mapping from a recovery point, for a job that is
// finished. A job record that has expired leaves gaps that the point fills.
func (o *Outputs) FromPoint(point *awsbackup.Point) {
	o.RecoveryPointARN = apivalue.Keep(o.RecoveryPointARN, apivalue.Text(point.RecoveryPointArn))
	o.RecoveryPointStatus = apivalue.Enum(point.Status)
	o.BackupVaultARN = apivalue.Keep(apivalue.Text(point.BackupVaultArn), o.BackupVaultARN)
	o.BackupSizeInBytes = apivalue.Keep(o.BackupSizeInBytes, tftypes.Int64PointerValue(point.BackupSizeInBytes))
	o.ResourceType = apivalue.Keep(o.ResourceType, apivalue.Text(point.ResourceType))
	o.ResourceName = apivalue.Keep(o.ResourceName, apivalue.Text(point.ResourceName))
	o.EncryptionKeyARN = apivalue.Keep(o.EncryptionKeyARN, apivalue.Text(point.EncryptionKeyArn))
	o.IsEncrypted = apivalue.Keep(o.IsEncrypted, tftypes.BoolValue(point.IsEncrypted))
	o.VaultType = apivalue.Keep(o.VaultType, apivalue.Enum(point.VaultType))
	o.IsParent = apivalue.Keep(o.IsParent, tftypes.BoolValue(point.IsParent))
	if point.Lifecycle != nil {
		o.DeleteAfterEvent = apivalue.Keep(o.DeleteAfterEvent, apivalue.Enum(point.Lifecycle.DeleteAfterEvent))
	}
	o.CalculatedLifecycle = apivalue.CalculatedLifecycle(point.CalculatedLifecycle)
	o.CreationDate = apivalue.Keep(o.CreationDate, apivalue.Date(point.CreationDate))
	o.InitiationDate = apivalue.Keep(o.InitiationDate, apivalue.Date(point.InitiationDate))
	o.CompletionDate = apivalue.Keep(o.CompletionDate, apivalue.Date(point.CompletionDate))
	if vault, err := catalog.ParseARN(aws.ToString(point.BackupVaultArn)); err == nil {
		o.AccountID = apivalue.Keep(o.AccountID, apivalue.Text(&vault.AccountID))
	}
	if o.VaultType.ValueString() == string(types.VaultTypeLogicallyAirGappedBackupVault) {
		o.LogicallyAirGappedRecoveryPointARN = apivalue.Keep(o.LogicallyAirGappedRecoveryPointARN, o.RecoveryPointARN)
	}
}

// Temporary reports whether the recovery point goes away by AWS's own design,
// once it has been copied to the air-gapped vault.
func (o *Outputs) Temporary() bool {
	return o.DeleteAfterEvent.ValueString() == string(types.LifecycleDeleteAfterEventDeleteAfterCopy)
}

// DeleteAt is when AWS deletes the recovery point; the zero time is never, or
// not known.
func (o *Outputs) DeleteAt() time.Time { return apivalue.Member(o.CalculatedLifecycle, "delete_at") }

// ColdAt is when AWS moves the recovery point to cold storage; the zero time is
// never, or not known.
func (o *Outputs) ColdAt() time.Time {
	return apivalue.Member(o.CalculatedLifecycle, "move_to_cold_storage_at")
}
