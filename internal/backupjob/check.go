// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	fwtypes "github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
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
	return []resource.ConfigValidator{lifecyclevalidator.Resource()}
}

// check is one look at a planned request: what validation could not say yet,
// and with preflight what AWS knows about the vault and the account.
type check struct {
	data            *providerdata.Data
	config, planned lifecycle.Request
	// region is what is wrong with the argument region.
	region diag.Diagnostics
}

// newCheck reads the request from the raw values of its configuration and plan.
// The region and tagsAll are what the provider makes of them.
func newCheck(ctx context.Context, data *providerdata.Data, config, plan tftypes.Value, region string, tagsAll fwtypes.Map) (check, diag.Diagnostics) {
	c := check{data: data}
	var diags, d diag.Diagnostics
	c.config, diags = lifecyclevalidator.Request(config)
	c.planned, d = lifecyclevalidator.Request(plan)
	diags.Append(d...)
	if data.Unknown() {
		return c, diags
	}
	c.planned.Place, c.region = data.Place(c.config.Place.Region, region)
	switch all, d := apivalue.Strings(ctx, tagsAll); {
	case tagsAll.IsUnknown():
		c.planned.Tags = lifecycle.Unknown[map[string]lifecycle.Value[string]]()
	default:
		diags.Append(d...)
		merged, _ := lifecycle.KnownMap(all).Get()
		own, _ := c.planned.Tags.Get()
		for key, value := range own {
			if value.IsNull() {
				// Not among those that are sent, and not right either.
				merged[key] = value
			}
		}
		c.planned.Tags = lifecycle.Known(merged)
	}
	return c, diags
}

// offline is what planning adds to validation without a call.
func (c check) offline() diag.Diagnostics {
	return append(c.region, lifecyclevalidator.Diagnostics(lifecycle.CheckPlan(c.config, c.planned))...)
}

// offlineAt is offline for a plan that changes these arguments only: what was
// said of the others is not said again.
func (c check) offlineAt(arguments ...string) diag.Diagnostics {
	return lifecyclevalidator.Diagnostics(lifecycle.At(lifecycle.CheckPlan(c.config, c.planned), arguments...))
}

// all reports everything that needs no call, for an action: its validation has
// seen no variables.
func (c check) all() diag.Diagnostics {
	return append(c.region, lifecyclevalidator.Diagnostics(lifecycle.Check(c.planned))...)
}

// preflight asks AWS, once per vault and process, what would make the job fail
// hours later. It never blocks a plan because it could not ask: planning may
// run with another role than applying.
func (c check) preflight(ctx context.Context) diag.Diagnostics {
	mode := c.data.Preflight()
	if mode == providerdata.PreflightOff {
		return nil
	}
	regionName, ok := c.planned.Place.Region.Get()
	if !ok {
		return nil
	}
	region, err := c.data.Region(regionName)
	if err != nil {
		return nil
	}
	p := lifecycle.Preflight{Request: c.planned, Now: time.Now()}
	var found []lifecycle.Violation

	name, _ := c.planned.BackupVaultName.Get()
	p.Vault, found = recoverypoint.VaultForCheck(ctx, region, name, lifecycle.CallVault, lifecycle.AttrVaultName)
	if arn, ok := c.planned.AirGappedVaultARN.Get(); ok {
		name, _ := catalog.VaultNameFromARN(arn)
		vault, more := recoverypoint.VaultForCheck(ctx, region, name, lifecycle.CallAirGappedVault, lifecycle.AttrAirGappedVaultARN)
		p.AirGappedVault = vault
		found = append(found, more...)
	}
	if _, ok := c.planned.ResourceARN.Get(); ok {
		settings, err := region.Settings(ctx)
		switch {
		case err == nil:
			p.Settings = lifecycle.Known(lifecycle.Settings{OptIn: settings.ResourceTypeOptInPreference, Management: settings.ResourceTypeManagementPreference})
		case ctx.Err() == nil:
			found = append(found, lifecycle.NotChecked(lifecycle.CallSettings, awsdiag.Reason(err))...)
		}
	}
	found = append(found, lifecycle.CheckPreflight(p)...)
	if mode == providerdata.PreflightWarn {
		found = lifecycle.Downgrade(found)
	}
	return lifecyclevalidator.Diagnostics(found)
}

// CheckAction checks the configuration of the action: the offline rules, and what
// AWS knows about the vault and the account.
func CheckAction(ctx context.Context, data *providerdata.Data, region string, config tfsdk.Config) diag.Diagnostics {
	var tags fwtypes.Map
	diags := config.GetAttribute(ctx, path.Root("tags"), &tags)
	tagsAll, d := recoverypoint.PlannedTagsAll(ctx, data.Tags(), tags)
	diags.Append(d...)
	c, d := newCheck(ctx, data, config.Raw, config.Raw, region, tagsAll)
	diags.Append(d...)
	diags.Append(c.all()...)
	if !diags.HasError() {
		diags.Append(c.preflight(ctx)...)
	}
	return diags
}
