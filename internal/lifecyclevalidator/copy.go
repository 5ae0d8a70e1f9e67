// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package lifecyclevalidator

import (
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/lifecycle"
)

// Copy reads the arguments of a copy from the raw value of a configuration, plan
// or state, as [Request] does for a backup.
func Copy(raw tftypes.Value) (lifecycle.Copy, diag.Diagnostics) {
	var diags diag.Diagnostics
	in := reader{values: object(raw, &diags), unknown: !raw.IsKnown(), diags: &diags}
	c := lifecycle.Copy{
		RecoveryPointARN:    get[string](in, lifecycle.AttrPointARN),
		SourceVaultName:     get[string](in, lifecycle.AttrSourceVault),
		DestinationVaultARN: get[string](in, lifecycle.AttrDestinationARN),
		RoleARN:             get[string](in, lifecycle.AttrRoleARN),
		Retention:           in.retention(),
		IdempotencyToken:    get[string](in, lifecycle.AttrToken),
		Place:               lifecycle.Place{Region: get[string](in, lifecycle.AttrRegion)},
	}
	if onDestroy, ok := get[string](in, lifecycle.AttrOnDestroy).Get(); ok {
		c.DeleteOnDestroy = lifecycle.Known(onDestroy == "delete")
	}
	return c, diags
}
