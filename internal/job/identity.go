// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package job

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// CheckImportedAccount compares the account in the identity of an import with
// found, the one that AWS reports for the object; "" is not known. id is the
// object's.
func (k *Kind[J]) CheckImportedAccount(ctx context.Context, imported *tfsdk.ResourceIdentity, id, found string) diag.Diagnostics {
	if imported == nil || imported.Raw.IsNull() {
		return nil
	}
	var asked types.String
	diags := imported.GetAttribute(ctx, path.Root("account_id"), &asked)
	if account := asked.ValueString(); account != "" && found != "" && account != found {
		diags.AddError(capital(k.Noun)+" of Another Account",
			fmt.Sprintf("The import identity has account_id %q, but %s belongs to account %s. Use the credentials of account %s, or correct account_id.", account, id, found, account))
	}
	return diags
}

// SaveIdentity sets the identity of an object, which never changes: Terraform
// refuses one that does, so a complete one stays. It is set in every response,
// or Terraform below 1.12 fails.
func SaveIdentity[I interface{ Complete() bool }](ctx context.Context, prior, next *tfsdk.ResourceIdentity, now I) diag.Diagnostics {
	if prior != nil && !prior.Raw.IsNull() {
		var known I
		if diags := prior.Get(ctx, &known); !diags.HasError() && known.Complete() {
			return next.Set(ctx, known)
		}
	}
	return next.Set(ctx, now)
}
