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
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/recoverypoint"
)

// unknownJob is the warning of a refresh, which continues without the job.
func (m *Model) unknownJob(err *job.UnknownJobError) diag.Diagnostic {
	return diag.NewWarningDiagnostic("Backup Job Not Found",
		fmt.Sprintf("%s. The backup of %s is kept in state as it was, %s.", job.Sentence(err), m.ResourceARN.ValueString(), m.State.ValueString()))
}

// recordGone handles a job that was unfinished when it was last seen and whose
// record has expired since. It reports whether the recovery point is known, or
// could be found, so that the truth can move to it.
func (r *Resource) recordGone(ctx context.Context, region *providerdata.Region, m *Model, diags *diag.Diagnostics) bool {
	if m.RecoveryPointARN.ValueString() == "" {
		arn, err := recoverypoint.NewClient(r.data, region).FindByJob(ctx, m.ref())
		if err != nil {
			diags.Append(awsdiag.Warning(awsdiag.FromError(m.attempt("looking for the recovery point of a job whose record has expired", "ListRecoveryPointsByResource"), err)))
			return false
		}
		if arn == "" {
			diags.AddWarning("Backup Job Record Expired",
				fmt.Sprintf("AWS Backup no longer knows job %s of %s, and no recovery point could be told to be its. "+
					"The resource is kept as it was and no new backup is planned. If the backup is not needed any more, "+
					"remove it with terraform state rm; to take a new one, change triggers.", m.ID.ValueString(), m.ResourceARN.ValueString()))
			return false
		}
		m.RecoveryPointARN = tftypes.StringValue(arn)
	}
	return true
}

// refreshUnended follows the recovery point of a job whose end was not seen and
// whose record has expired. An ARN is no proof, since most types tell it while
// the job still runs: only a point that is finished, or its lasting copy, is. An
// ARN that AWS did not tell, but that was only found, drops nothing.
func (r *Resource) refreshUnended(ctx context.Context, region *providerdata.Region, m *Model, diags *diag.Diagnostics) (gone bool) {
	told := m.RecoveryPointARN
	if !r.recordGone(ctx, region, m, diags) {
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
		m.RecoveryPointARN = told
		return gone && told.ValueString() != ""
	case status == string(types.RecoveryPointStatusPartial):
		m.State = tftypes.StringValue(string(types.BackupJobStatePartial))
	case status == recoverypoint.StatusDeleted, recoverypoint.Made(types.RecoveryPointStatus(status)):
		m.State = tftypes.StringValue(string(types.BackupJobStateCompleted))
	default:
		*m = before
		m.RecoveryPointARN = told
		diags.AddWarning("Backup Job Record Expired",
			fmt.Sprintf("AWS Backup no longer knows job %s of %s, whose end was never seen, and its recovery point is %s, which says nothing about that end. "+
				"The resource is kept as it was. For a new backup, change triggers.", m.ID.ValueString(), m.ResourceARN.ValueString(), status))
	}
	return gone
}
