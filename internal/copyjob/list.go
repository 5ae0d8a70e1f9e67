// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package copyjob

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/list"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

var _ list.ListResourceWithConfigure = (*Resource)(nil)

// NewListResource makes the awsbackup_copy_job list: the resource itself, which
// shares its name, its configuration and its normal form of state.
func NewListResource() list.ListResource { return &Resource{} }

// ListResourceConfigSchema implements list.ListResource.
func (r *Resource) ListResourceConfigSchema(_ context.Context, _ list.ListResourceSchemaRequest, resp *list.ListResourceSchemaResponse) {
	resp.Schema = lookup.ListSchema("Lists the copy jobs of an account and Region, also those that Terraform did not start, to find and to import them. They are those of the source's account and Region. AWS Backup lists jobs for 30 days.\n\n" +
		"All filters must match.")
}

// List implements list.ListResource.
func (r *Resource) List(ctx context.Context, req list.ListRequest, stream *list.ListResultsStream) {
	stream.Results = lookup.List(ctx, r.data, req, func(region *providerdata.Region, j *awsbackup.CopyJob) list.ListResult {
		return job.Listed(ctx, req, displayName(j), j.CopyJobId, func(m *Model) any {
			m.Region = tftypes.StringValue(region.Name)
			m.WaitFor = tftypes.StringValue(job.WaitForCompleted)
			m.OnIssues = tftypes.StringValue(job.OnIssuesWarn)
			m.OnDestroy = tftypes.StringValue(OnDestroyRetain)
			m.adopt(j)
			return m.identity()
		}, func(m *Model) (diags diag.Diagnostics) {
			if m.finished(ctx) && m.hasPoint() {
				r.refreshPoint(ctx, m, &diags)
			}
			return diags
		})
	})
}

// displayName is what a person knows a job by: "EBS arn:aws:ec2:...:snapshot/snap-1
// to arn:aws:backup:...:backup-vault:offsite, 2026-10-02 14:03 UTC, COMPLETED".
func displayName(j *awsbackup.CopyJob) string {
	name := fmt.Sprintf("%s to %s", aws.ToString(j.SourceRecoveryPointArn), aws.ToString(j.DestinationBackupVaultArn))
	if j.ResourceType != nil {
		name = *j.ResourceType + " " + name
	}
	if j.CreationDate != nil {
		name += ", " + job.ShortTime(*j.CreationDate)
	}
	return name + ", " + string(j.State)
}
