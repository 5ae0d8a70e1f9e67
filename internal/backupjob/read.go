// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"context"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// Read implements resource.Resource. A job record lives for 30 days and is
// immutable once the job has finished, so the truth of a finished job is its
// recovery point; only an early and real not-found of that drops the resource.
func (r *Resource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var m Model
	resp.Diagnostics.Append(req.State.Get(ctx, &m)...)
	if resp.Diagnostics.HasError() {
		return
	}
	region := r.data.Reach(ctx, m.Region.ValueString(), &resp.Diagnostics)
	if region == nil {
		return
	}
	m.Region = tftypes.StringValue(region.Name)

	mark := imported(ctx, req.Private)
	gone := false
	if mark != nil && m.State.IsNull() && !m.byRecoveryPoint() {
		r.readImported(ctx, region, &m, &resp.Diagnostics)
	} else {
		gone = r.refresh(ctx, region, &m, &resp.Diagnostics)
	}
	if resp.Diagnostics.HasError() {
		return
	}

	// Below Terraform 1.12 an answer without identity is an error, also next to
	// a removal.
	resp.Diagnostics.Append(saveIdentity(ctx, req.Identity, resp.Identity, &m)...)
	if gone {
		resp.State.RemoveResource(ctx)
		return
	}
	if mark != nil {
		resp.Diagnostics.Append(r.countImportedRead(ctx, region, &m, *mark, resp.Private)...)
	}
	if mark != nil && waitMet(m.State.ValueString(), m.WaitFor.ValueString()) {
		resp.Diagnostics.Append(settle(ctx, resp.Private)...)
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, &m)...)
}

// refresh brings the model up to date and reports whether its backup is gone
// for good before its time.
func (r *Resource) refresh(ctx context.Context, region *providerdata.Region, m *Model, diags *diag.Diagnostics) (gone bool) {
	if m.RecoveryPointStatus.ValueString() == recoveryPointDeleted {
		return false
	}
	state := types.BackupJobState(m.State.ValueString())
	if !awsbackup.Finished(state) && !m.byRecoveryPoint() {
		job, err := region.API.DescribeBackupJob(ctx, &backup.DescribeBackupJobInput{BackupJobId: m.ID.ValueStringPointer()})
		switch {
		case err == nil:
			m.FromJob(job)
		case awsbackup.IsNotFound(err):
			told := m.RecoveryPointARN
			if !r.recordGone(ctx, region, m, diags) {
				return false
			}
			return r.refreshUnended(ctx, region, m, told, diags)
		default:
			diags.Append(awsdiag.FromError(m.attempt("reading the backup job", "DescribeBackupJob"), err))
			return false
		}
		if !awsbackup.Finished(types.BackupJobState(m.State.ValueString())) {
			return false
		}
	}
	if m.RecoveryPointARN.ValueString() == "" {
		return false
	}
	return r.refreshPoint(ctx, region, m, diags)
}

// recordGone handles a job that was unfinished when it was last seen and whose
// record has expired since. It reports whether the recovery point is known, or
// could be found, so that the truth can move to it.
func (r *Resource) recordGone(ctx context.Context, region *providerdata.Region, m *Model, diags *diag.Diagnostics) bool {
	if m.RecoveryPointARN.ValueString() == "" {
		arn, err := findPoint(ctx, region, m)
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

// refreshUnended follows the recovery point of a job whose end nobody saw and
// whose record has expired. An ARN is no proof, since most types tell it while
// the job still runs: only a point that is there, or its lasting copy, is. told
// is the ARN that AWS gave; one that was only found drops nothing.
func (r *Resource) refreshUnended(ctx context.Context, region *providerdata.Region, m *Model, told tftypes.String, diags *diag.Diagnostics) (gone bool) {
	gone = r.refreshPoint(ctx, region, m, diags)
	status := m.RecoveryPointStatus.ValueString()
	switch {
	case diags.HasError(), status == "" && !gone:
	case gone, status == recoveryPointDeleted && m.LogicallyAirGappedRecoveryPointARN.ValueString() == "":
		m.RecoveryPointStatus = tftypes.StringNull()
		diags.AddWarning("Backup Job Record Expired",
			fmt.Sprintf("AWS Backup no longer knows job %s of %s, whose end was never seen, and there is no recovery point %s and no copy of it. The job may have failed. "+
				"For a new backup, change triggers.", m.ID.ValueString(), m.ResourceARN.ValueString(), m.RecoveryPointARN.ValueString()))
		m.RecoveryPointARN = told
		return gone && told.ValueString() != ""
	case status == string(types.RecoveryPointStatusPartial):
		m.State = tftypes.StringValue(string(types.BackupJobStatePartial))
	default:
		m.State = tftypes.StringValue(string(types.BackupJobStateCompleted))
	}
	return gone
}

// refreshPoint follows the recovery point of a finished job.
func (r *Resource) refreshPoint(ctx context.Context, region *providerdata.Region, m *Model, diags *diag.Diagnostics) (gone bool) {
	look := readPoint
	if m.RecoveryPointStatus.IsNull() {
		// Never seen so far: it may not be visible yet.
		look = func(ctx context.Context, region *providerdata.Region, m *Model) (*awsbackup.Point, error) {
			return visiblePoint(ctx, region, r.data.Pace(), m)
		}
	}
	point, err := look(ctx, region, m)
	a := m.attempt("reading recovery point "+m.RecoveryPointARN.ValueString(), "DescribeRecoveryPoint")
	switch {
	case err == nil:
		diags.Append(r.fromPoint(ctx, region, m, point)...)
		return false
	case (awsbackup.IsNotFound(err) || awsbackup.IsAccessDenied(err)) && (m.Temporary() || due(m.DeleteAt(), err)):
		diags.Append(learnCopy(ctx, region, m)...)
		m.RecoveryPointStatus = tftypes.StringValue(recoveryPointDeleted)
		return false
	case awsbackup.IsNotFound(err):
		if confirmed := r.confirmGone(ctx, region, m); !confirmed {
			diags.Append(awsdiag.Warning(awsdiag.FromError(a, err)))
			return false
		}
		diags.AddWarning("Recovery Point Deleted Early",
			fmt.Sprintf("Recovery point %s of job %s is gone although it was %s. Somebody or something deleted it, so the resource is removed from state and a new backup is planned. "+
				"To do without one, remove the resource from the configuration.", m.RecoveryPointARN.ValueString(), m.ID.ValueString(), keptUntil(m.DeleteAt())))
		return true
	case awsbackup.IsAccessDenied(err):
		diags.Append(deniedPoint(ctx, region, m, awsdiag.FromError(a, err)))
		return false
	default:
		diags.Append(awsdiag.FromError(a, err))
		return false
	}
}

// confirmGone looks once more before a resource is dropped: one not-found right
// after a change in AWS is not proof.
func (r *Resource) confirmGone(ctx context.Context, region *providerdata.Region, m *Model) bool {
	region.Points.Forget(m.pointVault(), m.RecoveryPointARN.ValueString())
	if sleep(ctx, r.data.Pace().PointRetryEvery) != nil {
		return false
	}
	_, err := readPoint(ctx, region, m)
	return awsbackup.IsNotFound(err)
}

// fromPoint takes over what the point says, including real drift.
func (r *Resource) fromPoint(ctx context.Context, region *providerdata.Region, m *Model, point *awsbackup.Point) diag.Diagnostics {
	var diags diag.Diagnostics
	m.FromPoint(point)
	if m.byRecoveryPoint() && m.ResourceARN.IsNull() {
		m.adoptPoint(point)
	}
	if lifecycleHonoured(point) && !m.Temporary() {
		lifecycle, d := refreshedLifecycle(ctx, m.Lifecycle, point.Lifecycle, keepsColdStorage(m.ResourceARN.ValueString(), m.RecoveryPointARN.ValueString()))
		diags.Append(d...)
		m.Lifecycle = lifecycle
	}
	m.Index = refreshedIndex(m.Index, point.IndexStatus)
	diags.Append(r.refreshTags(ctx, region, m)...)
	diags.Append(learnCopy(ctx, region, m)...)
	return diags
}

// refreshedIndex changes only for a value that AWS contradicts: an index that
// is being made, is made or could not be made is an enabled one.
func refreshedIndex(prior tftypes.String, status types.IndexStatus) tftypes.String {
	switch status {
	case types.IndexStatusPending, types.IndexStatusActive, types.IndexStatusFailed:
		if prior.ValueString() == string(types.IndexDisabled) {
			return tftypes.StringValue(string(types.IndexEnabled))
		}
	case types.IndexStatusDeleting:
		if prior.ValueString() == string(types.IndexEnabled) {
			return tftypes.StringValue(string(types.IndexDisabled))
		}
	}
	return prior
}

// due reports whether the time had come for AWS to delete the point, by AWS's
// own clock where the answer tells it.
func due(deleteAt time.Time, err error) bool {
	if deleteAt.IsZero() {
		return false
	}
	now, ok := awsbackup.ErrorTime(err)
	if !ok {
		now = time.Now()
	}
	return !now.Before(deleteAt)
}

func keptUntil(deleteAt time.Time) string {
	if deleteAt.IsZero() {
		return "to be kept for ever"
	}
	return "to be kept until " + deleteAt.Format(time.RFC3339)
}

// deniedPoint is the warning for a point that cannot be read. AWS answers 403
// for a vault that does not exist too; the list of vaults tells which it is.
func deniedPoint(ctx context.Context, region *providerdata.Region, m *Model, denied diag.Diagnostic) diag.Diagnostic {
	which := "Whether the vault still exists could not be told."
	switch exists, err := vaultExists(ctx, region, m.pointVault()); {
	case err != nil:
	case exists:
		which = fmt.Sprintf("Vault %s exists, so a permission is missing.", m.pointVault())
	default:
		which = fmt.Sprintf("There is no vault %s in region %s any more, so the recovery point is gone with it. If that is meant, remove the resource with terraform state rm.", m.pointVault(), region.Name)
	}
	return diag.NewWarningDiagnostic("Recovery Point Not Readable",
		fmt.Sprintf("%s The resource is kept as it was.\n\n%s", which, denied.Detail()))
}

func vaultExists(ctx context.Context, region *providerdata.Region, name string) (bool, error) {
	pages := backup.NewListBackupVaultsPaginator(region.API, &backup.ListBackupVaultsInput{}, func(o *backup.ListBackupVaultsPaginatorOptions) { o.StopOnDuplicateToken = true })
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return false, err
		}
		for _, vault := range page.BackupVaultList {
			if aws.ToString(vault.BackupVaultName) == name {
				return true, nil
			}
		}
	}
	return false, nil
}

// stopServed reports whether StopBackupJob serves the model's job.
func (m *Model) stopServed() bool {
	if t := m.ResourceType.ValueString(); t != "" {
		return catalog.StopSupported(t)
	}
	return catalog.StopSupportedFor(m.ResourceARN.ValueString())
}
