// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package record

import (
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
)

// Record is what a job record shows, without what was asked for: what people
// refer to, and the rest in one object. Values that change on their own (last
// restore, scan results, storage class) are not here: they would make plans noisy.
type Record struct {
	AccountID         tftypes.String    `tfsdk:"account_id"`
	State             tftypes.String    `tfsdk:"state"`
	StatusMessage     tftypes.String    `tfsdk:"status_message"`
	MessageCategory   tftypes.String    `tfsdk:"message_category"`
	RecoveryPointARN  tftypes.String    `tfsdk:"recovery_point_arn"`
	BackupVaultARN    tftypes.String    `tfsdk:"backup_vault_arn"`
	BackupSizeInBytes tftypes.Int64     `tfsdk:"backup_size_in_bytes"`
	ResourceType      tftypes.String    `tfsdk:"resource_type"`
	CreationDate      timetypes.RFC3339 `tfsdk:"creation_date"`
	CompletionDate    timetypes.RFC3339 `tfsdk:"completion_date"`
	Job               tftypes.Object    `tfsdk:"job"`
}

// Outputs is what AWS says of a job and of the recovery point that it made.
type Outputs struct {
	Record

	RecoveryPointStatus                tftypes.String `tfsdk:"recovery_point_status"`
	LogicallyAirGappedRecoveryPointARN tftypes.String `tfsdk:"logically_air_gapped_recovery_point_arn"`
	CalculatedLifecycle                tftypes.Object `tfsdk:"calculated_lifecycle"`
}

// JobTypes are the types of the members of job.
var JobTypes = map[string]attr.Type{
	"backup_type":              tftypes.StringType,
	"bytes_transferred":        tftypes.Int64Type,
	"child_jobs_in_state":      tftypes.MapType{ElemType: tftypes.Int64Type},
	"delete_after_event":       tftypes.StringType,
	"encryption_key_arn":       tftypes.StringType,
	"expected_completion_date": apivalue.RFC3339Type,
	"initiation_date":          apivalue.RFC3339Type,
	"is_encrypted":             tftypes.BoolType,
	"is_parent":                tftypes.BoolType,
	"number_of_child_jobs":     tftypes.Int64Type,
	"parent_job_id":            tftypes.StringType,
	"percent_done":             tftypes.Float64Type,
	"resource_name":            tftypes.StringType,
	"start_by":                 apivalue.RFC3339Type,
	"vault_lock_state":         tftypes.StringType,
	"vault_type":               tftypes.StringType,
}

// jobMembers is the members of job as the record shows them.
func jobMembers(job *awsbackup.Job) map[string]attr.Value {
	event := tftypes.StringNull()
	if l := job.RecoveryPointLifecycle; l != nil {
		event = apivalue.Enum(l.DeleteAfterEvent)
	}
	return map[string]attr.Value{
		"backup_type":              apivalue.Text(job.BackupType),
		"bytes_transferred":        tftypes.Int64PointerValue(job.BytesTransferred),
		"child_jobs_in_state":      apivalue.Counts(job.ChildJobsInState),
		"delete_after_event":       event,
		"encryption_key_arn":       apivalue.Text(job.EncryptionKeyArn),
		"expected_completion_date": apivalue.Date(job.ExpectedCompletionDate),
		"initiation_date":          apivalue.Date(job.InitiationDate),
		"is_encrypted":             tftypes.BoolValue(job.IsEncrypted),
		"is_parent":                tftypes.BoolValue(job.IsParent),
		"number_of_child_jobs":     tftypes.Int64PointerValue(job.NumberOfChildJobs),
		"parent_job_id":            apivalue.Text(job.ParentJobId),
		"percent_done":             apivalue.Percent(job.PercentDone),
		"resource_name":            apivalue.Text(job.ResourceName),
		"start_by":                 apivalue.Date(job.StartBy),
		"vault_lock_state":         apivalue.Text(job.VaultLockState),
		"vault_type":               apivalue.Text(job.VaultType),
	}
}

// FromJob is the one mapping from a job record. What AWS has once shown and now
// leaves out stays. The vault may change: AWS may report the requested vault
// first, and the air-gapped one once the job runs.
func (o *Record) FromJob(job *awsbackup.Job) {
	o.AccountID = apivalue.Keep(o.AccountID, apivalue.Text(job.AccountId))
	o.State = apivalue.Enum(job.State)
	o.StatusMessage = apivalue.Text(job.StatusMessage)
	o.MessageCategory = apivalue.Text(job.MessageCategory)
	o.RecoveryPointARN = apivalue.Keep(o.RecoveryPointARN, apivalue.Text(job.RecoveryPointArn))
	if WithoutPoint(job.State) {
		// The ARN that some types tell at the start never came to be.
		o.RecoveryPointARN = tftypes.StringNull()
	}
	o.BackupVaultARN = apivalue.Keep(apivalue.Text(job.BackupVaultArn), o.BackupVaultARN)
	o.BackupSizeInBytes = tftypes.Int64PointerValue(job.BackupSizeInBytes)
	o.ResourceType = apivalue.Keep(apivalue.Text(job.ResourceType), o.ResourceType)
	o.CreationDate = apivalue.Keep(o.CreationDate, apivalue.Date(job.CreationDate))
	o.CompletionDate = apivalue.Date(job.CompletionDate)
	members := jobMembers(job)
	if job.RecoveryPointLifecycle == nil {
		members["delete_after_event"] = apivalue.Value[tftypes.String](o.Job, "delete_after_event")
	}
	o.Job = basetypes.NewObjectValueMust(JobTypes, members)
}

// WithoutPoint reports a job that has ended and left no recovery point.
func WithoutPoint(state types.BackupJobState) bool {
	switch state {
	case types.BackupJobStateFailed, types.BackupJobStateExpired, types.BackupJobStateAborted:
		return true
	default:
		return false
	}
}

// WithoutPoint reports a job that has ended and left no recovery point.
func (o *Record) WithoutPoint() bool {
	return WithoutPoint(types.BackupJobState(o.State.ValueString()))
}

// FromPoint is the one mapping from a recovery point, for a job that is
// finished. A job record that has expired leaves gaps that the point fills.
func (o *Outputs) FromPoint(point *awsbackup.Point) {
	o.RecoveryPointARN = apivalue.Keep(o.RecoveryPointARN, apivalue.Text(point.RecoveryPointArn))
	o.RecoveryPointStatus = apivalue.Enum(point.Status)
	o.BackupVaultARN = apivalue.Keep(apivalue.Text(point.BackupVaultArn), o.BackupVaultARN)
	o.BackupSizeInBytes = apivalue.Keep(o.BackupSizeInBytes, tftypes.Int64PointerValue(point.BackupSizeInBytes))
	o.ResourceType = apivalue.Keep(o.ResourceType, apivalue.Text(point.ResourceType))
	o.CalculatedLifecycle = apivalue.CalculatedLifecycle(point.CalculatedLifecycle)
	o.CreationDate = apivalue.Keep(o.CreationDate, apivalue.Date(point.CreationDate))
	o.CompletionDate = apivalue.Keep(o.CompletionDate, apivalue.Date(point.CompletionDate))
	if vault, err := catalog.ParseARN(aws.ToString(point.BackupVaultArn)); err == nil {
		o.AccountID = apivalue.Keep(o.AccountID, apivalue.Text(&vault.AccountID))
	}
	o.fillJob(jobMembers(&awsbackup.Job{
		EncryptionKeyArn: point.EncryptionKeyArn, InitiationDate: point.InitiationDate, IsEncrypted: point.IsEncrypted,
		IsParent: point.IsParent, RecoveryPointLifecycle: point.Lifecycle, ResourceName: point.ResourceName,
		VaultType: aws.String(string(point.VaultType)),
	}))
	if o.VaultKind() == string(types.VaultTypeLogicallyAirGappedBackupVault) {
		o.LogicallyAirGappedRecoveryPointARN = apivalue.Keep(o.LogicallyAirGappedRecoveryPointARN, o.RecoveryPointARN)
	}
}

// fillJob sets those members of job that are not known yet.
func (o *Record) fillJob(found map[string]attr.Value) {
	members := o.Job.Attributes()
	for name, value := range found {
		if held := members[name]; held == nil || held.IsNull() {
			members[name] = value
		}
	}
	o.Job = basetypes.NewObjectValueMust(JobTypes, members)
}

// IsParent reports a job with child jobs (CloudFormation, EKS).
func (o *Record) IsParent() bool {
	return apivalue.Value[tftypes.Bool](o.Job, "is_parent").ValueBool()
}

// VaultKind is the type of the vault, such as "BACKUP_VAULT", "" while it is not
// known.
func (o *Record) VaultKind() string {
	return apivalue.Value[tftypes.String](o.Job, "vault_type").ValueString()
}

// Temporary reports whether the recovery point goes away by AWS's own design,
// once it has been copied to the air-gapped vault.
func (o *Outputs) Temporary() bool {
	return apivalue.Value[tftypes.String](o.Job, "delete_after_event").ValueString() == string(types.LifecycleDeleteAfterEventDeleteAfterCopy)
}

// DeleteAt is when AWS deletes the recovery point; the zero time is never, or
// not known.
func (o *Outputs) DeleteAt() time.Time { return apivalue.Member(o.CalculatedLifecycle, "delete_at") }

// ColdAt is when AWS moves the recovery point to cold storage; the zero time is
// never, or not known.
func (o *Outputs) ColdAt() time.Time {
	return apivalue.Member(o.CalculatedLifecycle, "move_to_cold_storage_at")
}
