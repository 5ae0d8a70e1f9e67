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

// repeatAfter is how long after its end a restore may be that of an apply which
// was cut off before it stored the job: as long as an apply waits by default.
const repeatAfter = defaultTimeout

// search finds the restore of a request whose token AWS may have forgotten: that
// of an apply that was cut off before it stored the job.
type search struct {
	region *providerdata.Region
	in     *backup.StartRestoreJobInput
	// distinct says that the configuration has triggers. AWS does not know them,
	// so a job that only looks the same may be of other triggers.
	distinct bool
}

// completedError is a request of which a restore has just completed. Whose it is
// cannot be known: a second one may do damage, and costs.
type completedError struct {
	job    *awsbackup.RestoreJob
	region string
}

func (e *completedError) Error() string {
	return fmt.Sprintf("restore job %s of the same request, created %s, has completed at %s and made %s, so no other was started",
		aws.ToString(e.job.RestoreJobId), job.FormatTime(e.job.CreationDate), job.FormatTime(e.job.CompletionDate), aws.ToString(e.job.CreatedResourceArn))
}

// Explain implements [awsdiag.Explained].
func (e *completedError) Explain() awsdiag.Explanation {
	return awsdiag.Explanation{
		Summary: "Restore Has Just Been Made",
		Cause: "An earlier apply started it and was cut off before it stored the job in state, or it is that of another resource, or of one that was destroyed. " +
			"The provider never repeats a restore by itself.",
		Fix: fmt.Sprintf("To manage that restore, import it: terraform import ADDRESS %s@%s. For another restore, give this resource other triggers.", aws.ToString(e.job.RestoreJobId), e.region),
	}
}

// inFlightError is a request with triggers of which an equal restore is in
// flight. AWS does not know triggers, so whether the two are one cannot be known.
type inFlightError struct {
	job    *awsbackup.RestoreJob
	region string
}

func (e *inFlightError) Error() string {
	return fmt.Sprintf("restore job %s of the same request, created %s, is still %s, so no other was started",
		aws.ToString(e.job.RestoreJobId), job.FormatTime(e.job.CreationDate), e.job.Status)
}

// Explain implements [awsdiag.Explained].
func (e *inFlightError) Explain() awsdiag.Explanation {
	return awsdiag.Explanation{
		Summary: "Equal Restore in Flight",
		Cause: "An earlier apply of this resource started it and was cut off before it stored the job in state, or it is that of another resource with other triggers. " +
			"AWS Backup does not know triggers, so the provider neither takes that job over nor starts a second restore by itself.",
		Fix: fmt.Sprintf("To manage that restore, import it: terraform import ADDRESS %s@%s. For another one, apply again when it has ended, or give this resource an idempotency_token.", aws.ToString(e.job.RestoreJobId), e.region),
	}
}

// repeats is [job.Request.Repeats].
func repeats(region string, j *awsbackup.RestoreJob, now time.Time) error {
	if ended := aws.ToTime(j.CompletionDate); now.Sub(ended) > repeatAfter {
		return nil
	}
	return &completedError{job: j, region: region}
}

// run finds a job in flight and owns it; nil if there is none. With triggers a job
// in flight is an error. One that has just completed is an error too, or with
// triggers a warning. So is a failed search: a doubt starts no second restore.
func (s search) run(ctx context.Context, own func(id string) bool) (*awsbackup.RestoreJob, diag.Diagnostics, error) {
	var inFlight, completed []*awsbackup.RestoreJob
	now, err := s.list(ctx, func(j *awsbackup.RestoreJob) {
		if kind.Finished(j) {
			completed = append(completed, j)
		} else {
			inFlight = append(inFlight, j)
		}
	})
	if err != nil {
		return nil, nil, fmt.Errorf("looking for an earlier restore of the same request, so that none is started twice: %w", err)
	}
	if s.distinct && len(inFlight) > 0 {
		return nil, nil, &inFlightError{job: inFlight[0], region: s.region.Name}
	}
	for _, j := range inFlight { // Any of them: they are equal.
		if own(aws.ToString(j.RestoreJobId)) {
			return j, nil, nil
		}
	}
	var warnings diag.Diagnostics
	for _, j := range completed {
		err := repeats(s.region.Name, j, now)
		if err != nil && !s.distinct {
			return nil, nil, err
		}
		if err != nil {
			warnings.AddWarning("Equal Restore Beside Job "+aws.ToString(j.RestoreJobId), job.Sentence(err)+
				". Triggers are not part of a job, so it is not known whether that was another one: this restore is started beside it.")
		}
	}
	return nil, warnings, nil
}

// list passes on the jobs that were started with the same request by another
// process, and that are in flight or have completed. It returns AWS's time.
func (s search) list(ctx context.Context, found func(*awsbackup.RestoreJob)) (now time.Time, err error) {
	now = time.Now()
	since := now.Add(-longestSearch)
	for _, status := range []types.RestoreJobStatus{types.RestoreJobStatusPending, types.RestoreJobStatusRunning, types.RestoreJobStatusCompleted} {
		in := &backup.ListRestoreJobsInput{ByStatus: status, ByCreatedAfter: &since}
		for j, err := range job.Each(ctx, 0, pages(s.region.API, in, func(server time.Time) { now = server })) {
			if err != nil {
				return now, err
			}
			id := aws.ToString(j.RestoreJobId)
			if now.Sub(aws.ToTime(j.CreationDate)) < tokenLife || kind.Finished(j) && now.Sub(aws.ToTime(j.CompletionDate)) > repeatAfter ||
				!sameRequest(j, s.in) || s.region.Owners.Owned(id) || s.region.Owners.Left(id) {
				continue
			}
			sent, err := s.region.API.GetRestoreJobMetadata(ctx, &backup.GetRestoreJobMetadataInput{RestoreJobId: &id})
			if err != nil {
				return now, err
			}
			if maps.Equal(sent.Metadata, s.in.Metadata) {
				found(j)
			}
		}
	}
	return now, nil
}
