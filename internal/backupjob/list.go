// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"context"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/list"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/backupjob/record"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

var _ list.ListResourceWithConfigure = (*Resource)(nil)

// NewListResource makes the awsbackup_backup_job list: the resource itself,
// which shares its name, its configuration and its normal form of state.
func NewListResource() list.ListResource { return &Resource{} }

// ListResourceConfigSchema implements list.ListResource.
func (r *Resource) ListResourceConfigSchema(_ context.Context, _ list.ListResourceSchemaRequest, resp *list.ListResourceSchemaResponse) {
	resp.Schema = record.Lookup.ListSchema("Lists the backup jobs of an account and Region, those that Terraform does not know included, to find and to import them. AWS Backup lists jobs for 30 days.\n\n" +
		"All filters must match. Generated configuration has no `idempotency_token`: with one, the old job would be returned indefinitely.")
}

// List implements list.ListResource.
func (r *Resource) List(ctx context.Context, req list.ListRequest, stream *list.ListResultsStream) {
	stream.Results = record.Lookup.List(ctx, r.data, req, func(region *providerdata.Region, j *awsbackup.Job) list.ListResult {
		return job.Listed(ctx, req, displayName(j), j.BackupJobId, func(m *Model) any {
			m.Region = tftypes.StringValue(region.Name)
			m.WaitFor = tftypes.StringValue(job.WaitForCompleted)
			m.OnIssues = tftypes.StringValue(job.OnIssuesWarn)
			m.OnDestroy = tftypes.StringValue(OnDestroyRetain)
			m.FromJob(j)
			return m.identity()
		}, func(m *Model) diag.Diagnostics { return r.completed(ctx, region, m, j) })
	})
}

// completed fills in what takes a call: the counts of the children of a parent,
// which only Describe has, and the recovery point.
func (r *Resource) completed(ctx context.Context, region *providerdata.Region, m *Model, j *awsbackup.Job) (diags diag.Diagnostics) {
	if j.IsParent {
		described, err := kind.Describe(ctx, region.API, aws.ToString(j.BackupJobId))
		switch {
		case err == nil:
			j = described
		case !awsbackup.IsNotFound(err):
			diags.Append(awsdiag.Warning(awsdiag.FromError(m.attempt("reading the backup job", kind.DescribeOperation), err)))
		}
	}
	return append(diags, r.adoptJob(ctx, region, m, j)...)
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
