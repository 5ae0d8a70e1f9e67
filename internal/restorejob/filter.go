// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package restorejob

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
)

// Filter is what ListRestoreJobs filters by, for the list resource and the data
// source alike. Filters are exact and all have to match.
type Filter struct {
	ResourceType          tftypes.String    `tfsdk:"resource_type"`
	Status                tftypes.String    `tfsdk:"status"`
	CreatedAfter          timetypes.RFC3339 `tfsdk:"created_after"`
	CreatedBefore         timetypes.RFC3339 `tfsdk:"created_before"`
	CompleteAfter         timetypes.RFC3339 `tfsdk:"complete_after"`
	CompleteBefore        timetypes.RFC3339 `tfsdk:"complete_before"`
	AccountID             tftypes.String    `tfsdk:"account_id"`
	ParentJobID           tftypes.String    `tfsdk:"parent_job_id"`
	RestoreTestingPlanARN tftypes.String    `tfsdk:"restore_testing_plan_arn"`
}

// filterArguments are all arguments of a filter.
func filterArguments() []job.FilterArgument {
	notEmpty := []validator.String{stringvalidator.LengthAtLeast(1)}
	return append(job.CommonFilters(),
		job.FilterArgument{Name: "resource_type", Description: "Only restores of this resource type, such as `EBS`, `RDS` or `Storage Gateway`.", Validators: notEmpty},
		job.FilterArgument{Name: "status", Description: "Only jobs in this status, such as `COMPLETED`.", Validators: []validator.String{stringvalidator.OneOf(awsbackup.RestoreJobs.KnownStates()...)}},
		job.FilterArgument{Name: "parent_job_id", Description: "Only the nested jobs of this job.", Validators: notEmpty},
		job.FilterArgument{Name: "restore_testing_plan_arn", Description: "Only jobs that the restore testing plan with this ARN started.", Validators: notEmpty},
	)
}

// ToAPI is the request, without a page size.
func (f Filter) ToAPI() *backup.ListRestoreJobsInput {
	return &backup.ListRestoreJobsInput{
		ByResourceType:          f.ResourceType.ValueStringPointer(),
		ByStatus:                types.RestoreJobStatus(f.Status.ValueString()),
		ByCreatedAfter:          job.DateFilter(f.CreatedAfter),
		ByCreatedBefore:         job.DateFilter(f.CreatedBefore),
		ByCompleteAfter:         job.DateFilter(f.CompleteAfter),
		ByCompleteBefore:        job.DateFilter(f.CompleteBefore),
		ByAccountId:             f.AccountID.ValueStringPointer(),
		ByParentJobId:           f.ParentJobID.ValueStringPointer(),
		ByRestoreTestingPlanArn: f.RestoreTestingPlanARN.ValueStringPointer(),
	}
}

// pages lists jobs by a request. clock, if not nil, is called with AWS's clock
// before the jobs of a page are returned.
func pages(api awsbackup.API, in *backup.ListRestoreJobsInput, clock func(time.Time)) job.Page[awsbackup.RestoreJob] {
	return func(ctx context.Context, size int32, token *string) ([]*awsbackup.RestoreJob, *string, error) {
		request := *in
		request.MaxResults, request.NextToken = &size, token
		page, err := api.ListRestoreJobs(ctx, &request)
		if err != nil {
			return nil, nil, err
		}
		if now, ok := awsbackup.ServerTime(page.ResultMetadata); ok && clock != nil {
			clock(now)
		}
		jobs := make([]*awsbackup.RestoreJob, len(page.RestoreJobs))
		for i, item := range page.RestoreJobs {
			jobs[i] = awsbackup.RestoreJobFromListItem(item)
		}
		return jobs, page.NextToken, nil
	}
}
