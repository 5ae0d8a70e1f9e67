// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package copyjob

import (
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/jobcompletion"
)

// NewCompletion makes the awsbackup_copy_job_completion resource.
func NewCompletion() resource.Resource {
	d := outputDescriptions
	return jobcompletion.New(jobcompletion.Of[awsbackup.CopyJob]{
		Kind: kind, TypeName: "_copy_job_completion", Result: "destination_recovery_point_arn",
		NotReadable: "backup:ListCopyJobs and backup:DescribeCopyJob",
		Descriptions: jobcompletion.Descriptions{
			Resource: "Waits until many copy jobs have ended, with a few list calls for all of them, and fails with one report that names every job without a copy.\n\n" +
				"Start the jobs with `wait_for = \"created\"`: then Terraform's `-parallelism` does not hold the copies back, and what depends on them depends on this resource.",
			IDs:       "IDs of the copy jobs to wait for. A job that is added later is waited for in place; a job that has ended is not read again.",
			TotalSize: "Sum of the sizes of the copies, in bytes.",
			Members: map[string]string{
				"resource_arn":                   d["resource_arn"],
				"state":                          d["state"],
				"status_message":                 d["status_message"],
				"message_category":               d["message_category"],
				"has_issues":                     "Whether it completed with issues: its `message_category` is not success.",
				"destination_recovery_point_arn": d["destination_recovery_point_arn"],
				"backup_size_in_bytes":           d["backup_size_in_bytes"],
				"completion_date":                d["completion_date"],
			},
		},
	})
}
