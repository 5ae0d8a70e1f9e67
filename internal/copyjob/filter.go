// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package copyjob

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

// Filter is what ListCopyJobs filters by, for the list resource and the data
// source alike. Filters are exact and all have to match.
type Filter struct {
	RecoveryPointARN          tftypes.String    `tfsdk:"recovery_point_arn"`
	DestinationBackupVaultARN tftypes.String    `tfsdk:"destination_backup_vault_arn"`
	ResourceARN               tftypes.String    `tfsdk:"resource_arn"`
	ResourceType              tftypes.String    `tfsdk:"resource_type"`
	State                     tftypes.String    `tfsdk:"state"`
	MessageCategory           tftypes.String    `tfsdk:"message_category"`
	CreatedAfter              timetypes.RFC3339 `tfsdk:"created_after"`
	CreatedBefore             timetypes.RFC3339 `tfsdk:"created_before"`
	CompleteAfter             timetypes.RFC3339 `tfsdk:"complete_after"`
	CompleteBefore            timetypes.RFC3339 `tfsdk:"complete_before"`
	AccountID                 tftypes.String    `tfsdk:"account_id"`
	ParentJobID               tftypes.String    `tfsdk:"parent_job_id"`
}

// filterArguments are all arguments of a filter.
func filterArguments() []job.FilterArgument {
	notEmpty := []validator.String{stringvalidator.LengthAtLeast(1)}
	return append(job.CommonFilters(),
		job.FilterArgument{Name: "recovery_point_arn", Description: "Only copies of the recovery point with this ARN.", Validators: []validator.String{arnvalidator.RecoveryPoint()}},
		job.FilterArgument{Name: "destination_backup_vault_arn", Description: "Only copies into the vault with this ARN.", Validators: []validator.String{arnvalidator.Vault()}},
		job.FilterArgument{Name: "resource_arn", Description: "Only jobs of the resource with this ARN.", Validators: []validator.String{arnvalidator.Resource()}},
		job.FilterArgument{Name: "resource_type", Description: "Only jobs of this resource type, such as `EBS`, `RDS` or `Storage Gateway`.", Validators: notEmpty},
		job.FilterArgument{Name: "state", Description: "Only jobs in this state, such as `COMPLETED`.", Validators: []validator.String{stringvalidator.OneOf(awsbackup.CopyJobs.KnownStates()...)}},
		job.FilterArgument{Name: "message_category", Description: "Only jobs of this message category, such as `SUCCESS` or `ACCESS_DENIED`.", Validators: notEmpty},
		job.FilterArgument{Name: "parent_job_id", Description: "Only the child jobs of this job.", Validators: notEmpty},
	)
}

// ToAPI is the request, without a page size.
func (f Filter) ToAPI() *backup.ListCopyJobsInput {
	return &backup.ListCopyJobsInput{
		BySourceRecoveryPointArn: f.RecoveryPointARN.ValueStringPointer(),
		ByDestinationVaultArn:    f.DestinationBackupVaultARN.ValueStringPointer(),
		ByResourceArn:            f.ResourceARN.ValueStringPointer(),
		ByResourceType:           f.ResourceType.ValueStringPointer(),
		ByState:                  types.CopyJobState(f.State.ValueString()),
		ByMessageCategory:        f.MessageCategory.ValueStringPointer(),
		ByCreatedAfter:           job.DateFilter(f.CreatedAfter),
		ByCreatedBefore:          job.DateFilter(f.CreatedBefore),
		ByCompleteAfter:          job.DateFilter(f.CompleteAfter),
		ByCompleteBefore:         job.DateFilter(f.CompleteBefore),
		ByAccountId:              f.AccountID.ValueStringPointer(),
		ByParentJobId:            f.ParentJobID.ValueStringPointer(),
	}
}

// pages lists jobs by a request, without those that an endpoint returns although
// they were not asked for.
func pages(api awsbackup.API, in *backup.ListCopyJobsInput) job.Page[awsbackup.CopyJob] {
	return func(ctx context.Context, size int32, token *string) ([]*awsbackup.CopyJob, *string, error) {
		request := *in
		request.MaxResults, request.NextToken = &size, token
		page, err := api.ListCopyJobs(ctx, &request)
		if err != nil {
			return nil, nil, err
		}
		jobs := make([]*awsbackup.CopyJob, 0, len(page.CopyJobs))
		for _, j := range page.CopyJobs {
			if !awsbackup.Contradicts(j.ResourceArn, aws.ToString(in.ByResourceArn)) && !awsbackup.Contradicts(j.SourceRecoveryPointArn, aws.ToString(in.BySourceRecoveryPointArn)) {
				jobs = append(jobs, &j)
			}
		}
		return jobs, page.NextToken, nil
	}
}
