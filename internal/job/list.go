// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package job

import (
	"context"
	"iter"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	dataschema "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/list"
	listschema "github.com/hashicorp/terraform-plugin-framework/list/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// PageSize is the most that AWS lists in a page.
const PageSize = 1000

// Page reads one page of a list of jobs. A nil token is the first page, and the
// last one returns none.
type Page[J any] func(ctx context.Context, size int32, token *string) (jobs []*J, next *string, err error)

// Each yields the jobs that AWS lists, a page at a time and no page before it is
// needed. It ends with the first error: also [awsbackup.ErrRepeatedToken]. limit
// is the number of jobs that the caller wants, 0 for all.
func Each[J any](ctx context.Context, limit int64, page Page[J]) iter.Seq2[*J, error] {
	size := int32(PageSize)
	if limit > 0 {
		size = int32(min(limit, PageSize))
	}
	pages := awsbackup.PagesBy(func(token *string) ([]*J, *string, error) { return page(ctx, size, token) })
	return func(yield func(*J, error) bool) {
		for jobs, err := range pages {
			if err != nil {
				yield(nil, err)
				return
			}
			for _, job := range jobs {
				if !yield(job, nil) {
					return
				}
			}
		}
	}
}

// pages lists by the filters of a configuration.
func (of Lookup[J]) pages(ctx context.Context, region *providerdata.Region, config tftypes.Object) (Page[J], awsdiag.Attempt, diag.Diagnostics) {
	a := awsdiag.Attempt{Kind: of.Kind.Name, Doing: "listing " + of.Kind.Name + "s", Operation: of.Kind.ListOperation, Region: region.Name}
	filters := make(map[string]attr.Value, len(of.Filters))
	shape := make(map[string]attr.Type, len(of.Filters))
	given := config.Attributes()
	for _, f := range of.Filters {
		filters[f.Name] = given[f.Name]
		shape[f.Name] = given[f.Name].Type(ctx)
	}
	value, diags := tftypes.ObjectValue(shape, filters)
	if diags.HasError() {
		return nil, a, diags
	}
	page, diags := of.Page(ctx, region, value, &a)
	return page, a, diags
}

// List is the stream of a list resource: pages are fetched as they are needed,
// and no more once Terraform has enough. show is the result of one job.
func (of Lookup[J]) List(ctx context.Context, data *providerdata.Data, req list.ListRequest, show func(*providerdata.Region, *J) list.ListResult) iter.Seq[list.ListResult] {
	var config tftypes.Object
	var regionName tftypes.String
	diags := req.Config.Get(ctx, &config)
	diags.Append(req.Config.GetAttribute(ctx, path.Root("region"), &regionName)...)
	region := data.RegionOrDiag(regionName.ValueString(), &diags)
	if diags.HasError() {
		return list.ListResultsStreamDiagnostics(diags)
	}
	page, attempt, diags := of.pages(ctx, region, config)
	if diags.HasError() {
		return list.ListResultsStreamDiagnostics(diags)
	}
	return func(push func(list.ListResult) bool) {
		left := req.Limit
		for job, err := range Each(ctx, req.Limit, page) {
			if err != nil {
				push(list.ListResult{Diagnostics: diag.Diagnostics{awsdiag.FromError(attempt, err)}})
				return
			}
			if !push(show(region, job)) {
				return
			}
			if left--; left == 0 {
				return
			}
		}
	}
}

// Listed is one job as a list resource shows it. describe fills in a model of
// typed nulls from the job, and rest, which may call AWS, what it costs a call to
// know: Terraform drops it unless it asked for the object.
func Listed[M any](ctx context.Context, req list.ListRequest, name string, id *string, describe func(*M) (identity any), rest func(*M) diag.Diagnostics) list.ListResult {
	result := req.NewListResult(ctx)
	result.DisplayName = name

	// Setting one attribute makes an object of typed nulls, as in an import.
	result.Diagnostics.Append(result.Resource.SetAttribute(ctx, path.Root("id"), id)...)
	var m M
	result.Diagnostics.Append(result.Resource.Get(ctx, &m)...)
	if result.Diagnostics.HasError() {
		return result
	}
	result.Diagnostics.Append(result.Identity.Set(ctx, describe(&m))...)
	if !req.IncludeResource {
		return result
	}
	result.Diagnostics.Append(rest(&m)...)
	result.Diagnostics.Append(result.Resource.Set(ctx, &m)...)
	return result
}

// FilterArgument is one argument of a filter, for the schemas that offer it. A
// filter never has an empty string: AWS would list everything.
type FilterArgument struct {
	Name, Description string
	// Date is for an RFC 3339 date.
	Date       bool
	Validators []validator.String
}

// CommonFilters are the filters that AWS Backup has for jobs of every kind.
func CommonFilters() []FilterArgument {
	return []FilterArgument{
		{Name: "created_after", Description: "Only jobs created after this time (RFC 3339), for example `timeadd(plantimestamp(), \"-24h\")`.", Date: true},
		{Name: "created_before", Description: "Only jobs created before this time (RFC 3339).", Date: true},
		{Name: "complete_after", Description: "Only jobs that ended after this time (RFC 3339).", Date: true},
		{Name: "complete_before", Description: "Only jobs that ended before this time (RFC 3339).", Date: true},
		{Name: "account_id", Description: "Only jobs of this account. From the management account or the delegated administrator of an organization, any of its accounts, or `*` for all.", Validators: []validator.String{stringvalidator.LengthAtLeast(1)}},
	}
}

// ListSchema is the schema of the list resource.
func (of Lookup[J]) ListSchema(description string) listschema.Schema {
	attributes := map[string]listschema.Attribute{
		"region": listschema.StringAttribute{Optional: true, Validators: providerdata.RegionValidators(), MarkdownDescription: "Region to list. Default: the provider's."},
	}
	for _, f := range of.Filters {
		attribute := listschema.StringAttribute{Optional: true, MarkdownDescription: f.Description, Validators: f.Validators}
		if f.Date {
			attribute.CustomType = apivalue.RFC3339Type
		}
		attributes[f.Name] = attribute
	}
	return listschema.Schema{MarkdownDescription: description, Attributes: attributes}
}

// filterAttributes is the same for a data source.
func filterAttributes(filters []FilterArgument) map[string]dataschema.Attribute {
	attributes := make(map[string]dataschema.Attribute)
	for _, f := range filters {
		attribute := dataschema.StringAttribute{Optional: true, MarkdownDescription: f.Description, Validators: f.Validators}
		if f.Date {
			attribute.CustomType = apivalue.RFC3339Type
		}
		attributes[f.Name] = attribute
	}
	return attributes
}

// DateFilter is a date of a filter for a request, nil if it is not set.
func DateFilter(v timetypes.RFC3339) *time.Time {
	t := apivalue.Time(v)
	if t.IsZero() {
		return nil
	}
	return &t
}
