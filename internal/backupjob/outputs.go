// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
)

var rfc3339Type = timetypes.RFC3339Type{}

// Outputs is what AWS says of a job and of the recovery point that it made.
// Values that change on their own (last restore, scan results, storage class)
// are not here: they would make plans noisy.
type Outputs struct {
	AccountID                          tftypes.String    `tfsdk:"account_id"`
	State                              tftypes.String    `tfsdk:"state"`
	StatusMessage                      tftypes.String    `tfsdk:"status_message"`
	MessageCategory                    tftypes.String    `tfsdk:"message_category"`
	PercentDone                        tftypes.Float64   `tfsdk:"percent_done"`
	RecoveryPointARN                   tftypes.String    `tfsdk:"recovery_point_arn"`
	RecoveryPointStatus                tftypes.String    `tfsdk:"recovery_point_status"`
	LogicallyAirGappedRecoveryPointARN tftypes.String    `tfsdk:"logically_air_gapped_recovery_point_arn"`
	DeleteAfterEvent                   tftypes.String    `tfsdk:"delete_after_event"`
	BackupVaultARN                     tftypes.String    `tfsdk:"backup_vault_arn"`
	BackupSizeInBytes                  tftypes.Int64     `tfsdk:"backup_size_in_bytes"`
	BytesTransferred                   tftypes.Int64     `tfsdk:"bytes_transferred"`
	ResourceType                       tftypes.String    `tfsdk:"resource_type"`
	ResourceName                       tftypes.String    `tfsdk:"resource_name"`
	BackupType                         tftypes.String    `tfsdk:"backup_type"`
	EncryptionKeyARN                   tftypes.String    `tfsdk:"encryption_key_arn"`
	IsEncrypted                        tftypes.Bool      `tfsdk:"is_encrypted"`
	VaultType                          tftypes.String    `tfsdk:"vault_type"`
	VaultLockState                     tftypes.String    `tfsdk:"vault_lock_state"`
	IsParent                           tftypes.Bool      `tfsdk:"is_parent"`
	ParentJobID                        tftypes.String    `tfsdk:"parent_job_id"`
	NumberOfChildJobs                  tftypes.Int64     `tfsdk:"number_of_child_jobs"`
	ChildJobsInState                   tftypes.Map       `tfsdk:"child_jobs_in_state"`
	CalculatedLifecycle                tftypes.Object    `tfsdk:"calculated_lifecycle"`
	CreationDate                       timetypes.RFC3339 `tfsdk:"creation_date"`
	InitiationDate                     timetypes.RFC3339 `tfsdk:"initiation_date"`
	StartBy                            timetypes.RFC3339 `tfsdk:"start_by"`
	ExpectedCompletionDate             timetypes.RFC3339 `tfsdk:"expected_completion_date"`
	CompletionDate                     timetypes.RFC3339 `tfsdk:"completion_date"`
}

// noOutputs has every value null, with its type.
func noOutputs() Outputs {
	return Outputs{
		ChildJobsInState:    tftypes.MapNull(tftypes.Int64Type),
		CalculatedLifecycle: tftypes.ObjectNull(calculatedLifecycleAttributeTypes),
	}
}

// FromJob is the one mapping from a job record. What only the recovery point
// knows (its status, its calculated lifecycle, the air-gapped copy) is left as
// it was.
func (o *Outputs) FromJob(job *awsbackup.Job) {
	o.AccountID = keep(o.AccountID, text(job.AccountId))
	o.State = text((*string)(&job.State))
	o.StatusMessage = text(job.StatusMessage)
	o.MessageCategory = text(job.MessageCategory)
	o.PercentDone = percent(job.PercentDone)
	o.RecoveryPointARN = keep(o.RecoveryPointARN, text(job.RecoveryPointArn))
	if withoutPoint(job.State) {
		// The ARN that some types tell at the start never came to be.
		o.RecoveryPointARN = tftypes.StringNull()
	}
	o.BackupVaultARN = keep(o.BackupVaultARN, text(job.BackupVaultArn))
	o.BackupSizeInBytes = tftypes.Int64PointerValue(job.BackupSizeInBytes)
	o.BytesTransferred = tftypes.Int64PointerValue(job.BytesTransferred)
	o.ResourceType = text(job.ResourceType)
	o.ResourceName = text(job.ResourceName)
	o.BackupType = text(job.BackupType)
	o.EncryptionKeyARN = text(job.EncryptionKeyArn)
	o.IsEncrypted = tftypes.BoolValue(job.IsEncrypted)
	o.VaultType = text(job.VaultType)
	o.VaultLockState = text(job.VaultLockState)
	o.IsParent = tftypes.BoolValue(job.IsParent)
	o.ParentJobID = text(job.ParentJobId)
	o.NumberOfChildJobs = tftypes.Int64PointerValue(job.NumberOfChildJobs)
	o.ChildJobsInState = childCounts(job.ChildJobsInState)
	if l := job.RecoveryPointLifecycle; l != nil {
		o.DeleteAfterEvent = text((*string)(&l.DeleteAfterEvent))
	}
	o.CreationDate = keep(o.CreationDate, date(job.CreationDate))
	o.InitiationDate = date(job.InitiationDate)
	o.StartBy = date(job.StartBy)
	o.ExpectedCompletionDate = date(job.ExpectedCompletionDate)
	o.CompletionDate = date(job.CompletionDate)
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

// FromPoint is the one mapping from a recovery point, for a job that is
// finished. A job record that has expired leaves gaps that the point fills.
func (o *Outputs) FromPoint(point *awsbackup.Point) {
	o.RecoveryPointARN = keep(o.RecoveryPointARN, text(point.RecoveryPointArn))
	o.RecoveryPointStatus = text((*string)(&point.Status))
	o.BackupVaultARN = keep(text(point.BackupVaultArn), o.BackupVaultARN)
	o.BackupSizeInBytes = keep(o.BackupSizeInBytes, tftypes.Int64PointerValue(point.BackupSizeInBytes))
	o.ResourceType = keep(o.ResourceType, text(point.ResourceType))
	o.ResourceName = keep(o.ResourceName, text(point.ResourceName))
	o.EncryptionKeyARN = keep(o.EncryptionKeyARN, text(point.EncryptionKeyArn))
	o.IsEncrypted = keep(o.IsEncrypted, tftypes.BoolValue(point.IsEncrypted))
	o.VaultType = keep(o.VaultType, text((*string)(&point.VaultType)))
	o.IsParent = keep(o.IsParent, tftypes.BoolValue(point.IsParent))
	if point.Lifecycle != nil {
		o.DeleteAfterEvent = keep(o.DeleteAfterEvent, text((*string)(&point.Lifecycle.DeleteAfterEvent)))
	}
	o.CalculatedLifecycle = calculatedLifecycle(point.CalculatedLifecycle)
	o.CreationDate = keep(o.CreationDate, date(point.CreationDate))
	o.InitiationDate = keep(o.InitiationDate, date(point.InitiationDate))
	o.CompletionDate = keep(o.CompletionDate, date(point.CompletionDate))
	if vault, err := catalog.ParseARN(aws.ToString(point.BackupVaultArn)); err == nil {
		o.AccountID = keep(o.AccountID, text(&vault.AccountID))
	}
	if o.VaultType.ValueString() == string(types.VaultTypeLogicallyAirGappedBackupVault) {
		o.LogicallyAirGappedRecoveryPointARN = keep(o.LogicallyAirGappedRecoveryPointARN, o.RecoveryPointARN)
	}
}

// Temporary reports whether the recovery point goes away by AWS's own design,
// once it has been copied to the air-gapped vault.
func (o *Outputs) Temporary() bool {
	return o.DeleteAfterEvent.ValueString() == string(types.LifecycleDeleteAfterEventDeleteAfterCopy)
}

// DeleteAt is when AWS deletes the recovery point; the zero time is never, or
// not known.
func (o *Outputs) DeleteAt() time.Time { return calculatedDate(o.CalculatedLifecycle, "delete_at") }

// ColdAt is when AWS moves the recovery point to cold storage; the zero time is
// never, or not known.
func (o *Outputs) ColdAt() time.Time {
	return calculatedDate(o.CalculatedLifecycle, "move_to_cold_storage_at")
}

func calculatedDate(o tftypes.Object, member string) time.Time {
	v, ok := o.Attributes()[member].(timetypes.RFC3339)
	if !ok {
		return time.Time{}
	}
	return timeOf(v)
}

func timeOf(v timetypes.RFC3339) time.Time {
	if v.IsNull() || v.IsUnknown() {
		return time.Time{}
	}
	t, diags := v.ValueRFC3339Time()
	if diags.HasError() {
		return time.Time{}
	}
	return t
}

// keep is the first value that is set: state never loses a value that AWS has
// once told and now leaves out.
func keep[T attr.Value](first, second T) T {
	if first.IsNull() || first.IsUnknown() {
		return second
	}
	return first
}

// text treats the empty string as absent: AWS and its stand-ins send "" where
// there is nothing.
func text(s *string) tftypes.String {
	if s == nil || *s == "" {
		return tftypes.StringNull()
	}
	return tftypes.StringValue(*s)
}

func date(t *time.Time) timetypes.RFC3339 {
	if t == nil || t.IsZero() {
		return timetypes.NewRFC3339Null()
	}
	return timetypes.NewRFC3339TimeValue(t.UTC())
}

func percent(s *string) tftypes.Float64 {
	if s == nil {
		return tftypes.Float64Null()
	}
	v, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(*s), "%"), 64)
	if err != nil {
		return tftypes.Float64Null()
	}
	return tftypes.Float64Value(v)
}

func childCounts(counts map[string]int64) tftypes.Map {
	if len(counts) == 0 {
		return tftypes.MapNull(tftypes.Int64Type)
	}
	elements := make(map[string]attr.Value, len(counts))
	for state, n := range counts {
		elements[state] = tftypes.Int64Value(n)
	}
	return basetypes.NewMapValueMust(tftypes.Int64Type, elements)
}

// calculatedLifecycle is null for a point that is kept for ever: AWS then
// answers a struct of nulls.
func calculatedLifecycle(c *types.CalculatedLifecycle) tftypes.Object {
	if c == nil || c.DeleteAt == nil && c.MoveToColdStorageAt == nil {
		return tftypes.ObjectNull(calculatedLifecycleAttributeTypes)
	}
	return basetypes.NewObjectValueMust(calculatedLifecycleAttributeTypes, map[string]attr.Value{
		"move_to_cold_storage_at": date(c.MoveToColdStorageAt),
		"delete_at":               date(c.DeleteAt),
	})
}
