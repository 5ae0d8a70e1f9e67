// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package restorejob

import (
	"context"
	"fmt"
	"maps"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// request is one restore to start, as package job takes it. Its token is the
// caller's to set.
func request(ctx context.Context, region *providerdata.Region, in *backup.StartRestoreJobInput) job.Request[awsbackup.RestoreJob] {
	return job.Request[awsbackup.RestoreJob]{
		Send: func(ctx context.Context, token string, options ...func(*backup.Options)) (job.Sent, error) {
			sent := *in
			sent.IdempotencyToken = &token
			reply, err := region.API.StartRestoreJob(ctx, &sent, options...)
			if err != nil {
				return job.Sent{}, err
			}
			return job.Sent{JobID: aws.ToString(reply.RestoreJobId), Metadata: reply.ResultMetadata}, nil
		},
		Mismatch:    func(j *awsbackup.RestoreJob) error { return mismatch(ctx, region.API, j, in) },
		KeepExpired: true,
		Repeats:     func(j *awsbackup.RestoreJob, now time.Time) error { return repeats(region.Name, j, now) },
		// What a restore has made is another service's, which is not asked.
		ResultGone: func(context.Context, *awsbackup.RestoreJob) string { return "" },
	}
}

// mismatch is an error if the job does not do what the request asks, as far as
// AWS shows it. Where its metadata cannot be read, the rest must do.
func mismatch(ctx context.Context, api awsbackup.API, j *awsbackup.RestoreJob, in *backup.StartRestoreJobInput) error {
	e := &job.TokenMismatchError{
		JobID: aws.ToString(j.RestoreJobId), Noun: kind.Noun,
		Does:  "restores " + does(j.RecoveryPointArn, j.IamRoleArn),
		Asked: does(in.RecoveryPointArn, in.IamRoleArn),
	}
	if !sameRequest(j, in) {
		return e
	}
	// Metadata that cannot be read is a doubt, which does not count as a mismatch.
	sent, err := api.GetRestoreJobMetadata(ctx, &backup.GetRestoreJobMetadataInput{RestoreJobId: j.RestoreJobId})
	if err != nil {
		return nil //nolint:nilerr // see above
	}
	if maps.Equal(sent.Metadata, in.Metadata) {
		return nil
	}
	e.Does += " and other metadata"
	e.Asked += " and the metadata of this configuration"
	return e
}

func does(point, role *string) string {
	return fmt.Sprintf("%s with role %s", aws.ToString(point), aws.ToString(role))
}

// sameRequest compares what a job's record shows of its request. Jobs of a parent
// or of a restore testing plan are of no request.
func sameRequest(j *awsbackup.RestoreJob, in *backup.StartRestoreJobInput) bool {
	return aws.ToString(j.ParentJobId) == "" && (j.CreatedBy == nil || j.CreatedBy.RestoreTestingPlanArn == nil) &&
		!awsbackup.Contradicts(j.RecoveryPointArn, aws.ToString(in.RecoveryPointArn)) &&
		!awsbackup.Contradicts(j.IamRoleArn, aws.ToString(in.IamRoleArn)) &&
		!awsbackup.Contradicts(j.ResourceType, aws.ToString(in.ResourceType))
}
