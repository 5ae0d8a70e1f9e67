// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package restorejob

import (
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
)

// Identity is what a restore job is known by outside of state.
type Identity struct {
	AccountID    tftypes.String `tfsdk:"account_id"`
	Region       tftypes.String `tfsdk:"region"`
	RestoreJobID tftypes.String `tfsdk:"restore_job_id"`
}

// Complete reports whether the identity names one object.
func (i Identity) Complete() bool {
	return i.AccountID.ValueString() != "" && i.Region.ValueString() != "" && i.RestoreJobID.ValueString() != ""
}

// identity follows from the model. The account is the role's until the job's
// record shows it: the two never differ.
func (m *Model) identity() Identity {
	id := Identity{AccountID: m.AccountID, Region: m.Region, RestoreJobID: m.ID}
	if role, err := catalog.ParseARN(m.IAMRoleARN.ValueString()); err == nil && (m.AccountID.IsNull() || m.AccountID.IsUnknown()) {
		id.AccountID = apivalue.Text(&role.AccountID)
	}
	return id
}
