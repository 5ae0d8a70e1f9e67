// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
)

// partial reports an answer with an error and an object, which Terraform must
// not get at the same moment as another: see [providerdata.Data.TakeTurn].
func partial(diags diag.Diagnostics, state tfsdk.State) bool {
	return diags.HasError() && !state.Raw.IsNull()
}
