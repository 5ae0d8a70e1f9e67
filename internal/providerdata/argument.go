// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package providerdata

import (
	"context"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/lifecycle"
)

// RegionValidators are those of every argument region. An empty one is refused: it must not mean the provider's region, which is
// what null means, or the plan would promise another value than the apply can keep.
func RegionValidators() []validator.String {
	return []validator.String{regionValidator{}}
}

type regionValidator struct{}

func (regionValidator) Description(context.Context) string { return "must not be empty" }

func (v regionValidator) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

func (regionValidator) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if !req.ConfigValue.IsNull() && req.ConfigValue.ValueString() == "" && !req.ConfigValue.IsUnknown() {
		resp.Diagnostics.Append(emptyRegion(req.Path))
	}
}

// CheckRegionArgument is what is wrong with an argument region, for a plan and for what Terraform has not validated with its final values.
// Null, unknown, and a provider that is not known yet pass.
func (d *Data) CheckRegionArgument(region types.String) diag.Diagnostics {
	if d == nil || region.IsNull() || region.IsUnknown() {
		return nil
	}
	if region.ValueString() == "" {
		return diag.Diagnostics{emptyRegion(path.Root("region"))}
	}
	if err := d.ValidateRegion(region.ValueString()); err != nil {
		return diag.Diagnostics{unusableRegion(region.ValueString(), err)}
	}
	return nil
}

// Place is where a planned request goes, for the rules: partition, region and account of the provider as far as they are known. argument
// is the argument region and region what the provider makes of it. If the argument cannot be used, which the diagnostics report, no
// rule compares anything with it.
func (d *Data) Place(argument lifecycle.Value[string], region string) (lifecycle.Place, diag.Diagnostics) {
	var diags diag.Diagnostics
	if given, ok := argument.Get(); ok {
		if diags = d.CheckRegionArgument(types.StringValue(given)); diags.HasError() {
			region = ""
		}
	}
	return lifecycle.Place{
		Partition: lifecycle.NotEmpty(d.Partition()), Region: lifecycle.NotEmpty(region), AccountID: lifecycle.NotEmpty(d.AccountID()),
	}, diags
}

func emptyRegion(at path.Path) diag.Diagnostic {
	return diag.NewAttributeErrorDiagnostic(at, "Empty Region",
		fmt.Sprintf("%s is \"\", which is the name of no region. For the provider's region leave it out or set it to null; a variable can have default = null.", at))
}

// unusableRegion is the diagnostic of an error of For, at the argument region where that is at fault.
func unusableRegion(region string, err error) diag.Diagnostic {
	detail := "AWS Backup cannot be called: " + err.Error() + "."
	if errors.Is(err, ErrUnknown) {
		detail += " Apply what they come from first (terraform apply -target=...), or give the provider a region and credentials that are known at plan."
	}
	if _, ok := errors.AsType[*RegionError](err); ok && region != "" {
		return diag.NewAttributeErrorDiagnostic(path.Root("region"), "Region Cannot Be Used", detail)
	}
	return diag.NewErrorDiagnostic("Provider Configuration Cannot Be Used", detail)
}
