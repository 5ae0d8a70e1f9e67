// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package restorejob

import (
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
)

// Outputs is what AWS shows of a restore job: what people refer to, and the rest
// in one object.
type Outputs struct {
	AccountID               tftypes.String    `tfsdk:"account_id"`
	Status                  tftypes.String    `tfsdk:"status"`
	StatusMessage           tftypes.String    `tfsdk:"status_message"`
	CreatedResourceARN      tftypes.String    `tfsdk:"created_resource_arn"`
	CreatedResourceID       tftypes.String    `tfsdk:"created_resource_id"`
	SourceResourceARN       tftypes.String    `tfsdk:"source_resource_arn"`
	BackupSizeInBytes       tftypes.Int64     `tfsdk:"backup_size_in_bytes"`
	ValidationStatus        tftypes.String    `tfsdk:"validation_status"`
	ValidationStatusMessage tftypes.String    `tfsdk:"validation_status_message"`
	CreationDate            timetypes.RFC3339 `tfsdk:"creation_date"`
	CompletionDate          timetypes.RFC3339 `tfsdk:"completion_date"`
	Job                     tftypes.Object    `tfsdk:"job"`
}

// recordTypes is the shape of the attribute job.
var recordTypes = map[string]attr.Type{
	"percent_done":                     tftypes.Float64Type,
	"expected_completion_time_minutes": tftypes.Int64Type,
	"backup_vault_arn":                 tftypes.StringType,
	"recovery_point_creation_date":     apivalue.RFC3339Type,
	"is_parent":                        tftypes.BoolType,
	"parent_job_id":                    tftypes.StringType,
	"restore_testing_plan_arn":         tftypes.StringType,
}

// noOutputs has every value null, with its type.
func noOutputs() Outputs { return Outputs{Job: tftypes.ObjectNull(recordTypes)} }

// unknownOutputs has every value unknown.
func unknownOutputs() Outputs {
	return Outputs{
		AccountID: tftypes.StringUnknown(), Status: tftypes.StringUnknown(), StatusMessage: tftypes.StringUnknown(),
		CreatedResourceARN: tftypes.StringUnknown(), CreatedResourceID: tftypes.StringUnknown(), SourceResourceARN: tftypes.StringUnknown(),
		BackupSizeInBytes: tftypes.Int64Unknown(), ValidationStatus: tftypes.StringUnknown(), ValidationStatusMessage: tftypes.StringUnknown(),
		CreationDate: timetypes.NewRFC3339Unknown(), CompletionDate: timetypes.NewRFC3339Unknown(), Job: tftypes.ObjectUnknown(recordTypes),
	}
}

// unfinishedOutputs is what an update of a job in flight may change: all but
// what is fixed once AWS has shown it.
func (o Outputs) unfinishedOutputs() Outputs {
	u := unknownOutputs()
	u.AccountID = apivalue.Keep(o.AccountID, u.AccountID)
	u.SourceResourceARN = apivalue.Keep(o.SourceResourceARN, u.SourceResourceARN)
	u.CreatedResourceARN = apivalue.Keep(o.CreatedResourceARN, u.CreatedResourceARN)
	u.CreatedResourceID = apivalue.Keep(o.CreatedResourceID, u.CreatedResourceID)
	if !o.Status.IsNull() { // Until the job is seen, it is the date of the answer to its start.
		u.CreationDate = apivalue.Keep(o.CreationDate, u.CreationDate)
	}
	return u
}

// FromJob is the one mapping from a job record. What AWS has once reported and
// now leaves out stays.
func (o *Outputs) FromJob(job *awsbackup.RestoreJob) {
	o.AccountID = apivalue.Keep(o.AccountID, apivalue.Text(job.AccountId))
	o.Status = apivalue.Enum(job.Status)
	o.StatusMessage = apivalue.Text(job.StatusMessage)
	o.CreatedResourceARN = apivalue.Keep(apivalue.Text(job.CreatedResourceArn), o.CreatedResourceARN)
	id := resourceID(o.CreatedResourceARN.ValueString())
	o.CreatedResourceID = apivalue.Text(&id)
	o.SourceResourceARN = apivalue.Keep(o.SourceResourceARN, apivalue.Text(job.SourceResourceArn))
	o.BackupSizeInBytes = tftypes.Int64PointerValue(job.BackupSizeInBytes)
	o.ValidationStatus = apivalue.Enum(job.ValidationStatus)
	o.ValidationStatusMessage = apivalue.Text(job.ValidationStatusMessage)
	o.CreationDate = apivalue.Keep(apivalue.Date(job.CreationDate), o.CreationDate)
	o.CompletionDate = apivalue.Date(job.CompletionDate)
	plan := tftypes.StringNull()
	if job.CreatedBy != nil {
		plan = apivalue.Text(job.CreatedBy.RestoreTestingPlanArn)
	}
	o.Job = basetypes.NewObjectValueMust(recordTypes, map[string]attr.Value{
		"percent_done":                     apivalue.Percent(job.PercentDone),
		"expected_completion_time_minutes": tftypes.Int64PointerValue(job.ExpectedCompletionTimeMinutes),
		"backup_vault_arn":                 apivalue.Text(job.BackupVaultArn),
		"recovery_point_creation_date":     apivalue.Date(job.RecoveryPointCreationDate),
		"is_parent":                        tftypes.BoolValue(job.IsParent),
		"parent_job_id":                    apivalue.Text(job.ParentJobId),
		"restore_testing_plan_arn":         plan,
	})
}

// resourceID is the last part of an ARN, which is what most services call the
// resource by.
func resourceID(resourceARN string) string {
	arn, err := catalog.ParseARN(resourceARN)
	if err != nil {
		return ""
	}
	return arn.Resource[strings.LastIndexAny(arn.Resource, "/:")+1:]
}
