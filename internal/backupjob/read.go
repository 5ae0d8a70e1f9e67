// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"context"
	"errors"
	"fmt"
	"time"

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
	if r.data.Unknown() {
		resp.Diagnostics.Append(notRefreshed(&m))
		resp.Diagnostics.Append(saveIdentity(ctx, req.Identity, resp.Identity, &m)...)
		return
	}
	region := r.data.Reach(ctx, m.Region.ValueString(), &resp.Diagnostics)
	if region == nil {
		return
	}
	m.Region = tftypes.StringValue(region.Name)

	mark := imported(ctx, req.Private)
	was, gone := m.State, false
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
	if mark != nil && was.IsNull() {
		was = m.State // What was there before the import ended for somebody else.
	}
	resp.Diagnostics.Append(noteEnd(ctx, req.Private, resp.Private, &m, was)...)
	resp.Diagnostics.Append(resp.State.Set(ctx, &m)...)
}

// notRefreshed is for a provider block with values that are not known yet: there
// is nobody to ask, and what state has is still true.
func notRefreshed(m *Model) diag.Diagnostic {
	return diag.NewWarningDiagnostic("Backup Not Refreshed",
		fmt.Sprintf("The provider configuration depends on values that are not known until apply, so AWS Backup was not asked about job %s of %s, and state is taken as it is. "+
			"To have it looked at, apply what the values come from first (terraform apply -target=...), or give the provider a region and credentials that are known at plan.",
			m.ID.ValueString(), m.ResourceARN.ValueString()))
}

// refresh brings the model up to date and reports whether its backup is gone
// for good before its time.
func (r *Resource) refresh(ctx context.Context, region *providerdata.Region, m *Model, diags *diag.Diagnostics) (gone bool) {
	if m.RecoveryPointStatus.ValueString() == recoveryPointDeleted {
		return false
	}
	state := types.BackupJobState(m.State.ValueString())
	if !awsbackup.Finished(state) && !m.byRecoveryPoint() {
		job, err := findJob(ctx, region, m)
		unknown, isUnknown := errors.AsType[*UnknownJobError](err)
		switch {
		case err == nil:
			m.FromJob(job)
		case isUnknown:
			diags.Append(m.unknownJob(unknown))
			return false
		case awsbackup.IsNotFound(err):
			return r.refreshUnended(ctx, region, m, diags)
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
	case awsbackup.IsNotFound(err) && m.State.IsNull():
		diags.Append(awsdiag.FromError(a, err)) // An import of what is not there.
		return false
	case awsbackup.IsNotFound(err):
		if confirmed := r.confirmGone(ctx, region, m); !confirmed {
			diags.Append(awsdiag.Warning(awsdiag.FromError(a, err)))
			return false
		}
		if other := inOwnAccount(ctx, r.data, region, m); other != nil {
			diags.Append(awsdiag.Warning(other.diagnostic()))
			return false
		}
		diags.AddWarning("Recovery Point Deleted Early",
			fmt.Sprintf("Recovery point %s of job %s is gone although it was %s. Somebody or something deleted it, so the resource is removed from state and a new backup is planned. "+
				"To do without one, remove the resource from the configuration.", m.RecoveryPointARN.ValueString(), m.ID.ValueString(), keptUntil(m.DeleteAt())))
		return true
	case awsbackup.IsAccessDenied(err):
		denied := r.deniedPoint(ctx, region, m, awsdiag.FromError(a, err))
		if !m.State.IsNull() { // In an import there is nothing yet that could be kept.
			denied = awsdiag.Warning(denied)
		}
		diags.Append(denied)
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
	if m.byRecoveryPoint() && m.State.IsNull() {
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
	return !clock(err).Before(deleteAt)
}

func keptUntil(deleteAt time.Time) string {
	if deleteAt.IsZero() {
		return "to be kept for ever"
	}
	return "to be kept until " + deleteAt.Format(time.RFC3339)
}

// deniedPoint is about a point that may not be read. AWS answers 403 for a vault
// that does not exist too; the list of vaults tells which it is.
func (r *Resource) deniedPoint(ctx context.Context, region *providerdata.Region, m *Model, denied diag.Diagnostic) diag.Diagnostic {
	which := "Whether the vault still exists could not be told."
	switch listing, err := listVault(ctx, r.data, region, m.pointVault()); {
	case err != nil:
	case listing.elsewhere(m):
		which = fmt.Sprintf("The credentials belong to account %s, and the backup is in %s.", listing.account, m.accountInWords())
	case listing.exists:
		which = fmt.Sprintf("Vault %s exists, so a permission is missing.", m.pointVault())
	default:
		which = fmt.Sprintf("There is no vault %s in region %s any more, so the recovery point is gone with it. If that is meant, remove the resource with terraform state rm.", m.pointVault(), region.Name)
	}
	return diag.NewErrorDiagnostic("Recovery Point Not Readable",
		fmt.Sprintf("%s State is kept as it was.\n\n%s", which, denied.Detail()))
}

// stopServed reports whether StopBackupJob serves the model's job.
func (m *Model) stopServed() bool {
	if t := m.ResourceType.ValueString(); t != "" {
		return catalog.StopSupported(t)
	}
	return catalog.StopSupportedFor(m.ResourceARN.ValueString())
}
