// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"context"
	"iter"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/arnvalidator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
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

// filterArgument is one argument of a filter, for the schemas that offer it.
type filterArgument struct {
	name, description string
	date              bool
	validators        []validator.String
}

// filterArguments are all arguments of a filter. An empty string never means
// "no filter": it would ask for everything.
func filterArguments() []filterArgument {
	states := make([]string, 0, len(awsbackup.States()))
	for _, state := range awsbackup.States() {
		states = append(states, string(state))
	}
	notEmpty := []validator.String{stringvalidator.LengthAtLeast(1)}
	return []filterArgument{
		{name: "backup_vault_name", description: "Only jobs that back up to the vault of this name.", validators: notEmpty},
		{name: "resource_arn", description: "Only jobs of the resource with this ARN.", validators: []validator.String{arnvalidator.Resource()}},
		{name: "resource_type", description: "Only jobs of this resource type, such as `EBS`, `RDS` or `Storage Gateway`.", validators: notEmpty},
		{name: "state", description: "Only jobs in this state, such as `COMPLETED`.", validators: []validator.String{stringvalidator.OneOf(states...)}},
		{name: "message_category", description: "Only jobs of this message category, such as `SUCCESS`, `AccessDenied` or `InvalidParameters`.", validators: notEmpty},
		{name: "created_after", description: "Only jobs created after this time (RFC 3339), for example `timeadd(plantimestamp(), \"-24h\")`.", date: true},
		{name: "created_before", description: "Only jobs created before this time (RFC 3339).", date: true},
		{name: "complete_after", description: "Only jobs that ended after this time (RFC 3339).", date: true},
		{name: "complete_before", description: "Only jobs that ended before this time (RFC 3339).", date: true},
		{name: "account_id", description: "Only jobs of this account. From the management account or the delegated administrator of an organization, any of its accounts, or `*` for all.", validators: notEmpty},
		{name: "parent_job_id", description: "Only the child jobs of this job.", validators: notEmpty},
	}
}

// ToAPI is the request, without a page size.
func (f Filter) ToAPI() *backup.ListBackupJobsInput {
	return &backup.ListBackupJobsInput{
		ByBackupVaultName: f.BackupVaultName.ValueStringPointer(),
		ByResourceArn:     f.ResourceARN.ValueStringPointer(),
		ByResourceType:    f.ResourceType.ValueStringPointer(),
		ByState:           types.BackupJobState(f.State.ValueString()),
		ByMessageCategory: f.MessageCategory.ValueStringPointer(),
		ByCreatedAfter:    timePointer(f.CreatedAfter),
		ByCreatedBefore:   timePointer(f.CreatedBefore),
		ByCompleteAfter:   timePointer(f.CompleteAfter),
		ByCompleteBefore:  timePointer(f.CompleteBefore),
		ByAccountId:       f.AccountID.ValueStringPointer(),
		ByParentJobId:     f.ParentJobID.ValueStringPointer(),
	}
}

func timePointer(v timetypes.RFC3339) *time.Time {
	t := apivalue.Time(v)
	if t.IsZero() {
		return nil
	}
	return &t
}

// listedAtOnce is the most that AWS lists in a page.
const listedAtOnce = 1000

// listJobs yields the jobs that AWS lists, a page at a time and no page before
// it is needed. It ends with the first error.
func listJobs(ctx context.Context, api awsbackup.API, in *backup.ListBackupJobsInput, pageSize int32) iter.Seq2[*awsbackup.Job, error] {
	return func(yield func(*awsbackup.Job, error) bool) {
		in.MaxResults = aws.Int32(min(max(pageSize, 1), listedAtOnce))
		pages := backup.NewListBackupJobsPaginator(api, in, func(o *backup.ListBackupJobsPaginatorOptions) { o.StopOnDuplicateToken = true })
		for pages.HasMorePages() {
			page, err := pages.NextPage(ctx)
			if err != nil {
				yield(nil, err)
				return
			}
			for _, item := range page.BackupJobs {
				if awsbackup.Contradicts(item.ResourceArn, aws.ToString(in.ByResourceArn)) {
					continue
				}
				if !yield(awsbackup.JobFromListItem(item), nil) {
					return
				}
			}
		}
	}
}
