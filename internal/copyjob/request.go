// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package copyjob

import (
	"context"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/smithy-go/middleware"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/recoverypoint"
)

// Arguments is what a StartCopyJob request consists of, for the resource and
// the action alike.
type Arguments struct {
	RecoveryPointARN          tftypes.String `tfsdk:"recovery_point_arn"`
	SourceBackupVaultName     tftypes.String `tfsdk:"source_backup_vault_name"`
	DestinationBackupVaultARN tftypes.String `tfsdk:"destination_backup_vault_arn"`
	IAMRoleARN                tftypes.String `tfsdk:"iam_role_arn"`
	Lifecycle                 tftypes.Object `tfsdk:"recovery_point_lifecycle"`
}

// ToAPI is the one mapping from configuration to a request. The idempotency
// token is the caller's to set.
func (a Arguments) ToAPI(ctx context.Context) (*backup.StartCopyJobInput, diag.Diagnostics) {
	lifecycle, diags := recoverypoint.LifecycleFrom(ctx, a.Lifecycle)
	return &backup.StartCopyJobInput{
		RecoveryPointArn:          a.RecoveryPointARN.ValueStringPointer(),
		SourceBackupVaultName:     a.SourceBackupVaultName.ValueStringPointer(),
		DestinationBackupVaultArn: a.DestinationBackupVaultARN.ValueStringPointer(),
		IamRoleArn:                a.IAMRoleARN.ValueStringPointer(),
		Lifecycle:                 lifecycle.ToAPI(),
	}, diags
}

// tokenSource is what a derived token covers: everything that is sent. The
// account is in the role ARN. Field order and names are part of the token's
// version.
type tokenSource struct {
	Version                string            `json:"copy"`
	Scope                  string            `json:"scope,omitempty"`
	Region                 string            `json:"region"`
	SourceVaultName        string            `json:"source_vault"`
	RecoveryPointARN       string            `json:"point"`
	DestinationVaultARN    string            `json:"destination"`
	IAMRoleARN             string            `json:"role"`
	MoveToColdStorageAfter *int64            `json:"cold_after,omitempty"`
	DeleteAfter            *int64            `json:"delete_after,omitempty"`
	OptInToArchive         *bool             `json:"archive,omitempty"`
	Triggers               map[string]string `json:"triggers,omitempty"`
}

// deriveToken is the idempotency token of a request for which the configuration
// gives none.
func deriveToken(in *backup.StartCopyJobInput, region, scope string, triggers map[string]string) string {
	source := tokenSource{
		Version: "1", Scope: scope, Region: region,
		SourceVaultName: aws.ToString(in.SourceBackupVaultName), RecoveryPointARN: aws.ToString(in.RecoveryPointArn),
		DestinationVaultARN: aws.ToString(in.DestinationBackupVaultArn), IAMRoleARN: aws.ToString(in.IamRoleArn), Triggers: triggers,
	}
	if l := in.Lifecycle; l != nil {
		source.MoveToColdStorageAfter, source.DeleteAfter, source.OptInToArchive = l.MoveToColdStorageAfterDays, l.DeleteAfterDays, l.OptInToArchiveForSupportedResources
	}
	return job.DeriveToken(source)
}

// starter starts copy jobs in one Region.
type starter struct {
	job.Starter[awsbackup.CopyJob]

	data *providerdata.Data
	api  awsbackup.API
}

func newStarter(data *providerdata.Data, region *providerdata.Region) starter {
	return starter{Starter: job.NewStarter(kind, region, data.RetryIntervals()), data: data, api: region.API}
}

// request is the request as package job takes it.
func (s starter) request(in *backup.StartCopyJobInput, token string, explicit bool) job.Request[awsbackup.CopyJob] {
	return job.Request[awsbackup.CopyJob]{
		Token: token, Explicit: explicit, Intent: token,
		Send: func(ctx context.Context, token string, options ...func(*backup.Options)) (job.Sent, error) {
			began := time.Now()
			request := *in
			request.IdempotencyToken = &token
			reply, err := s.api.StartCopyJob(ctx, &request, options...)
			if err != nil {
				return s.findLost(ctx, in, began, err)
			}
			return job.Sent{JobID: aws.ToString(reply.CopyJobId), CreationDate: reply.CreationDate, Metadata: reply.ResultMetadata}, nil
		},
		Mismatch:   func(j *awsbackup.CopyJob) error { return mismatch(j, in) },
		ResultGone: s.copyGone,
	}
}

const (
	// clockMargin is how far this machine's clock may be off AWS's where a list
	// is bounded by age. The decision is by AWS's clock.
	clockMargin = 10 * time.Minute
	// ageMargin is how much older than the call a job may look that the call has
	// started: AWS's dates have whole seconds.
	ageMargin = 3 * time.Second
)

// findLost looks for the job of a start whose answer was lost. It is the only
// job of this copy that was created since the call began and that no other
// object has. Where there is none, or more than one, the error stands, and the
// next apply finds the job by its token.
func (s starter) findLost(ctx context.Context, in *backup.StartCopyJobInput, began time.Time, lost error) (job.Sent, error) {
	if ctx.Err() != nil || awsbackup.IsPermanent(lost) || awsbackup.IsThrottling(lost) {
		return job.Sent{}, lost
	}
	jobs, answer, err := s.list(ctx, in, began.Add(-clockMargin))
	now, ok := awsbackup.ServerTime(answer)
	if err != nil || !ok {
		return job.Sent{}, lost
	}
	oldest := now.Add(-time.Since(began) - ageMargin)
	var found []awsbackup.CopyJob
	for _, j := range jobs {
		if mismatch(&j, in) == nil && j.CreationDate != nil && !j.CreationDate.Before(oldest) && startedByCall(&j) && !s.Owners.Owned(aws.ToString(j.CopyJobId)) {
			found = append(found, j)
		}
	}
	if len(found) != 1 {
		return job.Sent{}, lost
	}
	return job.Sent{JobID: aws.ToString(found[0].CopyJobId), CreationDate: found[0].CreationDate, Metadata: answer}, nil
}

// list lists the jobs that copy the same recovery point to the same vault and were
// created after that time. answer is the metadata of the last page.
func (s starter) list(ctx context.Context, in *backup.StartCopyJobInput, after time.Time) (jobs []awsbackup.CopyJob, answer middleware.Metadata, err error) {
	request := &backup.ListCopyJobsInput{BySourceRecoveryPointArn: in.RecoveryPointArn, ByDestinationVaultArn: in.DestinationBackupVaultArn, ByCreatedAfter: &after}
	for page, err := range awsbackup.Pages(ctx, s.api.ListCopyJobs, request) {
		if err != nil {
			return nil, answer, err
		}
		jobs, answer = append(jobs, page.CopyJobs...), page.ResultMetadata
	}
	return jobs, answer, nil
}

// startedByCall reports a job that no plan, backup job or parent has started.
func startedByCall(j *awsbackup.CopyJob) bool {
	return j.CreatedByBackupJobId == nil && aws.ToString(j.ParentJobId) == "" && (j.CreatedBy == nil || aws.ToString(j.CreatedBy.BackupPlanId) == "")
}

// mismatch is an error if the job does not do what the request asks, as far as
// AWS reports it.
func mismatch(j *awsbackup.CopyJob, in *backup.StartCopyJobInput) error {
	if !awsbackup.Contradicts(j.SourceRecoveryPointArn, aws.ToString(in.RecoveryPointArn)) &&
		!awsbackup.Contradicts(j.DestinationBackupVaultArn, aws.ToString(in.DestinationBackupVaultArn)) &&
		!awsbackup.Contradicts(j.IamRoleArn, aws.ToString(in.IamRoleArn)) {
		return nil
	}
	does := func(point, vault, role *string) string {
		return fmt.Sprintf("%s to vault %s with role %s", aws.ToString(point), aws.ToString(vault), aws.ToString(role))
	}
	return &job.TokenMismatchError{
		JobID: aws.ToString(j.CopyJobId), Noun: kind.Noun,
		Does:  "copies " + does(j.SourceRecoveryPointArn, j.DestinationBackupVaultArn, j.IamRoleArn),
		Asked: does(in.RecoveryPointArn, in.DestinationBackupVaultArn, in.IamRoleArn),
	}
}

// copyGone describes the copy of a finished job if it is gone, and is "" if it
// is there or in doubt.
func (s starter) copyGone(ctx context.Context, j *awsbackup.CopyJob) string {
	vault, name, err := catalog.ParseVaultARN(aws.ToString(j.DestinationBackupVaultArn))
	arn := aws.ToString(j.DestinationRecoveryPointArn)
	region, unusable := s.data.Region(vault.Region)
	if err != nil || unusable != nil || arn == "" || vault.AccountID != aws.ToString(j.AccountId) {
		return ""
	}
	points := recoverypoint.NewClient(s.data, region)
	if found := points.Check(ctx, recoverypoint.Ref{VaultName: name, ARN: arn}, recoverypoint.Patient); !awsbackup.IsNotFound(found.Err) {
		return ""
	}
	return "copy " + arn
}
