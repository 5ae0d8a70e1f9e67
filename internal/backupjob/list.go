// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"context"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/list/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

var _ list.ListResourceWithConfigure = (*Resource)(nil)

// NewListResource makes the awsbackup_backup_job list: the resource itself,
// which shares its name, its configuration and its normal form of state.
func NewListResource() list.ListResource { return &Resource{} }

// listModel is the config block of a list.
type listModel struct {
	Filter

	Region tftypes.String `tfsdk:"region"`
}

// ListResourceConfigSchema implements list.ListResource.
func (r *Resource) ListResourceConfigSchema(_ context.Context, _ list.ListResourceSchemaRequest, resp *list.ListResourceSchemaResponse) {
	attributes := map[string]schema.Attribute{
		"region": schema.StringAttribute{Optional: true, Validators: providerdata.RegionValidators(), MarkdownDescription: "Region to list. Default: the provider's."},
	}
	for _, a := range filterArguments() {
		attribute := schema.StringAttribute{Optional: true, MarkdownDescription: a.description, Validators: a.validators}
		if a.date {
			attribute.CustomType = apivalue.RFC3339Type
		}
		attributes[a.name] = attribute
	}
	resp.Schema = schema.Schema{
		MarkdownDescription: "Lists the backup jobs of an account and region, those that Terraform does not know included, to find and to import them. AWS Backup lists jobs for 30 days.\n\n" +
			"All filters must match. Generated configuration has no `idempotency_token`: with one, the old job would be returned for ever.",
		Attributes: attributes,
	}
}

// List implements list.ListResource. Pages are fetched as they are needed, and
// no more once Terraform has enough.
func (r *Resource) List(ctx context.Context, req list.ListRequest, stream *list.ListResultsStream) {
	var m listModel
	diags := req.Config.Get(ctx, &m)
	region := r.data.Reach(ctx, m.Region.ValueString(), &diags)
	if diags.HasError() {
		stream.Results = list.ListResultsStreamDiagnostics(diags)
		return
	}
	stream.Results = func(push func(list.ListResult) bool) {
		left := req.Limit
		for job, err := range listJobs(ctx, region.API, m.ToAPI(), pageFor(left)) {
			if err != nil {
				push(list.ListResult{Diagnostics: diag.Diagnostics{awsdiag.FromError(m.attempt(region.Name), err)}})
				return
			}
			if !push(r.listed(ctx, region, req, job)) {
				return
			}
			if left--; left == 0 {
				return
			}
		}
	}
}

// pageFor is the page size for a limit; none is no limit.
func pageFor(limit int64) int32 {
	if limit <= 0 {
		return listedAtOnce
	}
	return int32(min(limit, listedAtOnce))
}

func (m listModel) attempt(region string) awsdiag.Attempt {
	return awsdiag.Attempt{
		Doing: "listing backup jobs", Operation: "ListBackupJobs", Region: region,
		VaultName: m.BackupVaultName.ValueString(), ResourceARN: m.ResourceARN.ValueString(),
	}
}

// listed is one job as the list shows it.
func (r *Resource) listed(ctx context.Context, region *providerdata.Region, req list.ListRequest, job *awsbackup.Job) list.ListResult {
	result := req.NewListResult(ctx)
	result.DisplayName = displayName(job)

	// Setting one attribute makes an object of typed nulls, as in an import.
	result.Diagnostics.Append(result.Resource.SetAttribute(ctx, path.Root("id"), job.BackupJobId)...)
	var m Model
	result.Diagnostics.Append(result.Resource.Get(ctx, &m)...)
	if result.Diagnostics.HasError() {
		return result
	}
	m.Region = tftypes.StringValue(region.Name)
	m.WaitFor = tftypes.StringValue(WaitForCompleted)
	m.OnIssues = tftypes.StringValue(OnIssuesWarn)
	m.OnDestroy = tftypes.StringValue(OnDestroyRetain)
	m.FromJob(job)
	result.Diagnostics.Append(result.Identity.Set(ctx, m.identity())...)
	if !req.IncludeResource {
		// Terraform drops it, so it is not worth a call.
		return result
	}

	if job.IsParent {
		// Only Describe counts the children.
		described, err := region.API.DescribeBackupJob(ctx, &backup.DescribeBackupJobInput{BackupJobId: job.BackupJobId})
		switch {
		case err == nil:
			job = described
		case !awsbackup.IsNotFound(err):
			result.Diagnostics.Append(awsdiag.Warning(awsdiag.FromError(m.attempt("reading the backup job", "DescribeBackupJob"), err)))
		}
	}
	result.Diagnostics.Append(r.adoptJob(ctx, region, &m, job)...)
	result.Diagnostics.Append(result.Resource.Set(ctx, &m)...)
	return result
}

// displayName is what a person knows a job by: "EBS vol-0123 (data), 2026-10-02
// 14:03 UTC, COMPLETED".
func displayName(job *awsbackup.Job) string {
	var b strings.Builder
	if job.ResourceType != nil {
		b.WriteString(*job.ResourceType + " ")
	}
	id := resourceID(aws.ToString(job.ResourceArn))
	if id == "" {
		id = aws.ToString(job.BackupJobId)
	}
	b.WriteString(id)
	if name := aws.ToString(job.ResourceName); name != "" && name != id {
		b.WriteString(" (" + name + ")")
	}
	if job.CreationDate != nil {
		b.WriteString(", " + shortTime(*job.CreationDate))
	}
	if job.State != "" {
		b.WriteString(", " + string(job.State))
	}
	return b.String()
}

// resourceID is the part of a resource's ARN that its service calls it by.
func resourceID(resourceARN string) string {
	arn, err := catalog.ParseARN(resourceARN)
	if err != nil {
		return resourceARN
	}
	if i := strings.IndexAny(arn.Resource, "/:"); i >= 0 {
		return arn.Resource[i+1:]
	}
	return arn.Resource
}

// shortTime is a moment to the minute, for people.
func shortTime(t time.Time) string { return t.UTC().Format("2006-01-02 15:04 UTC") }
