// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package job

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
)

// SaveIdentity sets the identity of an object, which never changes: Terraform
// refuses one that does, so a complete one stays. It is set in every response,
// or Terraform below 1.12 fails.
func SaveIdentity[I interface{ Complete() bool }](ctx context.Context, prior, next *tfsdk.ResourceIdentity, now I) diag.Diagnostics {
	if next == nil {
		return nil
	}
	if prior != nil && !prior.Raw.IsNull() {
		var known I
		if diags := prior.Get(ctx, &known); !diags.HasError() && known.Complete() {
			return next.Set(ctx, known)
		}
	}
	return next.Set(ctx, now)
}
