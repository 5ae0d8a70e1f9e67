// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package job

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	resourceschema "github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// Lookup describes the data sources and the list resource of a kind of job.
type Lookup[J any] struct {
	Kind *Kind[J]
	// TypeName follows the provider's name, as in "_backup_job"; the plural
	// appends an "s".
	TypeName string
	// Attributes is the schema of one job, all of it computed. It has the
	// kind's ID attribute.
	Attributes func() map[string]schema.Attribute
	// Values is a struct with a tfsdk tag for each of Attributes.
	Values func(*J) any

	// Description documents the singular.
	Description string
	// ListDescription and JobsDescription document the plural and its jobs.
	ListDescription, JobsDescription string
	Filters                          []FilterArgument
	// Page lists by the filters of a configuration: an object with a value for
	// each of Filters. It adds what the filters name to the attempt.
	Page func(ctx context.Context, region *providerdata.Region, filters tftypes.Object, a *awsdiag.Attempt) (Page[J], diag.Diagnostics)
}

var (
	_ datasource.DataSourceWithConfigure = (*DataSource[struct{}])(nil)
	_ datasource.DataSourceWithConfigure = (*ListDataSource[struct{}])(nil)
)

// configured is what Configure hands to a data source.
type configured struct{ data *providerdata.Data }

// Configure implements datasource.DataSourceWithConfigure.
func (c *configured) Configure(_ context.Context, req datasource.ConfigureRequest, resp *datasource.ConfigureResponse) {
	c.data = providerdata.FromConfigure(req.ProviderData, &resp.Diagnostics)
}

// DataSource is the data source of one job by its ID.
type DataSource[J any] struct {
	configured
	of Lookup[J]
}

// NewDataSource makes the data source of one job.
func NewDataSource[J any](of Lookup[J]) datasource.DataSource { return &DataSource[J]{of: of} }

// Metadata implements datasource.DataSource.
func (d *DataSource[J]) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + d.of.TypeName
}

// Schema implements datasource.DataSource.
func (d *DataSource[J]) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	attributes := d.of.Attributes()
	attributes[d.of.Kind.Attribute] = schema.StringAttribute{
		Required: true, Validators: []validator.String{stringvalidator.LengthAtLeast(1)},
		MarkdownDescription: "ID of the " + d.of.Kind.Name + ".",
	}
	attributes["region"] = regionAttribute("job")
	resp.Schema = schema.Schema{MarkdownDescription: d.of.Description, Attributes: attributes}
}

func regionAttribute(of string) schema.Attribute {
	return schema.StringAttribute{
		Optional: true, Computed: true, Validators: providerdata.RegionValidators(),
		MarkdownDescription: "Region of the " + of + ". Default: the provider's.",
	}
}

// Read implements datasource.DataSource.
func (d *DataSource[J]) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	kind := d.of.Kind
	var id, regionName tftypes.String
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root(kind.Attribute), &id)...)
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root("region"), &regionName)...)
	if resp.Diagnostics.HasError() {
		return
	}
	region := d.data.RegionOrDiag(regionName.ValueString(), &resp.Diagnostics)
	if region == nil {
		return
	}
	job, err := kind.Describe(ctx, region.API, id.ValueString())
	if err != nil {
		a := awsdiag.Attempt{Doing: "reading the " + kind.Name, Operation: kind.DescribeOperation, Region: region.Name, JobID: id.ValueString()}
		resp.Diagnostics.Append(awsdiag.WithoutPath(awsdiag.FromError(a, err)))
		return
	}
	value, diags := d.of.object(ctx, job)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	attributes := value.Attributes()
	attributes[kind.Attribute] = id
	attributes["region"] = tftypes.StringValue(region.Name)
	resp.Diagnostics.Append(setObject(ctx, &resp.State, attributes)...)
}

// object is one job as a value.
func (of Lookup[J]) object(ctx context.Context, job *J) (tftypes.Object, diag.Diagnostics) {
	return tftypes.ObjectValueFrom(ctx, of.objectType().AttrTypes, of.Values(job))
}

// objectType is the type of one job in a list of them.
func (of Lookup[J]) objectType() tftypes.ObjectType {
	shape := make(map[string]attr.Type)
	for name, attribute := range of.Attributes() {
		shape[name] = attribute.GetType()
	}
	return tftypes.ObjectType{AttrTypes: shape}
}

// setObject sets the whole state.
func setObject(ctx context.Context, state *tfsdk.State, attributes map[string]attr.Value) diag.Diagnostics {
	shape := make(map[string]attr.Type, len(attributes))
	for name, value := range attributes {
		shape[name] = value.Type(ctx)
	}
	value, diags := tftypes.ObjectValue(shape, attributes)
	if diags.HasError() {
		return diags
	}
	return state.Set(ctx, value)
}

// ListDataSource is the data source of the jobs that match a filter.
type ListDataSource[J any] struct {
	configured
	of Lookup[J]
}

// NewListDataSource makes the data source of many jobs.
func NewListDataSource[J any](of Lookup[J]) datasource.DataSource { return &ListDataSource[J]{of: of} }

// Metadata implements datasource.DataSource.
func (d *ListDataSource[J]) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + d.of.TypeName + "s"
}

// Schema implements datasource.DataSource.
func (d *ListDataSource[J]) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	attributes := filterAttributes(d.of.Filters)
	attributes["region"] = regionAttribute("jobs")
	attributes["jobs"] = schema.ListNestedAttribute{
		Computed: true, MarkdownDescription: d.of.JobsDescription,
		NestedObject: schema.NestedAttributeObject{Attributes: d.of.Attributes()},
	}
	resp.Schema = schema.Schema{MarkdownDescription: d.of.ListDescription, Attributes: attributes}
}

// Read implements datasource.DataSource.
func (d *ListDataSource[J]) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var config tftypes.Object
	var regionName tftypes.String
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root("region"), &regionName)...)
	if resp.Diagnostics.HasError() {
		return
	}
	region := d.data.RegionOrDiag(regionName.ValueString(), &resp.Diagnostics)
	if region == nil {
		return
	}
	page, attempt, diags := d.of.pages(ctx, region, config)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	jobs, diags := d.collect(ctx, page, attempt)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	attributes := config.Attributes()
	attributes["region"] = tftypes.StringValue(region.Name)
	attributes["jobs"] = jobs
	resp.Diagnostics.Append(setObject(ctx, &resp.State, attributes)...)
}

// collect turns every job into its final value as its page arrives, so that a
// long list is not held in two forms.
func (d *ListDataSource[J]) collect(ctx context.Context, page Page[J], attempt awsdiag.Attempt) (tftypes.List, diag.Diagnostics) {
	shape := d.of.objectType()
	none := tftypes.ListNull(shape)
	var found []apivalue.Dated
	for job, err := range Each(ctx, 0, page) {
		if err != nil {
			return none, diag.Diagnostics{awsdiag.FromError(attempt, err)}
		}
		value, diags := tftypes.ObjectValueFrom(ctx, shape.AttrTypes, d.of.Values(job))
		if diags.HasError() {
			return none, diags
		}
		o := d.of.Kind.Observe(job)
		found = append(found, apivalue.Dated{Created: date(o.Created), ID: o.ID, Value: value})
	}
	return tftypes.ListValue(shape, apivalue.NewestFirst(found))
}

// DataAttribute is a computed attribute of a resource as a data source has it,
// so that each is described once.
func DataAttribute(attribute resourceschema.Attribute) schema.Attribute {
	description := attribute.GetMarkdownDescription()
	switch a := attribute.(type) {
	case resourceschema.StringAttribute:
		return schema.StringAttribute{Computed: true, CustomType: a.CustomType, MarkdownDescription: description}
	case resourceschema.BoolAttribute:
		return schema.BoolAttribute{Computed: true, MarkdownDescription: description}
	case resourceschema.Int64Attribute:
		return schema.Int64Attribute{Computed: true, MarkdownDescription: description}
	case resourceschema.Float64Attribute:
		return schema.Float64Attribute{Computed: true, MarkdownDescription: description}
	case resourceschema.MapAttribute:
		return schema.MapAttribute{Computed: true, ElementType: a.ElementType, MarkdownDescription: description}
	case resourceschema.ObjectAttribute:
		return schema.ObjectAttribute{Computed: true, AttributeTypes: a.AttributeTypes, MarkdownDescription: description}
	case resourceschema.SingleNestedAttribute:
		nested := make(map[string]schema.Attribute, len(a.Attributes))
		for name, attribute := range a.Attributes {
			nested[name] = DataAttribute(attribute)
		}
		return schema.SingleNestedAttribute{Computed: true, Attributes: nested, MarkdownDescription: description}
	default:
		// A mistake in the schema, which every test meets.
		panic(fmt.Sprintf("no data source attribute for %T", attribute))
	}
}
