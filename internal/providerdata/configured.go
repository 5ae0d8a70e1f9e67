// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package providerdata

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
)

// FromConfigure returns what Configure handed on, nil before Configure has run: Terraform validates without it.
func FromConfigure(handed any, diags *diag.Diagnostics) *Data {
	if handed == nil {
		return nil
	}
	d, ok := handed.(*Data)
	if !ok {
		diags.AddError("Unexpected Provider Data", fmt.Sprintf("Expected *providerdata.Data, got %T. This is a bug in the provider; please report it.", handed))
	}
	return d
}

// RegionOrDiag is Region with the error as a diagnostic, at the argument region where that is at fault. It returns nil with an error. A nil
// Data is one that FromConfigure returned before Configure.
func (d *Data) RegionOrDiag(region string, diags *diag.Diagnostics) *Region {
	if d == nil {
		diags.AddError("Provider Not Configured", "The provider has no configuration yet. This is a bug in the provider; please report it.")
		return nil
	}
	r, err := d.Region(region)
	if err == nil {
		return r
	}
	diags.Append(unusableRegion(region, err))
	return nil
}
