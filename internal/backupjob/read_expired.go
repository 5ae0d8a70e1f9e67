// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/recoverypoint"
)

// unknownJob is the warning of a refresh, which continues without the job.
func (m *Model) unknownJob(err *job.UnknownJobError) diag.Diagnostic {
	return diag.NewWarningDiagnostic("Backup Job Not Found",
		fmt.Sprintf("%s. The backup of %s is kept in state as it was, %s.", job.Sentence(err), m.ResourceARN.ValueString(), m.State.ValueString()))
}

// refreshUnended follows the recovery point of a job whose end was not seen and
// whose record has expired. An ARN is no proof, since most types tell it while
// the job still runs: only a point that is finished, or its lasting copy, is.
// Where AWS never told an ARN, one can only be guessed.
func (r *Resource) refreshUnended(ctx context.Context, region *providerdata.Region, m *Model, diags *diag.Diagnostics) (gone bool) {
	if m.RecoveryPointARN.ValueString() == "" {
		r.guessPoint(ctx, region, m, diags)
		return false
	}
	before := *m
	gone = r.refreshPoint(ctx, region, m, diags)
	status := m.RecoveryPointStatus.ValueString()
	switch {
	case diags.HasError(), status == "" && !gone:
	case gone, status == recoverypoint.StatusDeleted && m.LogicallyAirGappedRecoveryPointARN.ValueString() == "":
		m.RecoveryPointStatus = tftypes.StringNull()
		diags.AddWarning("Backup Job Record Expired",
			fmt.Sprintf("AWS Backup no longer knows job %s of %s, whose end was never seen, and there is no recovery point %s and no copy of it. The job may have failed. "+
				"For a new backup, change triggers.", m.ID.ValueString(), m.ResourceARN.ValueString(), m.RecoveryPointARN.ValueString()))
		return gone
	case status == string(types.RecoveryPointStatusPartial):
		m.State = tftypes.StringValue(string(types.BackupJobStatePartial))
	case status == recoverypoint.StatusDeleted, recoverypoint.Made(types.RecoveryPointStatus(status)):
		m.State = tftypes.StringValue(string(types.BackupJobStateCompleted))
	default:
		*m = before
		diags.AddWarning("Backup Job Record Expired",
			fmt.Sprintf("AWS Backup no longer knows job %s of %s, whose end was never seen, and its recovery point is %s, which says nothing about that end. "+
				"The resource is kept as it was. For a new backup, change triggers.", m.ID.ValueString(), m.ResourceARN.ValueString(), status))
	}
	return gone
}
