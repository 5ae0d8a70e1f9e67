// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/recoverypoint"
)

// Starter starts backup jobs in one Region.
type Starter struct {
	job.Starter[awsbackup.Job]
	region *providerdata.Region
}

// NewStarter makes the starter of a Region.
func NewStarter(region *providerdata.Region, intervals providerdata.RetryIntervals) Starter {
	return Starter{Starter: job.NewStarter(kind, region, intervals), region: region}
}

// StartRequest is one backup to start.
type StartRequest struct {
	// Input is the request without its token.
	Input *backup.StartBackupJobInput
	// Token is the idempotency token; Explicit says that it is the user's own.
	Token    string
	Explicit bool
}

// Request is the request as package job takes it.
func (s Starter) Request(r StartRequest) job.Request[awsbackup.Job] {
	return job.Request[awsbackup.Job]{
		Token: r.Token, Explicit: r.Explicit, Intent: r.Token,
		Send: func(ctx context.Context, token string, options ...func(*backup.Options)) (job.Sent, error) {
			in := *r.Input
			in.IdempotencyToken = &token
			reply, err := s.region.API.StartBackupJob(ctx, &in, options...)
			if err != nil {
				return job.Sent{}, err
			}
			return job.Sent{JobID: aws.ToString(reply.BackupJobId), CreationDate: reply.CreationDate, Metadata: reply.ResultMetadata}, nil
		},
		Mismatch:   func(j *awsbackup.Job) error { return mismatch(j, r.Input) },
		ResultGone: s.pointGone,
	}
}

// mismatch is an error if the job does not do what the request asks, as far as
// AWS reports it. With an air-gapped target the job names another vault than the
// one asked for.
func mismatch(j *awsbackup.Job, in *backup.StartBackupJobInput) error {
	same := func(reported, asked *string) bool {
		return aws.ToString(reported) == "" || aws.ToString(reported) == aws.ToString(asked)
	}
	if same(j.ResourceArn, in.ResourceArn) && same(j.IamRoleArn, in.IamRoleArn) &&
		(in.LogicallyAirGappedBackupVaultArn != nil || same(j.BackupVaultName, in.BackupVaultName)) {
		return nil
	}
	does := func(resource, vault, role *string) string {
		return fmt.Sprintf("%s to vault %s with role %s", aws.ToString(resource), aws.ToString(vault), aws.ToString(role))
	}
	return &job.TokenMismatchError{
		JobID: aws.ToString(j.BackupJobId), Noun: kind.Noun,
		Does:  "backs up " + does(j.ResourceArn, j.BackupVaultName, j.IamRoleArn),
		Asked: does(in.ResourceArn, in.BackupVaultName, in.IamRoleArn),
	}
}

// pointGone describes the recovery point of a finished job if it is gone, and is
// "" if it is there or in doubt. A temporary point that is gone has a lasting
// copy.
func (s Starter) pointGone(ctx context.Context, j *awsbackup.Job) string {
	ref := recoverypoint.Ref{VaultName: aws.ToString(j.BackupVaultName), ARN: aws.ToString(j.RecoveryPointArn), CreationDate: aws.ToTime(j.CreationDate)}
	if name, ok := catalog.VaultNameFromARN(aws.ToString(j.BackupVaultArn)); ok {
		ref.VaultName = name
	}
	if l := j.RecoveryPointLifecycle; ref.ARN == "" || l != nil && l.DeleteAfterEvent == types.LifecycleDeleteAfterEventDeleteAfterCopy {
		return ""
	}
	points := recoverypoint.Client{API: s.region.API, Points: s.region.Points, Region: s.region.Name, Pace: s.Pace}
	// The credentials have just read the job, so the account is the point's own.
	if found := points.Check(ctx, ref, recoverypoint.Patient); !awsbackup.IsNotFound(found.Err) {
		return ""
	}
	return "recovery point " + ref.ARN
}
