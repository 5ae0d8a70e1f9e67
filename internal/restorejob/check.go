// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package restorejob

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/lifecycle"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/lifecyclevalidator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// check is one look at a planned restore: what validation could not report yet,
// and with preflight what AWS knows about the recovery point.
type check struct {
	data            *providerdata.Data
	config, planned lifecycle.Restore
	// region is what is wrong with the argument region.
	region diag.Diagnostics
}

// newCheck reads the request from the raw values of its configuration and plan.
// The region is what the provider makes of it.
func newCheck(data *providerdata.Data, config, plan tftypes.Value, region string) (check, diag.Diagnostics) {
	c := check{data: data}
	var diags, d diag.Diagnostics
	c.config, diags = lifecyclevalidator.Restore(config)
	c.planned, d = lifecyclevalidator.Restore(plan)
	diags.Append(d...)
	if c.config.ResourceType.IsNull() {
		// Computed: the rules find the type by themselves.
		c.planned.ResourceType = c.config.ResourceType
	}
	if data.Unknown() {
		return c, diags
	}
	c.planned.Place, c.region = data.Place(c.config.Place.Region, region)
	return c, diags
}

// offline is what planning adds to validation without a call.
func (c check) offline() diag.Diagnostics {
	return append(c.region, lifecyclevalidator.Diagnostics(lifecycle.CheckRestorePlan(c.config, c.planned))...)
}

// all reports everything that needs no call, for an action: its validation
// has seen no variables.
func (c check) all() diag.Diagnostics {
	return append(c.region, lifecyclevalidator.Diagnostics(lifecycle.CheckRestore(c.planned))...)
}

// preflight asks AWS about the recovery point. It never blocks a plan because it
// could not ask: planning may run with another role than applying.
func (c check) preflight(ctx context.Context) diag.Diagnostics {
	arn, known := c.planned.RecoveryPointARN.Get()
	name, placed := c.planned.Place.Region.Get()
	if !known || !placed || c.data.Preflight() == providerdata.PreflightOff {
		return nil
	}
	point, err := catalog.ParseRecoveryPointARN(arn)
	region, unusable := c.data.Region(name)
	account := c.planned.Account()
	if err != nil || unusable != nil || account != "" && point.AccountID != "" && account != point.AccountID {
		return nil // Not for a vault of this account, or an error already.
	}
	found := c.point(ctx, region, arn)
	if c.data.Preflight() == providerdata.PreflightWarn {
		found = lifecycle.Downgrade(found)
	}
	return lifecyclevalidator.Diagnostics(found)
}

func (c check) point(ctx context.Context, region *providerdata.Region, arn string) []lifecycle.Violation {
	var point *awsbackup.Point
	missing := false
	err := region.Advise(ctx, func(ctx context.Context) (err error) {
		point, err = awsbackup.FindPoint(ctx, region.API, arn)
		if _, missing = errors.AsType[*awsbackup.NoVaultError](err); missing {
			return nil
		}
		return err
	})
	switch {
	case ctx.Err() != nil:
		return nil
	case missing:
		return lifecycle.PointMissing(arn, region.Name)
	case err != nil:
		return lifecycle.NotChecked(lifecycle.CallPoint, awsdiag.Reason(err))
	}
	state := lifecycle.PointState{Status: string(point.Status), Cold: point.StorageClass == types.StorageClassCold}
	if point.ResourceType != nil {
		state.ResourceType = *point.ResourceType
	}
	return lifecycle.CheckRestorePoint(c.planned, lifecycle.Known(state))
}
