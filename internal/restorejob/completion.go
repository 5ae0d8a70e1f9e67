// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package restorejob

import (
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/jobcompletion"
)

// NewCompletion makes the awsbackup_restore_job_completion resource.
func NewCompletion() resource.Resource {
	d := outputDescriptions
	return jobcompletion.New(jobcompletion.Of[awsbackup.RestoreJob]{
		Kind: kind, TypeName: "_restore_job_completion", Result: "created_resource_arn",
		NotReadable: "backup:ListRestoreJobs and backup:DescribeRestoreJob",
		Descriptions: jobcompletion.Descriptions{
			Resource: "Waits until many restore jobs have ended, with a few list calls for all of them, and fails with one report that names every job without a restored resource.\n\n" +
				"Start the jobs with `wait_for = \"created\"`: then Terraform's `-parallelism` does not hold the restores back, and what depends on them depends on this resource.",
			IDs:       "IDs of the restore jobs to wait for. A job that is added later is waited for in place; a job that has ended is not read again.",
			TotalSize: "Sum of the sizes of the restored backups, in bytes.",
			Members: map[string]string{
				"resource_arn":         d["source_resource_arn"],
				"state":                d["status"],
				"status_message":       d["status_message"],
				"message_category":     "Always null: restore jobs have none.",
				"has_issues":           "Whether it completed with a message, because objects were skipped or failed.",
				"created_resource_arn": d["created_resource_arn"],
				"backup_size_in_bytes": d["backup_size_in_bytes"],
				"completion_date":      d["completion_date"],
			},
		},
	})
}
