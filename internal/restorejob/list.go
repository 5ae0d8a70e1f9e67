// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package restorejob

import (
	"cmp"
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/list/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

var _ list.ListResourceWithConfigure = (*Resource)(nil)

// NewListResource makes the awsbackup_restore_job list: the resource itself,
// which shares its name, its configuration and its normal form of state.
func NewListResource() list.ListResource { return &Resource{} }

// listModel is the config block of a list.
type listModel struct {
	Filter

	Region tftypes.String `tfsdk:"region"`
}

// ListResourceConfigSchema implements list.ListResource.
func (r *Resource) ListResourceConfigSchema(_ context.Context, _ list.ListResourceSchemaRequest, resp *list.ListResourceSchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Lists the restore jobs of an account and region, also those that Terraform did not start, to find and to import them. AWS Backup lists jobs for about 30 days.\n\n" +
			"All filters must match.",
		Attributes: job.ListAttributes(filterArguments()),
	}
}

// List implements list.ListResource. Pages are fetched as they are needed.
func (r *Resource) List(ctx context.Context, req list.ListRequest, stream *list.ListResultsStream) {
	var m listModel
	diags := req.Config.Get(ctx, &m)
	region := r.data.RegionOrDiag(m.Region.ValueString(), &diags)
	if diags.HasError() {
		stream.Results = list.ListResultsStreamDiagnostics(diags)
		return
	}
	stream.Results = job.List(ctx, req.Limit, pages(region.API, m.ToAPI(), nil),
		func(err error) diag.Diagnostic { return awsdiag.FromError(listAttempt(region.Name), err) },
		func(j *awsbackup.RestoreJob) list.ListResult { return listed(ctx, region, req, j) })
}

func listAttempt(region string) awsdiag.Attempt {
	return awsdiag.Attempt{Kind: kind.Name, Doing: "listing restore jobs", Operation: kind.ListOperation, Region: region}
}

// listed is one job as the list shows it.
func listed(ctx context.Context, region *providerdata.Region, req list.ListRequest, j *awsbackup.RestoreJob) list.ListResult {
	result := req.NewListResult(ctx)
	result.DisplayName = displayName(j)

	// Setting one attribute makes an object of typed nulls, as in an import.
	result.Diagnostics.Append(result.Resource.SetAttribute(ctx, path.Root("id"), j.RestoreJobId)...)
	var m Model
	result.Diagnostics.Append(result.Resource.Get(ctx, &m)...)
	if result.Diagnostics.HasError() {
		return result
	}
	m.Region = tftypes.StringValue(region.Name)
	m.WaitFor = tftypes.StringValue(job.WaitForCompleted)
	m.OnIssues = tftypes.StringValue(job.OnIssuesWarn)
	m.fromJob(j)
	result.Diagnostics.Append(result.Identity.Set(ctx, m.identity())...)
	if !req.IncludeResource {
		return result // Terraform drops it, so it is not worth a call.
	}
	result.Diagnostics.Append(m.adopt(ctx, region, j)...)
	result.Diagnostics.Append(result.Resource.Set(ctx, &m)...)
	return result
}

// displayName is what a person knows a job by: "EBS vol-0123, 2026-10-02 14:03
// UTC, COMPLETED".
func displayName(j *awsbackup.RestoreJob) string {
	name := cmp.Or(resourceID(aws.ToString(j.CreatedResourceArn)), resourceID(aws.ToString(j.SourceResourceArn)), aws.ToString(j.RestoreJobId))
	if j.ResourceType != nil {
		name = *j.ResourceType + " " + name
	}
	if j.CreationDate != nil {
		name += ", " + job.ShortTime(*j.CreationDate)
	}
	if j.Status != "" {
		name += ", " + string(j.Status)
	}
	return name
}
