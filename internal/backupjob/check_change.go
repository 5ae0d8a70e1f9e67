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
			vault, found := recoverypoint.VaultForCheck(ctx, region, prior.pointVault(), lifecycle.CallVault, lifecycle.AttrVaultName)
			diags.Append(lifecyclevalidator.Diagnostics(found)...)
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

func continuous(prior *Model) bool {
	switch types.RecoveryPointStatus(prior.RecoveryPointStatus.ValueString()) {
	case types.RecoveryPointStatusAvailable, types.RecoveryPointStatusStopped:
		return true
	default:
		return false
	}
}
