// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

var (
	_ datasource.DataSource              = (*ListDataSource)(nil)
	_ datasource.DataSourceWithConfigure = (*ListDataSource)(nil)
)

// ListDataSource is the data source awsbackup_backup_jobs: jobs by filter.
type ListDataSource struct {
	data *providerdata.Data
}

// NewListDataSource makes the awsbackup_backup_jobs data source.
func NewListDataSource() datasource.DataSource { return &ListDataSource{} }

type listDataModel struct {
	listModel

	Jobs tftypes.List `tfsdk:"jobs"`
}

// Metadata implements datasource.DataSource.
func (d *ListDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_backup_jobs"
}

// Configure implements datasource.DataSourceWithConfigure.
func (d *ListDataSource) Configure(_ context.Context, req datasource.ConfigureRequest, resp *datasource.ConfigureResponse) {
	d.data = providerdata.From(req.ProviderData, &resp.Diagnostics)
}

// Schema implements datasource.DataSource.
func (d *ListDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	attributes := map[string]schema.Attribute{
		"region": schema.StringAttribute{Optional: true, Computed: true, Validators: providerdata.RegionValidators(), MarkdownDescription: "Region of the jobs. Default: the provider's."},
		"jobs": schema.ListNestedAttribute{
			Computed:            true,
			MarkdownDescription: "The jobs that match, newest first; empty if none does. `number_of_child_jobs` and `child_jobs_in_state` are null here: AWS tells them of single jobs only.",
			NestedObject:        schema.NestedAttributeObject{Attributes: factAttributes()},
		},
	}
	for _, a := range filterArguments() {
		attribute := schema.StringAttribute{Optional: true, MarkdownDescription: a.description, Validators: a.validators}
		if a.date {
			attribute.CustomType = apivalue.RFC3339Type
		}
		attributes[a.name] = attribute
	}
	resp.Schema = schema.Schema{
		MarkdownDescription: "Backup jobs of an account and region by filter, whoever started them. AWS Backup lists jobs for 30 days. All filters must match; in a busy account set `created_after`, since every job that matches is kept in state.",
		Attributes:          attributes,
	}
}

// Read implements datasource.DataSource.
func (d *ListDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var m listDataModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	if resp.Diagnostics.HasError() {
		return
	}
	region := d.data.Reach(ctx, m.Region.ValueString(), &resp.Diagnostics)
	if region == nil {
		return
	}
	jobs, diags := collect(ctx, region, m.listModel)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	m.Jobs = jobs
	m.Region = tftypes.StringValue(region.Name)
	resp.Diagnostics.Append(resp.State.Set(ctx, &m)...)
}

// collect turns every job into its final value as its page arrives, so that a
// long list is not held in two forms.
func collect(ctx context.Context, region *providerdata.Region, m listModel) (tftypes.List, diag.Diagnostics) {
	shape := factType()
	none := tftypes.ListNull(shape)
	var found []apivalue.Dated
	for job, err := range listJobs(ctx, region.API, m.ToAPI(), listedAtOnce) {
		if err != nil {
			return none, diag.Diagnostics{awsdiag.FromError(m.attempt(region.Name), err)}
		}
		value, diags := tftypes.ObjectValueFrom(ctx, shape.AttrTypes, factsOf(job))
		if diags.HasError() {
			return none, diags
		}
		found = append(found, apivalue.Dated{Created: aws.ToTime(job.CreationDate), ID: aws.ToString(job.BackupJobId), Value: value})
	}
	return tftypes.ListValue(shape, apivalue.NewestFirst(found))
}
