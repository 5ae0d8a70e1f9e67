// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package restorejob

import (
	"cmp"
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/list"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

var _ list.ListResourceWithConfigure = (*Resource)(nil)

// NewListResource makes the awsbackup_restore_job list: the resource itself,
// which shares its name, its configuration and its normal form of state.
func NewListResource() list.ListResource { return &Resource{} }

// ListResourceConfigSchema implements list.ListResource.
func (r *Resource) ListResourceConfigSchema(_ context.Context, _ list.ListResourceSchemaRequest, resp *list.ListResourceSchemaResponse) {
	resp.Schema = lookup.ListSchema("Lists the restore jobs of an account and Region, also those that Terraform did not start, to find and to import them. AWS Backup lists jobs for about 30 days.\n\n" +
		"All filters must match.")
}

// List implements list.ListResource.
func (r *Resource) List(ctx context.Context, req list.ListRequest, stream *list.ListResultsStream) {
	stream.Results = lookup.List(ctx, r.data, req, func(region *providerdata.Region, j *awsbackup.RestoreJob) list.ListResult {
		return job.Listed(ctx, req, displayName(j), j.RestoreJobId, func(m *Model) any {
			m.Region = tftypes.StringValue(region.Name)
			m.WaitFor = tftypes.StringValue(job.WaitForCompleted)
			m.OnIssues = tftypes.StringValue(job.OnIssuesWarn)
			m.fromJob(j)
			return m.identity()
		}, func(m *Model) diag.Diagnostics { return m.adopt(ctx, region, j) })
	})
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
