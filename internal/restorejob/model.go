// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package restorejob

import (
	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
)

// Model is the awsbackup_restore_job resource in configuration, plan and state.
type Model struct {
	Arguments
	Outputs

	ID               tftypes.String `tfsdk:"id"`
	IdempotencyToken tftypes.String `tfsdk:"idempotency_token"`
	Triggers         tftypes.Map    `tfsdk:"triggers"`
	WaitFor          tftypes.String `tfsdk:"wait_for"`
	OnIssues         tftypes.String `tfsdk:"on_issues"`
	Region           tftypes.String `tfsdk:"region"`
	Timeouts         timeouts.Value `tfsdk:"timeouts"`
}

// attempt names what is being done to the model's job, for diagnostics.
func (m *Model) attempt(doing, operation string) awsdiag.Attempt {
	return awsdiag.Attempt{
		Kind: awsbackup.RestoreJobs.Name, Doing: doing, Operation: operation,
		Region: m.Region.ValueString(), AccountID: m.identity().AccountID.ValueString(), JobID: m.ID.ValueString(),
		ResourceARN: m.SourceResourceARN.ValueString(), RoleARN: m.IAMRoleARN.ValueString(), RecoveryPointARN: m.RecoveryPointARN.ValueString(),
	}
}

// waitMet reports whether the job in state meets wait_for.
func (m *Model) waitMet() bool { return kind.WaitMet(m.Status.ValueString(), m.WaitFor.ValueString()) }

// finished reports whether the job in state is over.
func (m *Model) finished() bool { return finished(m.Status) }

func finished(status tftypes.String) bool { return kind.Stage(status.ValueString()).Finished() }
