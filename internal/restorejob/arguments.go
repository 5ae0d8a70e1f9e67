// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package restorejob

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
)

// Arguments holds the members of a StartRestoreJob request, for the resource and
// the action alike.
type Arguments struct {
	RecoveryPointARN tftypes.String `tfsdk:"recovery_point_arn"`
	ResourceType     tftypes.String `tfsdk:"resource_type"`
	Metadata         tftypes.Map    `tfsdk:"metadata"`
	IAMRoleARN       tftypes.String `tfsdk:"iam_role_arn"`
	CopySourceTags   tftypes.Bool   `tfsdk:"copy_source_tags_to_restored_resource"`
	// AllowOverwrite is not sent: it is the user's consent.
	AllowOverwrite tftypes.Bool `tfsdk:"allow_overwrite"`
}

// ToAPI is the one mapping from configuration to a request. The idempotency
// token is the caller's to set. Elements of metadata that are null are left out.
func (a Arguments) ToAPI(ctx context.Context) (*backup.StartRestoreJobInput, diag.Diagnostics) {
	metadata, diags := apivalue.Strings(ctx, a.Metadata)
	in := &backup.StartRestoreJobInput{
		RecoveryPointArn:                 a.RecoveryPointARN.ValueStringPointer(),
		Metadata:                         metadata,
		IamRoleArn:                       a.IAMRoleARN.ValueStringPointer(),
		CopySourceTagsToRestoredResource: a.CopySourceTags.ValueBool(),
	}
	if t := a.resourceType(); !t.IsNull() && !t.IsUnknown() {
		in.ResourceType = t.ValueStringPointer()
	}
	return in, diags
}

// resourceType is the argument, or what the ARN of the recovery point shows;
// unknown where only AWS can tell.
func (a Arguments) resourceType() tftypes.String {
	if !a.ResourceType.IsNull() && !a.ResourceType.IsUnknown() {
		return a.ResourceType
	}
	point, err := catalog.ParseRecoveryPointARN(a.RecoveryPointARN.ValueString())
	if err != nil || point.ResourceType == "" {
		return tftypes.StringUnknown()
	}
	return tftypes.StringValue(point.ResourceType)
}
