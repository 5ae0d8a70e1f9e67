// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"context"
	"fmt"
	"strings"
	"sync"

	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/jobwatch"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// CompletedJob is what is kept of one job that has ended. It is all that a
// verdict needs, since AWS forgets the job.
type CompletedJob struct {
	ResourceARN       tftypes.String    `tfsdk:"resource_arn"`
	State             tftypes.String    `tfsdk:"state"`
	StatusMessage     tftypes.String    `tfsdk:"status_message"`
	MessageCategory   tftypes.String    `tfsdk:"message_category"`
	HasIssues         tftypes.Bool      `tfsdk:"has_issues"`
	RecoveryPointARN  tftypes.String    `tfsdk:"recovery_point_arn"`
	BackupSizeInBytes tftypes.Int64     `tfsdk:"backup_size_in_bytes"`
	CompletionDate    timetypes.RFC3339 `tfsdk:"completion_date"`
}

var completedJobType = tftypes.ObjectType{AttrTypes: map[string]attr.Type{
	"resource_arn":         tftypes.StringType,
	"state":                tftypes.StringType,
	"status_message":       tftypes.StringType,
	"message_category":     tftypes.StringType,
	"has_issues":           tftypes.BoolType,
	"recovery_point_arn":   tftypes.StringType,
	"backup_size_in_bytes": tftypes.Int64Type,
	"completion_date":      apivalue.RFC3339Type,
}}

func completedJob(job *awsbackup.Job) CompletedJob {
	return CompletedJob{
		ResourceARN:       apivalue.Text(job.ResourceArn),
		State:             apivalue.Enum(job.State),
		StatusMessage:     apivalue.Text(job.StatusMessage),
		MessageCategory:   apivalue.Text(job.MessageCategory),
		HasIssues:         tftypes.BoolValue(awsdiag.HasIssues(job)),
		RecoveryPointARN:  apivalue.Text(job.RecoveryPointArn),
		BackupSizeInBytes: tftypes.Int64PointerValue(job.BackupSizeInBytes),
		CompletionDate:    apivalue.Date(job.CompletionDate),
	}
}

// completedPoint is the job of which only the recovery point is left.
func completedPoint(point *awsbackup.Point) (CompletedJob, error) {
	job := CompletedJob{
		ResourceARN:       apivalue.Text(point.ResourceArn),
		StatusMessage:     apivalue.Text(point.StatusMessage),
		HasIssues:         tftypes.BoolValue(false),
		RecoveryPointARN:  apivalue.Text(point.RecoveryPointArn),
		BackupSizeInBytes: tftypes.Int64PointerValue(point.BackupSizeInBytes),
		CompletionDate:    apivalue.Date(point.CompletionDate),
	}
	switch point.Status {
	case types.RecoveryPointStatusCompleted, types.RecoveryPointStatusAvailable, types.RecoveryPointStatusStopped:
		job.State = apivalue.Enum(types.BackupJobStateCompleted)
	case types.RecoveryPointStatusPartial:
		job.State = apivalue.Enum(types.BackupJobStatePartial)
	default:
		return job, fmt.Errorf("the recovery point is %s, which is no backup to restore from", point.Status)
	}
	return job, nil
}

// withoutBackup reports a job that left no complete backup.
func (j CompletedJob) withoutBackup() bool {
	return !awsbackup.Succeeded(types.BackupJobState(j.State.ValueString()))
}

// rejected reports a job whose end is an error. What is not known yet may turn
// out to make it one.
func (j CompletedJob) rejected(onIssues tftypes.String) bool {
	return j.withoutBackup() || j.HasIssues.ValueBool() && (onIssues.IsUnknown() || onIssues.ValueString() == OnIssuesError)
}

// line is the job in a verdict.
func (j CompletedJob) line(id string) string {
	resource, message := "an unknown resource", "no message"
	if arn := j.ResourceARN.ValueString(); arn != "" {
		resource = arn
	}
	if said := awsdiag.StatusMessage(&awsbackup.Job{StatusMessage: j.StatusMessage.ValueStringPointer()}); said != "" {
		message = said
	}
	return fmt.Sprintf("%s %s of %s: %s", id, j.State.ValueString(), resource, message)
}

// waitForAll waits for every job at once; the watcher asks for all of them
// together.
func waitForAll(ctx context.Context, region *providerdata.Region, ids []string) (ended map[string]CompletedJob, failed map[string]error) {
	ended, failed = make(map[string]CompletedJob), make(map[string]error)
	var mu sync.Mutex
	var all sync.WaitGroup
	for _, id := range ids {
		all.Go(func() {
			job, err := endOf(ctx, region, id)
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				failed[id] = err
			} else {
				ended[id] = job
			}
		})
	}
	all.Wait()
	return ended, failed
}

// endOf waits for one job. The ID of a resource that was imported by its
// recovery point is that point's ARN: its job ended long ago.
func endOf(ctx context.Context, region *providerdata.Region, id string) (CompletedJob, error) {
	if strings.HasPrefix(id, "arn:") {
		point, err := awsbackup.FindPoint(ctx, region.API, id)
		if err != nil {
			return CompletedJob{}, err
		}
		return completedPoint(point)
	}
	job, err := region.Jobs.Wait(ctx, jobwatch.Request{ID: id, Until: jobwatch.Finished})
	if err != nil {
		return CompletedJob{}, err
	}
	return completedJob(job), nil
}
