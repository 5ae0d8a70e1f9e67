// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package record

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/arnvalidator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
)

// Filter is what ListBackupJobs filters by, for the list resource and the data
// source alike. Filters are exact and all have to match.
type Filter struct {
	BackupVaultName tftypes.String    `tfsdk:"backup_vault_name"`
	ResourceARN     tftypes.String    `tfsdk:"resource_arn"`
	ResourceType    tftypes.String    `tfsdk:"resource_type"`
	State           tftypes.String    `tfsdk:"state"`
	MessageCategory tftypes.String    `tfsdk:"message_category"`
	CreatedAfter    timetypes.RFC3339 `tfsdk:"created_after"`
	CreatedBefore   timetypes.RFC3339 `tfsdk:"created_before"`
	CompleteAfter   timetypes.RFC3339 `tfsdk:"complete_after"`
	CompleteBefore  timetypes.RFC3339 `tfsdk:"complete_before"`
	AccountID       tftypes.String    `tfsdk:"account_id"`
	ParentJobID     tftypes.String    `tfsdk:"parent_job_id"`
}

// filterArguments are all arguments of a filter. An empty string never means
// "no filter": it would ask for everything.
func filterArguments() []job.FilterArgument {
	states := awsbackup.BackupJobs.KnownStates()
	notEmpty := []validator.String{stringvalidator.LengthAtLeast(1)}
	return append(job.CommonFilters(),
		job.FilterArgument{Name: "backup_vault_name", Description: "Only jobs that back up to the vault of this name.", Validators: notEmpty},
		job.FilterArgument{Name: "resource_arn", Description: "Only jobs of the resource with this ARN.", Validators: []validator.String{arnvalidator.Resource()}},
		job.FilterArgument{Name: "resource_type", Description: "Only jobs of this resource type, such as `EBS`, `RDS` or `Storage Gateway`.", Validators: notEmpty},
		job.FilterArgument{Name: "state", Description: "Only jobs in this state, such as `COMPLETED`.", Validators: []validator.String{stringvalidator.OneOf(states...)}},
		job.FilterArgument{Name: "message_category", Description: "Only jobs of this message category, such as `SUCCESS`, `AccessDenied` or `InvalidParameters`.", Validators: notEmpty},
		job.FilterArgument{Name: "parent_job_id", Description: "Only the child jobs of this job.", Validators: notEmpty},
	)
}

// ToAPI is the request, without a page size.
func (f Filter) ToAPI() *backup.ListBackupJobsInput {
	return &backup.ListBackupJobsInput{
		ByBackupVaultName: f.BackupVaultName.ValueStringPointer(),
		ByResourceArn:     f.ResourceARN.ValueStringPointer(),
		ByResourceType:    f.ResourceType.ValueStringPointer(),
		ByState:           types.BackupJobState(f.State.ValueString()),
		ByMessageCategory: f.MessageCategory.ValueStringPointer(),
		ByCreatedAfter:    job.DateFilter(f.CreatedAfter),
		ByCreatedBefore:   job.DateFilter(f.CreatedBefore),
		ByCompleteAfter:   job.DateFilter(f.CompleteAfter),
		ByCompleteBefore:  job.DateFilter(f.CompleteBefore),
		ByAccountId:       f.AccountID.ValueStringPointer(),
		ByParentJobId:     f.ParentJobID.ValueStringPointer(),
	}
}

// Pages lists jobs by a request, without those that an endpoint returns although
// they are not of the resource that was asked for.
func Pages(api awsbackup.API, in *backup.ListBackupJobsInput) job.Page[awsbackup.Job] {
	return func(ctx context.Context, size int32, token *string) ([]*awsbackup.Job, *string, error) {
		request := *in
		request.MaxResults, request.NextToken = &size, token
		page, err := api.ListBackupJobs(ctx, &request)
		if err != nil {
			return nil, nil, err
		}
		jobs := make([]*awsbackup.Job, 0, len(page.BackupJobs))
		for _, item := range page.BackupJobs {
			if !awsbackup.Contradicts(item.ResourceArn, aws.ToString(in.ByResourceArn)) {
				jobs = append(jobs, awsbackup.JobFromListItem(item))
			}
		}
		return jobs, page.NextToken, nil
	}
}
