// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package copyjob

import (
	"maps"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
)

// Record is what a job record shows, without what was asked for.
type Record struct {
	AccountID                   tftypes.String    `tfsdk:"account_id"`
	State                       tftypes.String    `tfsdk:"state"`
	StatusMessage               tftypes.String    `tfsdk:"status_message"`
	MessageCategory             tftypes.String    `tfsdk:"message_category"`
	DestinationRecoveryPointARN tftypes.String    `tfsdk:"destination_recovery_point_arn"`
	DestinationEncryptionKeyARN tftypes.String    `tfsdk:"destination_encryption_key_arn"`
	DestinationVaultType        tftypes.String    `tfsdk:"destination_vault_type"`
	BackupSizeInBytes           tftypes.Int64     `tfsdk:"backup_size_in_bytes"`
	ResourceARN                 tftypes.String    `tfsdk:"resource_arn"`
	ResourceType                tftypes.String    `tfsdk:"resource_type"`
	CreationDate                timetypes.RFC3339 `tfsdk:"creation_date"`
	CompletionDate              timetypes.RFC3339 `tfsdk:"completion_date"`
	Job                         tftypes.Object    `tfsdk:"job"`
}

// Outputs is what AWS shows of a job and of the copy that it made.
type Outputs struct {
	Record

	DestinationRecoveryPointStatus tftypes.String `tfsdk:"destination_recovery_point_status"`
	CalculatedLifecycle            tftypes.Object `tfsdk:"calculated_lifecycle"`
}

// jobTypes are the types of the members of job.
var jobTypes = map[string]attr.Type{
	"destination_vault_lock_state": tftypes.StringType,
	"resource_name":                tftypes.StringType,
	"source_creation_date":         apivalue.RFC3339Type,
	"is_parent":                    tftypes.BoolType,
	"parent_job_id":                tftypes.StringType,
	"number_of_child_jobs":         tftypes.Int64Type,
	"child_jobs_in_state":          tftypes.MapType{ElemType: tftypes.Int64Type},
}

// noOutputs has every value null, with its type.
func noOutputs() Outputs {
	return Outputs{
		Record:              Record{Job: tftypes.ObjectNull(jobTypes)},
		CalculatedLifecycle: tftypes.ObjectNull(apivalue.CalculatedLifecycleTypes),
	}
}

func unknownOutputs() Outputs {
	return Outputs{
		Record: Record{
			AccountID: tftypes.StringUnknown(), State: tftypes.StringUnknown(), StatusMessage: tftypes.StringUnknown(),
			MessageCategory: tftypes.StringUnknown(), DestinationRecoveryPointARN: tftypes.StringUnknown(),
			DestinationEncryptionKeyARN: tftypes.StringUnknown(), DestinationVaultType: tftypes.StringUnknown(),
			BackupSizeInBytes: tftypes.Int64Unknown(), ResourceARN: tftypes.StringUnknown(), ResourceType: tftypes.StringUnknown(),
			CreationDate: timetypes.NewRFC3339Unknown(), CompletionDate: timetypes.NewRFC3339Unknown(),
			Job: tftypes.ObjectUnknown(jobTypes),
		},
		DestinationRecoveryPointStatus: tftypes.StringUnknown(),
		CalculatedLifecycle:            tftypes.ObjectUnknown(apivalue.CalculatedLifecycleTypes),
	}
}

// unfinishedOutputs is what an update of an unfinished job may change: all but
// what is fixed once AWS has shown it.
func (o Outputs) unfinishedOutputs() Outputs {
	u := unknownOutputs()
	u.AccountID = apivalue.Keep(o.AccountID, u.AccountID)
	u.ResourceARN = apivalue.Keep(o.ResourceARN, u.ResourceARN)
	u.ResourceType = apivalue.Keep(o.ResourceType, u.ResourceType)
	u.CreationDate = apivalue.Keep(o.CreationDate, u.CreationDate)
	return u
}

// FromJob is the one mapping from a job record. What AWS has once shown and now
// leaves out stays.
func (o *Record) FromJob(j *awsbackup.CopyJob) {
	// What is fixed for a job keeps its first value: an update has promised it.
	o.AccountID = apivalue.Keep(o.AccountID, apivalue.Text(j.AccountId))
	o.ResourceARN = apivalue.Keep(o.ResourceARN, apivalue.Text(j.ResourceArn))
	o.ResourceType = apivalue.Keep(o.ResourceType, apivalue.Text(j.ResourceType))
	o.CreationDate = apivalue.Keep(o.CreationDate, apivalue.Date(j.CreationDate))
	o.State = apivalue.Enum(j.State)
	o.StatusMessage = apivalue.Text(j.StatusMessage)
	o.MessageCategory = apivalue.Text(j.MessageCategory)
	o.DestinationRecoveryPointARN = apivalue.Keep(apivalue.Text(j.DestinationRecoveryPointArn), o.DestinationRecoveryPointARN)
	o.DestinationEncryptionKeyARN = apivalue.Keep(apivalue.Text(j.DestinationEncryptionKeyArn), o.DestinationEncryptionKeyARN)
	o.DestinationVaultType = apivalue.Keep(apivalue.Text(j.DestinationVaultType), o.DestinationVaultType)
	o.BackupSizeInBytes = apivalue.Keep(tftypes.Int64PointerValue(j.BackupSizeInBytes), o.BackupSizeInBytes)
	o.CompletionDate = apivalue.Date(j.CompletionDate)
	o.setJob(map[string]attr.Value{
		"destination_vault_lock_state": apivalue.Text(j.DestinationVaultLockState),
		"resource_name":                apivalue.Text(j.ResourceName),
		"is_parent":                    tftypes.BoolValue(j.IsParent),
		"parent_job_id":                apivalue.Text(j.ParentJobId),
		"number_of_child_jobs":         tftypes.Int64PointerValue(j.NumberOfChildJobs),
		"child_jobs_in_state":          apivalue.Counts(j.ChildJobsInState),
	})
}

// setJob sets members of job; the others stay.
func (o *Record) setJob(members map[string]attr.Value) {
	all := map[string]attr.Value{
		"destination_vault_lock_state": tftypes.StringNull(), "resource_name": tftypes.StringNull(), "source_creation_date": timetypes.NewRFC3339Null(),
		"is_parent": tftypes.BoolNull(), "parent_job_id": tftypes.StringNull(),
		"number_of_child_jobs": tftypes.Int64Null(), "child_jobs_in_state": tftypes.MapNull(tftypes.Int64Type),
	}
	maps.Copy(all, o.Job.Attributes())
	maps.Copy(all, members)
	o.Job = basetypes.NewObjectValueMust(jobTypes, all)
}

// FromPoint is the one mapping from the copy. It fills what an expired job
// record leaves open.
func (o *Outputs) FromPoint(point *awsbackup.Point) {
	o.DestinationRecoveryPointARN = apivalue.Keep(o.DestinationRecoveryPointARN, apivalue.Text(point.RecoveryPointArn))
	o.DestinationRecoveryPointStatus = apivalue.Enum(point.Status)
	o.DestinationEncryptionKeyARN = apivalue.Keep(o.DestinationEncryptionKeyARN, apivalue.Text(point.EncryptionKeyArn))
	o.DestinationVaultType = apivalue.Keep(o.DestinationVaultType, apivalue.Enum(point.VaultType))
	o.BackupSizeInBytes = apivalue.Keep(o.BackupSizeInBytes, tftypes.Int64PointerValue(point.BackupSizeInBytes))
	o.ResourceARN = apivalue.Keep(o.ResourceARN, apivalue.Text(point.ResourceArn))
	o.ResourceType = apivalue.Keep(o.ResourceType, apivalue.Text(point.ResourceType))
	o.CalculatedLifecycle = apivalue.CalculatedLifecycle(point.CalculatedLifecycle)
	o.CompletionDate = apivalue.Keep(o.CompletionDate, apivalue.Date(point.CompletionDate))
	if vault, err := catalog.ParseARN(aws.ToString(point.BackupVaultArn)); err == nil {
		o.AccountID = apivalue.Keep(o.AccountID, apivalue.Text(&vault.AccountID))
	}
	members := map[string]attr.Value{"source_creation_date": apivalue.Date(point.CreationDate)}
	if o.Job.IsNull() {
		members["resource_name"] = apivalue.Text(point.ResourceName)
		members["is_parent"] = tftypes.BoolValue(point.IsParent)
	}
	o.setJob(members)
}

func (o *Outputs) isParent() bool {
	parent, _ := o.Job.Attributes()["is_parent"].(tftypes.Bool)
	return parent.ValueBool()
}

// sourceCreated is when the backup was created that was copied: the creation
// date of the copy. It is zero while it is not known.
func (o *Outputs) sourceCreated() time.Time {
	v, _ := o.Job.Attributes()["source_creation_date"].(timetypes.RFC3339)
	return apivalue.Time(v)
}

// DeleteAt is when AWS deletes the copy; the zero time is never, or not known.
func (o *Outputs) DeleteAt() time.Time { return apivalue.Member(o.CalculatedLifecycle, "delete_at") }

// ColdAt is when AWS moves the copy to cold storage; the zero time is never, or
// not known.
func (o *Outputs) ColdAt() time.Time {
	return apivalue.Member(o.CalculatedLifecycle, "move_to_cold_storage_at")
}
