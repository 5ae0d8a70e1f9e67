// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/lifecycle"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/recoverypoint"
)

// unknownJob is the warning of a refresh, which continues without the job.
func (m *Model) unknownJob(err *job.UnknownJobError) diag.Diagnostic {
	return diag.NewWarningDiagnostic("Backup Job Not Found",
		fmt.Sprintf("%s. The backup of %s is kept in state as it was, %s.", job.Sentence(err), m.ResourceARN.ValueString(), m.State.ValueString()))
}

// refreshUnended follows the recovery point of a job whose end was not seen and
// whose record has expired. An ARN is no proof, since most types report it while
// the job still runs: only a point that is finished, or its lasting copy, is.
// Where AWS never reported an ARN, one can only be guessed. If nothing can be
// found out any more, the object is kept as it is, and no plan waits for its job.
func (r *Resource) refreshUnended(ctx context.Context, region *providerdata.Region, m *Model, diags *diag.Diagnostics) {
	points := recoverypoint.NewClient(r.data, region)
	if m.RecoveryPointARN.ValueString() == "" {
		m.guessPoint(ctx, points, diags)
		return
	}
	ref := m.ref()
	ref.Seen = true // AWS shows a recovery point well before it drops the record of the job.
	found := points.Check(ctx, ref, recoverypoint.Thorough)
	state := string(types.BackupJobStateCompleted)
	switch found.Presence {
	case lifecycle.PresenceThere:
		var ok bool
		if state, ok = recoverypoint.Outcome(found.Point.Status); !ok {
			m.lose(ctx, points, fmt.Sprintf("its recovery point is %s, which does not tell how the job ended", found.Point.Status), diags)
			return
		}
		diags.Append(m.fromPoint(ctx, points, found.Point)...)
	case lifecycle.PresenceDue, lifecycle.PresenceGoneEarly:
		d := m.findAirGappedCopy(ctx, points)
		diags.Append(d...)
		if m.LogicallyAirGappedRecoveryPointARN.ValueString() == "" {
			if len(d) > 0 { // It may have a copy.
				return
			}
			m.lose(ctx, points, fmt.Sprintf("there is no recovery point %s and no copy of it: the job may have failed", m.RecoveryPointARN.ValueString()), diags)
			if m.lost {
				m.RecoveryPointARN = tftypes.StringNull()
			}
			return
		}
		m.RecoveryPointStatus = tftypes.StringValue(recoverypoint.StatusDeleted)
	default:
		d := found.Diagnostic()
		if !found.Failed() {
			d = awsdiag.Warning(d)
		}
		diags.Append(d)
		return
	}
	m.State, m.lost = tftypes.StringValue(state), false
}

// lose gives up on a job whose record has expired, and says so once. If the
// answer may be that of another account, or the age of the job is not known, the
// next refresh asks again.
func (m *Model) lose(ctx context.Context, points *recoverypoint.Client, why string, diags *diag.Diagnostics) {
	if m.lost {
		return
	}
	m.lost = !m.CreationDate.IsNull() && points.AnswersFor(ctx, m.ref())
	diags.AddWarning("Backup Job Record Expired",
		fmt.Sprintf("AWS Backup no longer knows job %s of %s, last seen %s, and %s. The resource is kept as it was and no new backup is planned. "+
			"If the backup is not needed any more, remove the resource with terraform state rm; to take a new one, change triggers.",
			m.ID.ValueString(), m.ResourceARN.ValueString(), m.State.ValueString(), why))
}
