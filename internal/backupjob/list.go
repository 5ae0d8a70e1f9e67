// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"context"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/list/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
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
	resp.Schema = schema.Schema{
		MarkdownDescription: "Lists the backup jobs of an account and region, those that Terraform does not know included, to find and to import them. AWS Backup lists jobs for 30 days.\n\n" +
			"All filters must match. Generated configuration has no `idempotency_token`: with one, the old job would be returned indefinitely.",
		Attributes: job.ListAttributes(filterArguments()),
	}
}

// List implements list.ListResource. Pages are fetched as they are needed, and
// no more once Terraform has enough.
func (r *Resource) List(ctx context.Context, req list.ListRequest, stream *list.ListResultsStream) {
	var m listModel
	diags := req.Config.Get(ctx, &m)
	region := r.data.RegionOrDiag(m.Region.ValueString(), &diags)
	if diags.HasError() {
		stream.Results = list.ListResultsStreamDiagnostics(diags)
		return
	}
	stream.Results = job.List(ctx, req.Limit, pages(region.API, m.ToAPI()),
		func(err error) diag.Diagnostic { return awsdiag.FromError(m.attempt(region.Name), err) },
		func(j *awsbackup.Job) list.ListResult { return r.listed(ctx, region, req, j) })
}

func (m listModel) attempt(region string) awsdiag.Attempt {
	return awsdiag.Attempt{
		Doing: "listing backup jobs", Operation: "ListBackupJobs", Region: region,
		VaultName: m.BackupVaultName.ValueString(), ResourceARN: m.ResourceARN.ValueString(),
	}
}

// listed is one job as the list shows it.
func (r *Resource) listed(ctx context.Context, region *providerdata.Region, req list.ListRequest, j *awsbackup.Job) list.ListResult {
	result := req.NewListResult(ctx)
	result.DisplayName = displayName(j)

	// Setting one attribute makes an object of typed nulls, as in an import.
	result.Diagnostics.Append(result.Resource.SetAttribute(ctx, path.Root("id"), j.BackupJobId)...)
	var m Model
	result.Diagnostics.Append(result.Resource.Get(ctx, &m)...)
	if result.Diagnostics.HasError() {
		return result
	}
	m.Region = tftypes.StringValue(region.Name)
	m.WaitFor = tftypes.StringValue(job.WaitForCompleted)
	m.OnIssues = tftypes.StringValue(job.OnIssuesWarn)
	m.OnDestroy = tftypes.StringValue(OnDestroyRetain)
	m.FromJob(j)
	result.Diagnostics.Append(result.Identity.Set(ctx, m.identity())...)
	if !req.IncludeResource {
		// Terraform drops it, so it is not worth a call.
		return result
	}

	if j.IsParent {
		// Only Describe counts the children.
		described, err := region.API.DescribeBackupJob(ctx, &backup.DescribeBackupJobInput{BackupJobId: j.BackupJobId})
		switch {
		case err == nil:
			j = described
		case !awsbackup.IsNotFound(err):
			result.Diagnostics.Append(awsdiag.Warning(awsdiag.FromError(m.attempt("reading the backup job", "DescribeBackupJob"), err)))
		}
	}
	result.Diagnostics.Append(r.adoptJob(ctx, region, &m, j)...)
	result.Diagnostics.Append(result.Resource.Set(ctx, &m)...)
	return result
}

// displayName is what a person knows a job by: "EBS vol-0123 (data), 2026-10-02
// 14:03 UTC, COMPLETED".
func displayName(j *awsbackup.Job) string {
	var b strings.Builder
	if j.ResourceType != nil {
		b.WriteString(*j.ResourceType + " ")
	}
	id := resourceID(aws.ToString(j.ResourceArn))
	if id == "" {
		id = aws.ToString(j.BackupJobId)
	}
	b.WriteString(id)
	if name := aws.ToString(j.ResourceName); name != "" && name != id {
		b.WriteString(" (" + name + ")")
	}
	if j.CreationDate != nil {
		b.WriteString(", " + job.ShortTime(*j.CreationDate))
	}
	if j.State != "" {
		b.WriteString(", " + string(j.State))
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
