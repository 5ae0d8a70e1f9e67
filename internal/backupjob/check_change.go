// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/lifecycle"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/lifecyclevalidator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/recoverypoint"
)

// checkRetention says what AWS would refuse of a planned change of retention,
// and whether the vault's bounds allow it.
func (r *Resource) checkRetention(ctx context.Context, prior *Model, c check, state tftypes.Value) diag.Diagnostics {
	before, diags := lifecyclevalidator.Request(state)
	change := lifecycle.Change{
		Before:     before.Retention,
		After:      c.planned.Retention,
		Gone:       prior.RecoveryPointStatus.ValueString() == recoverypoint.StatusDeleted,
		Cold:       !prior.ColdAt().IsZero() && time.Now().After(prior.ColdAt()),
		Continuous: continuous(prior),
		Created:    apivalue.Time(prior.CreationDate),
		Now:        time.Now(),
	}
	if !change.Gone && r.data.Preflight() != providerdata.PreflightOff {
		region, err := r.data.Region(prior.Region.ValueString())
		if err == nil {
			vault, d := r.vaultOfLasting(ctx, region, prior)
			diags.Append(d...)
			change.Vault = vault
		}
	}
	found := lifecycle.CheckChange(change)
	if r.data.Preflight() == providerdata.PreflightWarn {
		found = lifecycle.Downgrade(found)
	}
	diags.Append(lifecyclevalidator.Diagnostics(found)...)
	return diags
}

// vaultOfLasting is the vault of the recovery point that lasts. AWS accepts a
// change of a temporary point, and its copy in the air-gapped vault keeps the
// retention that the job was started with. Only where that copy has failed does
// the temporary point last.
func (r *Resource) vaultOfLasting(ctx context.Context, region *providerdata.Region, prior *Model) (lifecycle.Value[lifecycle.Vault], diag.Diagnostics) {
	var diags diag.Diagnostics
	if name, ok := catalog.VaultNameFromARN(prior.LogicallyAirGappedBackupVaultARN.ValueString()); ok && prior.Temporary() {
		failed, d := r.airGappedCopyFailed(ctx, region, prior)
		diags.Append(d...)
		if !failed {
			return lifecycle.Known(lifecycle.Vault{Name: name, AirGapped: true}), diags
		}
	}
	vault, found := recoverypoint.VaultForCheck(ctx, region, prior.pointVault(), lifecycle.CallVault, lifecycle.AttrVaultName)
	diags.Append(lifecyclevalidator.Diagnostics(found)...)
	return vault, diags
}

// airGappedCopyFailed reports a temporary point whose copy is known to have
// failed: AWS says so, or has no record of a copy any more.
func (r *Resource) airGappedCopyFailed(ctx context.Context, region *providerdata.Region, prior *Model) (bool, diag.Diagnostics) {
	switch {
	case prior.LogicallyAirGappedRecoveryPointARN.ValueString() != "":
		return false, nil
	case prior.finished() && time.Since(apivalue.Time(prior.CreationDate)) > copyRecordLife:
		return true, nil
	}
	found, diags := recoverypoint.NewClient(r.data, region).FindAirGappedCopy(ctx, prior.ref())
	return found.Failed != nil, diags
}

func continuous(prior *Model) bool {
	switch types.RecoveryPointStatus(prior.RecoveryPointStatus.ValueString()) {
	case types.RecoveryPointStatusAvailable, types.RecoveryPointStatusStopped:
		return true
	default:
		return false
	}
}
