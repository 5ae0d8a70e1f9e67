// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"context"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/backupjob/record"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/jobcompletion"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/recoverypoint"
)

// NewCompletion makes the awsbackup_backup_job_completion resource.
func NewCompletion() resource.Resource {
	d := record.OutputDescriptions
	return jobcompletion.New(jobcompletion.Of[awsbackup.Job]{
		Kind: kind, TypeName: "_backup_job_completion", Result: "recovery_point_arn",
		Other:       endedByPoint,
		NotReadable: "backup:ListBackupJobs and backup:DescribeBackupJob (for the ARN of a recovery point: backup:ListBackupVaults and backup:DescribeRecoveryPoint)",
		Descriptions: jobcompletion.Descriptions{
			Resource: "Waits until many backup jobs have ended, with a few list calls for all of them, and fails with one error that names every job without a backup.\n\n" +
				"Start the jobs with `wait_for = \"created\"`: then Terraform's `-parallelism` does not hold a thousand backups back, and what depends on the backups depends on this resource.",
			IDs:       "IDs of the backup jobs to wait for. The `id` of a resource that was imported by its recovery point works too. A job that is added later is waited for in place; a job that has ended is not read again.",
			TotalSize: "Sum of the sizes of the jobs that have ended, in bytes. What a size counts depends on the resource type.",
			Members: map[string]string{
				"resource_arn":         "ARN of the resource that was backed up.",
				"state":                d["state"],
				"status_message":       d["status_message"],
				"message_category":     d["message_category"],
				"has_issues":           "Whether it completed with issues: its `message_category` is not success, or VSS was asked for and did not happen.",
				"recovery_point_arn":   d["recovery_point_arn"],
				"backup_size_in_bytes": d["backup_size_in_bytes"],
				"completion_date":      d["completion_date"],
			},
		},
	})
}

// endedByPoint is the end of a job by the ARN of its recovery point: the ID of a
// resource that was imported by it. Its job ended long ago.
func endedByPoint(ctx context.Context, region *providerdata.Region, id string) (ended jobcompletion.Ended, ok bool, err error) {
	if !strings.HasPrefix(id, "arn:") {
		return ended, false, nil
	}
	point, err := awsbackup.FindPoint(ctx, region.API, id)
	if err != nil {
		return ended, true, err
	}
	ended = jobcompletion.Ended{
		ResourceARN:    apivalue.Text(point.ResourceArn),
		StatusMessage:  apivalue.Text(point.StatusMessage),
		ResultARN:      apivalue.Text(point.RecoveryPointArn),
		SizeInBytes:    tftypes.Int64PointerValue(point.BackupSizeInBytes),
		CompletionDate: apivalue.Date(point.CompletionDate),
	}
	state, made := recoverypoint.Outcome(point.Status)
	if !made || point.Status == types.RecoveryPointStatusExpired {
		return ended, true, fmt.Errorf("the recovery point is %s, which is no backup to restore from", point.Status)
	}
	ended.State, ended.Succeeded = tftypes.StringValue(state), state == string(types.BackupJobStateCompleted)
	return ended, true, nil
}
