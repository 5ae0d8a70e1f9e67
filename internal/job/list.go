// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package job

import (
	"context"
	"iter"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	dataschema "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/list"
	listschema "github.com/hashicorp/terraform-plugin-framework/list/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
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

// List is the stream of a list resource: pages are fetched as they are needed,
// and no more once Terraform has enough. fault explains an error of a page, show
// is the result of one job.
func List[J any](ctx context.Context, limit int64, page Page[J], fault func(error) diag.Diagnostic, show func(*J) list.ListResult) iter.Seq[list.ListResult] {
	return func(push func(list.ListResult) bool) {
		left := limit
		for job, err := range Each(ctx, limit, page) {
			if err != nil {
				push(list.ListResult{Diagnostics: diag.Diagnostics{fault(err)}})
				return
			}
			if !push(show(job)) {
				return
			}
			if left--; left == 0 {
				return
			}
		}
	}
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

// ListAttributes is the schema of a list resource with these filters.
func ListAttributes(filters []FilterArgument) map[string]listschema.Attribute {
	attributes := map[string]listschema.Attribute{
		"region": listschema.StringAttribute{Optional: true, Validators: providerdata.RegionValidators(), MarkdownDescription: "Region to list. Default: the provider's."},
	}
	for _, f := range filters {
		attribute := listschema.StringAttribute{Optional: true, MarkdownDescription: f.Description, Validators: f.Validators}
		if f.Date {
			attribute.CustomType = apivalue.RFC3339Type
		}
		attributes[f.Name] = attribute
	}
	return attributes
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
