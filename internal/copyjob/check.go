// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package copyjob

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/lifecycle"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/lifecyclevalidator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/recoverypoint"
)

// ConfigValidators implements resource.ResourceWithConfigValidators: the rules
// that need nothing but the configuration.
func (r *Resource) ConfigValidators(context.Context) []resource.ConfigValidator {
	return []resource.ConfigValidator{lifecyclevalidator.CopyResource()}
}

// check is one look at a planned copy: what validation could not report yet, and
// with preflight what AWS knows about the source and the destination.
type check struct {
	data            *providerdata.Data
	config, planned lifecycle.Copy
	// region is what is wrong with the argument region and that of the destination.
	region diag.Diagnostics
}

// newCheck reads the copy from the raw values of its configuration and plan.
func newCheck(data *providerdata.Data, config, plan tftypes.Value, region string) (check, diag.Diagnostics) {
	c := check{data: data}
	var diags, d diag.Diagnostics
	c.config, diags = lifecyclevalidator.Copy(config)
	c.planned, d = lifecyclevalidator.Copy(plan)
	diags.Append(d...)
	if data.Unknown() {
		return c, diags
	}
	c.planned.Place, c.region = data.Place(c.config.Place.Region, region)
	// A role can be passed within its account only, so it tells the account where
	// the credentials do not.
	if role, _ := c.planned.RoleARN.Get(); c.planned.Place.AccountID.IsNull() {
		c.planned.Place.AccountID = lifecycle.NotEmpty(catalog.AccountIn(role))
	}
	c.region.Append(c.destinationRegion()...)
	return c, diags
}

// destinationRegion is what is wrong with the Region of a destination in the same
// account: there the copy is read after it is made. One of another partition is
// for the rules.
func (c check) destinationRegion() (diags diag.Diagnostics) {
	value, _ := c.planned.DestinationVaultARN.Get()
	account, _ := c.planned.Place.AccountID.Get()
	vault, _, err := catalog.ParseVaultARN(value)
	if unusable, is := errors.AsType[*providerdata.RegionError](c.data.ValidateRegion(vault.Region)); err == nil && vault.AccountID == account && is && unusable.Elsewhere == "" {
		diags.AddAttributeError(path.Root(lifecycle.AttrDestinationARN), "Region Cannot Be Used", fmt.Sprintf("The destination vault cannot be read: %s.", unusable))
	}
	return diags
}

// offline is what planning adds to validation without a call.
func (c check) offline() diag.Diagnostics {
	return append(c.region, lifecyclevalidator.Diagnostics(lifecycle.CheckCopyPlan(c.config, c.planned))...)
}

// offlineAt is offline for a plan that changes these arguments only.
func (c check) offlineAt(arguments ...string) diag.Diagnostics {
	return lifecyclevalidator.Diagnostics(lifecycle.At(lifecycle.CheckCopyPlan(c.config, c.planned), arguments...))
}

// all reports everything that needs no call, for an action: its validation
// has seen no variables.
func (c check) all() diag.Diagnostics {
	return append(c.region, lifecyclevalidator.Diagnostics(lifecycle.CheckCopy(c.planned))...)
}

// preflight asks AWS what would make the copy fail hours later. It never blocks
// a plan because it could not ask.
func (c check) preflight(ctx context.Context) diag.Diagnostics {
	mode := c.data.Preflight()
	if mode == providerdata.PreflightOff {
		return nil
	}
	p := lifecycle.CopyPreflight{Copy: c.planned, Now: time.Now()}
	found := c.source(ctx, &p)
	found = append(found, c.destination(ctx, &p)...)
	found = append(found, lifecycle.CheckCopyPreflight(p)...)
	if mode == providerdata.PreflightWarn {
		found = lifecycle.Downgrade(found)
	}
	return lifecyclevalidator.Diagnostics(found)
}

// source reads the recovery point to copy. One that the same apply makes is not
// known yet.
func (c check) source(ctx context.Context, p *lifecycle.CopyPreflight) []lifecycle.Violation {
	regionName, _ := c.planned.Place.Region.Get()
	vault, _ := c.planned.SourceVaultName.Get()
	arn, _ := c.planned.RecoveryPointARN.Get()
	region, err := c.data.Region(regionName)
	if err != nil || regionName == "" || vault == "" || arn == "" {
		return nil
	}
	var point *awsbackup.Point
	missing := false
	err = region.Advise(ctx, func(ctx context.Context) (err error) {
		point, err = region.API.DescribeRecoveryPoint(ctx, &backup.DescribeRecoveryPointInput{BackupVaultName: &vault, RecoveryPointArn: &arn})
		if missing = awsbackup.IsNotFound(err); missing {
			return nil
		}
		return err
	})
	switch {
	case missing:
		return lifecycle.PointInvisible(arn, vault, regionName)
	case err == nil:
		if now, ok := awsbackup.ServerTime(point.ResultMetadata); ok {
			p.Now = now
		}
		p.Source = lifecycle.Known(sourceFromAPI(point))
	case ctx.Err() != nil:
	default:
		return lifecycle.NotChecked(lifecycle.CallSource, awsdiag.Reason(err))
	}
	return nil
}

func sourceFromAPI(point *awsbackup.Point) lifecycle.CopySource {
	source := lifecycle.CopySource{
		PointState:   lifecycle.PointState{Status: string(point.Status), Cold: point.StorageClass == types.StorageClassCold},
		ResourceType: aws.ToString(point.ResourceType), ResourceARN: aws.ToString(point.ResourceArn),
		Created:   aws.ToTime(point.CreationDate),
		AirGapped: point.VaultType == types.VaultTypeLogicallyAirGappedBackupVault, Encrypted: point.IsEncrypted,
	}
	if l := point.Lifecycle; l != nil {
		source.Retention = lifecycle.Retention{
			MoveToColdStorageAfterDays: days(l.MoveToColdStorageAfterDays),
			DeleteAfterDays:            days(l.DeleteAfterDays),
		}
	}
	return source
}

func days(n *int64) lifecycle.Value[int64] {
	if n == nil {
		return lifecycle.Null[int64]()
	}
	return lifecycle.Known(*n)
}

// destination reads the destination vault, which can be read in the same account
// only.
func (c check) destination(ctx context.Context, p *lifecycle.CopyPreflight) []lifecycle.Violation {
	value, _ := c.planned.DestinationVaultARN.Get()
	account, _ := c.planned.Place.AccountID.Get()
	vault, name, err := catalog.ParseVaultARN(value)
	region, unusable := c.data.Region(vault.Region)
	if err != nil || unusable != nil || vault.AccountID != account {
		return nil
	}
	state, found := recoverypoint.VaultForCheck(ctx, region, name, lifecycle.CallDestination, lifecycle.AttrDestinationARN)
	p.Destination = state
	if lifecycle.KeyMatters(*p) {
		p.DestinationKeyIsDefault = underBackupKey(ctx, region, name)
	}
	return found
}

// underBackupKey reports a vault under aws/backup, the AWS managed key. AWS tells
// the ARN of a key and the type of any other, and no alias: it is the key of the
// vault Default, which AWS makes.
func underBackupKey(ctx context.Context, region *providerdata.Region, name string) lifecycle.Value[bool] {
	const byAWS = "Default"
	vault, err := region.Vault(ctx, name)
	if err != nil || vault.EncryptionKeyArn == nil {
		return lifecycle.Null[bool]()
	}
	if vault.EncryptionKeyType != "" || name == byAWS {
		return lifecycle.Known(vault.EncryptionKeyType == "")
	}
	other, err := region.Vault(ctx, byAWS)
	if err != nil {
		return lifecycle.Null[bool]()
	}
	return lifecycle.Known(other.EncryptionKeyType == "" && aws.ToString(other.EncryptionKeyArn) == *vault.EncryptionKeyArn)
}

// checkRetention reports what AWS would refuse of a planned change of retention.
func (r *Resource) checkRetention(ctx context.Context, prior *Model, c check, state tftypes.Value) diag.Diagnostics {
	before, diags := lifecyclevalidator.Copy(state)
	change := lifecycle.Change{
		Before:  before.Retention,
		After:   c.planned.Retention,
		Gone:    prior.DestinationRecoveryPointStatus.ValueString() == recoverypoint.StatusDeleted,
		Cold:    !prior.ColdAt().IsZero() && time.Now().After(prior.ColdAt()),
		Created: prior.sourceCreated(),
		Now:     time.Now(),
	}
	if change.Created.IsZero() {
		change.Created = apivalue.Time(prior.CreationDate)
	}
	vault, name := prior.destination()
	if region, err := r.data.Region(vault.Region); err == nil && !change.Gone && r.data.Preflight() != providerdata.PreflightOff {
		state, found := recoverypoint.VaultForCheck(ctx, region, name, lifecycle.CallDestination, lifecycle.AttrDestinationARN)
		diags.Append(lifecyclevalidator.Diagnostics(found)...)
		change.Vault = state
	}
	found := lifecycle.CheckChange(change)
	if r.data.Preflight() == providerdata.PreflightWarn {
		found = lifecycle.Downgrade(found)
	}
	return append(diags, lifecyclevalidator.Diagnostics(found)...)
}
