// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package restorejob

import (
	"context"
	"maps"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// How old an earlier restore may be for the search. AWS once documented that a
// token is remembered for an hour; within it the token is the better proof. The
// longest restore that AWS documents, from the archive of EBS, takes three days.
const (
	tokenLife     = time.Hour
	longestSearch = 7 * 24 * time.Hour
)

// search finds the restore of a request whose token AWS may have forgotten: one
// of an apply that lost its answer.
type search struct {
	region *providerdata.Region
	in     *backup.StartRestoreJobInput
}

// run finds a job in flight and owns it; nil if there is none.
func (s search) run(ctx context.Context, own func(id string) bool) (*awsbackup.RestoreJob, diag.Diagnostics, error) {
	found, err := s.list(ctx)
	if err != nil {
		d := awsdiag.FromError(awsdiag.Attempt{
			Kind: kind.Name, Doing: "looking for an earlier restore of the same request", Operation: kind.ListOperation, Region: s.region.Name,
			RecoveryPointARN: aws.ToString(s.in.RecoveryPointArn), RoleARN: aws.ToString(s.in.IamRoleArn),
		}, err)
		return nil, diag.Diagnostics{awsdiag.Warning(d)}, ctx.Err()
	}
	// With more than one it is not known which of them is the request's.
	if len(found) == 1 && own(aws.ToString(found[0].RestoreJobId)) {
		return found[0], nil, nil
	}
	return nil, nil, nil
}

// list returns the jobs in flight that were started with the same request, by
// somebody who is not in this process.
func (s search) list(ctx context.Context) ([]*awsbackup.RestoreJob, error) {
	var found []*awsbackup.RestoreJob
	now := time.Now()
	since := now.Add(-longestSearch)
	for _, status := range []types.RestoreJobStatus{types.RestoreJobStatusPending, types.RestoreJobStatusRunning} {
		in := &backup.ListRestoreJobsInput{ByStatus: status, ByCreatedAfter: &since}
		for j, err := range job.Each(ctx, 0, pages(s.region.API, in, func(server time.Time) { now = server })) {
			if err != nil {
				return nil, err
			}
			if now.Sub(aws.ToTime(j.CreationDate)) < tokenLife {
				continue
			}
			id := aws.ToString(j.RestoreJobId)
			if kind.Finished(j) || !sameRequest(j, s.in) || s.region.Owners.Owned(id) || s.region.Owners.Left(id) {
				continue
			}
			sent, err := s.region.API.GetRestoreJobMetadata(ctx, &backup.GetRestoreJobMetadataInput{RestoreJobId: &id})
			if err != nil {
				return nil, err
			}
			if maps.Equal(sent.Metadata, s.in.Metadata) {
				found = append(found, j)
			}
		}
	}
	return found, nil
}
