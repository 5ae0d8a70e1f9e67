// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package recoverypoint

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/lifecycle"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// VaultForCheck describes a vault for checks at plan, once for each vault and
// process. It is null where nothing is known of the vault, with the warning that
// says so. attribute is the argument that names the vault.
func VaultForCheck(ctx context.Context, region *providerdata.Region, name string, call lifecycle.Call, attribute string) (lifecycle.Value[lifecycle.Vault], []lifecycle.Violation) {
	if name == "" {
		return lifecycle.Null[lifecycle.Vault](), nil
	}
	out, err := region.Vault(ctx, name)
	switch {
	case err == nil:
		return lifecycle.Known(vaultFromAPI(name, out)), nil
	case awsbackup.IsNotFound(err) || awsbackup.IsVaultMissing(err):
		return lifecycle.Null[lifecycle.Vault](), lifecycle.VaultInvisible(attribute, name, region.Name)
	case ctx.Err() != nil:
		return lifecycle.Null[lifecycle.Vault](), nil
	default:
		return lifecycle.Null[lifecycle.Vault](), lifecycle.NotChecked(call, awsdiag.Reason(err))
	}
}

func vaultFromAPI(name string, out *backup.DescribeBackupVaultOutput) lifecycle.Vault {
	vault := lifecycle.Vault{
		Name:      name,
		AirGapped: out.VaultType == types.VaultTypeLogicallyAirGappedBackupVault,
		Locked:    aws.ToBool(out.Locked),
	}
	if out.MinRetentionDays != nil {
		vault.MinRetentionDays = lifecycle.Known(*out.MinRetentionDays)
	}
	if out.MaxRetentionDays != nil {
		vault.MaxRetentionDays = lifecycle.Known(*out.MaxRetentionDays)
	}
	if out.LockDate != nil {
		vault.LockDate = lifecycle.Known(*out.LockDate)
	}
	return vault
}

// LockOn reports a vault that lets no recovery point go before its time. What
// preflight may not ask, or cannot, is not known to be locked.
func LockOn(ctx context.Context, data *providerdata.Data, regionName, name string) (locked bool) {
	if data.Preflight() == providerdata.PreflightOff {
		return false
	}
	region, err := data.Region(regionName)
	if err != nil {
		return false
	}
	vault, _ := VaultForCheck(ctx, region, name, lifecycle.CallVault, lifecycle.AttrVaultName)
	shown, _ := vault.Get()
	return shown.Locked || shown.AirGapped
}
