// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/backupjob/record"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
)

// Model is the awsbackup_backup_job resource in configuration, plan and state.
type Model struct {
	Arguments
	record.Outputs

	ID               tftypes.String `tfsdk:"id"`
	IdempotencyToken tftypes.String `tfsdk:"idempotency_token"`
	TagsAll          tftypes.Map    `tfsdk:"tags_all"`
	Triggers         tftypes.Map    `tfsdk:"triggers"`
	WaitFor          tftypes.String `tfsdk:"wait_for"`
	OnIssues         tftypes.String `tfsdk:"on_issues"`
	OnDestroy        tftypes.String `tfsdk:"on_destroy"`
	Region           tftypes.String `tfsdk:"region"`
	Timeouts         timeouts.Value `tfsdk:"timeouts"`

	// guessed says that AWS did not report the recovery point as the job's: it
	// was only found. lost says that the job's record has expired and what it
	// made is not known. Private state has both, see [job.MarkGuessed] and
	// [job.MarkRecordLost].
	guessed, lost bool
	// indexed says that AWS has shown an index of the recovery point.
	indexed bool
	// late are the errors that were found in what AWS made of the recovery point
	// after its job, see [job.ReportLate].
	late []diag.Diagnostic
}

// readMarks takes from private state what the attributes do not have.
func (m *Model) readMarks(ctx context.Context, private job.PrivateReader) {
	m.guessed, m.lost, m.indexed = job.Guessed(ctx, private), job.RecordLost(ctx, private), job.Indexed(ctx, private)
}

// The values of on_destroy; the first is the default.
const (
	OnDestroyRetain = "retain"
	OnDestroyStop   = "stop"
	OnDestroyDelete = "delete"
)

// attempt names what is being done to the model's job, for diagnostics.
func (m *Model) attempt(doing, operation string) awsdiag.Attempt {
	return awsdiag.Attempt{
		Doing:            doing,
		Operation:        operation,
		Region:           m.Region.ValueString(),
		AccountID:        m.identity().AccountID.ValueString(),
		JobID:            m.jobID(),
		VaultName:        m.BackupVaultName.ValueString(),
		ResourceARN:      m.ResourceARN.ValueString(),
		RoleARN:          m.IAMRoleARN.ValueString(),
		RecoveryPointARN: m.RecoveryPointARN.ValueString(),
	}
}

// jobID is the ID of the backup job, "" where only the recovery point is known.
func (m *Model) jobID() string {
	if m.byRecoveryPoint() {
		return ""
	}
	return m.ID.ValueString()
}

// waitMet reports whether the job in state meets wait_for. Nothing more is seen
// of a job whose record is lost.
func (m *Model) waitMet() bool {
	return m.lost || kind.WaitMet(m.State.ValueString(), m.WaitFor.ValueString())
}

// finished reports whether the job in state is over.
func (m *Model) finished() bool { return m.lost || finished(m.State) }

func finished(state tftypes.String) bool { return kind.Stage(state.ValueString()).Finished() }
