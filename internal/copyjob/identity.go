// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package copyjob

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
)

// Identity is what a copy job is known by outside of state. A job whose record
// has expired is known by the copy instead.
type Identity struct {
	AccountID                   tftypes.String `tfsdk:"account_id"`
	Region                      tftypes.String `tfsdk:"region"`
	CopyJobID                   tftypes.String `tfsdk:"copy_job_id"`
	DestinationBackupVaultARN   tftypes.String `tfsdk:"destination_backup_vault_arn"`
	DestinationRecoveryPointARN tftypes.String `tfsdk:"destination_recovery_point_arn"`
}

// IdentitySchema implements resource.ResourceWithIdentity.
func (r *Resource) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	member := func(description string) identityschema.Attribute {
		return identityschema.StringAttribute{OptionalForImport: true, Description: description}
	}
	resp.IdentitySchema = identityschema.Schema{
		Attributes: map[string]identityschema.Attribute{
			"account_id":                     member("AWS account of the job. Default: the provider's."),
			"region":                         member("Region of the job, which is that of the source. Default: the provider's."),
			"copy_job_id":                    member("ID of the copy job."),
			"destination_backup_vault_arn":   member("ARN of the destination vault, for a job whose record has expired."),
			"destination_recovery_point_arn": member("ARN of the copy, for a job whose record has expired."),
		},
	}
}

func (m *Model) identity() Identity {
	own := m.account()
	id := Identity{AccountID: apivalue.Text(&own), Region: m.Region}
	if m.byRecoveryPoint() {
		id.DestinationBackupVaultARN, id.DestinationRecoveryPointARN = m.DestinationBackupVaultARN, m.ID
	} else {
		id.CopyJobID = m.ID
	}
	return id
}

// Complete reports whether the identity names one object.
func (i Identity) Complete() bool {
	return i.AccountID.ValueString() != "" && i.Region.ValueString() != "" &&
		(i.CopyJobID.ValueString() != "" || i.DestinationRecoveryPointARN.ValueString() != "")
}
