// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
)

// outputDescriptions is what every computed value means; the resource and the
// data sources share it.
var outputDescriptions = map[string]string{
	"account_id":            "AWS account of the job.",
	"state":                 "State of the job: `CREATED`, `PENDING`, `RUNNING`, `ABORTING`, `ABORTED`, `COMPLETED`, `FAILED`, `EXPIRED` or `PARTIAL`.",
	"status_message":        "AWS's message about the job.",
	"message_category":      "Category of the message; on a completed job anything but `SUCCESS` means that it completed with issues.",
	"percent_done":          "Estimated progress in percent.",
	"recovery_point_arn":    "ARN of the recovery point: what restores start from.",
	"recovery_point_status": "Status of the recovery point; `DELETED` once it is gone because its time had come.",
	"logically_air_gapped_recovery_point_arn": "ARN of the lasting recovery point in the logically air-gapped vault.",
	"delete_after_event":                      "`DELETE_AFTER_COPY` where the recovery point is temporary and goes away after the copy to an air-gapped vault.",
	"backup_vault_arn":                        "ARN of the vault where the recovery point really is.",
	"backup_size_in_bytes":                    "Size of the backup in bytes. What it counts depends on the resource type.",
	"bytes_transferred":                       "Bytes transferred so far; 0 for snapshot types.",
	"resource_type":                           "Type of the resource, such as `EBS`.",
	"resource_name":                           "Name of the resource.",
	"backup_type":                             "Type of the backup; `WindowsVSS` where VSS really happened.",
	"encryption_key_arn":                      "ARN of the KMS key of the recovery point.",
	"is_encrypted":                            "Whether the recovery point is encrypted.",
	"vault_type":                              "Type of the vault that holds the recovery point.",
	"vault_lock_state":                        "Whether that vault was locked: `LOCKED` or `UNLOCKED`.",
	"is_parent":                               "Whether the job is the parent of a composite backup (CloudFormation, EKS).",
	"parent_job_id":                           "ID of the parent job.",
	"number_of_child_jobs":                    "Number of child jobs of a parent.",
	"child_jobs_in_state":                     "Number of child jobs by state.",
	"calculated_lifecycle":                    "When the recovery point moves and goes, by AWS's calculation; null when never.",
	"creation_date":                           "When the job was created (RFC 3339).",
	"initiation_date":                         "When the job was initiated (RFC 3339).",
	"start_by":                                "When the job must have started, or expires (RFC 3339).",
	"expected_completion_date":                "When AWS expects the job to complete (RFC 3339).",
	"completion_date":                         "When the job ended (RFC 3339).",
}

func outputAttributes() map[string]schema.Attribute {
	d := outputDescriptions
	attributes := map[string]schema.Attribute{
		"percent_done":        schema.Float64Attribute{Computed: true, MarkdownDescription: d["percent_done"]},
		"child_jobs_in_state": schema.MapAttribute{Computed: true, ElementType: tftypes.Int64Type, MarkdownDescription: d["child_jobs_in_state"]},
		"calculated_lifecycle": schema.SingleNestedAttribute{
			Computed:            true,
			MarkdownDescription: d["calculated_lifecycle"],
			Attributes: map[string]schema.Attribute{
				"move_to_cold_storage_at": schema.StringAttribute{Computed: true, CustomType: apivalue.RFC3339Type, MarkdownDescription: "When it moves to cold storage."},
				"delete_at":               schema.StringAttribute{Computed: true, CustomType: apivalue.RFC3339Type, MarkdownDescription: "When it is deleted."},
			},
		},
	}
	for _, name := range []string{"is_encrypted", "is_parent"} {
		attributes[name] = schema.BoolAttribute{Computed: true, MarkdownDescription: d[name]}
	}
	for _, name := range []string{"backup_size_in_bytes", "bytes_transferred", "number_of_child_jobs"} {
		attributes[name] = schema.Int64Attribute{Computed: true, MarkdownDescription: d[name]}
	}
	for _, name := range []string{"creation_date", "initiation_date", "start_by", "expected_completion_date", "completion_date"} {
		attributes[name] = schema.StringAttribute{Computed: true, CustomType: apivalue.RFC3339Type, MarkdownDescription: d[name]}
	}
	for name, description := range d {
		if _, done := attributes[name]; !done {
			attributes[name] = schema.StringAttribute{Computed: true, MarkdownDescription: description}
		}
	}
	return attributes
}
