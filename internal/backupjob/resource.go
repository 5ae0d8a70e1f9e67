// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

var (
	_ resource.Resource                     = (*Resource)(nil)
	_ resource.ResourceWithConfigure        = (*Resource)(nil)
	_ resource.ResourceWithConfigValidators = (*Resource)(nil)
	_ resource.ResourceWithIdentity         = (*Resource)(nil)
	_ resource.ResourceWithImportState      = (*Resource)(nil)
	_ resource.ResourceWithModifyPlan       = (*Resource)(nil)
)

// Resource is awsbackup_backup_job.
type Resource struct {
	data *providerdata.Data
}

// NewResource makes the awsbackup_backup_job resource.
func NewResource() resource.Resource { return &Resource{} }

// Metadata implements resource.Resource.
func (r *Resource) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_backup_job"
}

// Configure implements resource.ResourceWithConfigure.
func (r *Resource) Configure(_ context.Context, req resource.ConfigureRequest, resp *resource.ConfigureResponse) {
	r.data = configured(req.ProviderData, &resp.Diagnostics)
}

// configured is the provider's data, nil before Configure has run.
func configured(data any, diags *diag.Diagnostics) *providerdata.Data {
	if data == nil {
		return nil
	}
	d, ok := data.(*providerdata.Data)
	if !ok {
		diags.AddError("Unexpected Provider Data", fmt.Sprintf("Expected *providerdata.Data, got %T. This is a bug in the provider.", data))
	}
	return d
}

// regionFor is the shared client of a region, with the error as a diagnostic.
func (r *Resource) regionFor(ctx context.Context, region string, diags *diag.Diagnostics) *providerdata.Region {
	return regionOf(ctx, r.data, region, diags)
}

func regionOf(ctx context.Context, data *providerdata.Data, region string, diags *diag.Diagnostics) *providerdata.Region {
	if data == nil {
		diags.AddError("Provider Not Configured", "The awsbackup provider has no configuration yet. This is a bug in the provider.")
		return nil
	}
	client, err := data.For(ctx, region)
	if err != nil {
		diags.Append(awsdiag.FromError(awsdiag.Attempt{Doing: "choosing the region", Region: region}, err))
		return nil
	}
	return client
}
