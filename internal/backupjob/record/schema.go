// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package record

import (
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
)

// OutputDescriptions is what every computed value means; the resource and the
// data sources share it.
var OutputDescriptions = map[string]string{
	"account_id":            "AWS account of the job.",
	"state":                 "State of the job: `CREATED`, `PENDING`, `RUNNING`, `ABORTING`, `ABORTED`, `COMPLETED`, `FAILED`, `EXPIRED` or `PARTIAL`.",
	"status_message":        "AWS's message about the job.",
	"message_category":      "Category of the message; on a completed job anything but `SUCCESS` means that it completed with issues.",
	"recovery_point_arn":    "ARN of the recovery point: what restores start from.",
	"recovery_point_status": "Status of the recovery point; `DELETED` once its retention has ended and AWS has deleted it.",
	"logically_air_gapped_recovery_point_arn": "ARN of the lasting recovery point in the logically air-gapped vault.",
	"backup_vault_arn":                        "ARN of the vault that holds the recovery point.",
	"backup_size_in_bytes":                    "Size of the backup in bytes. What it counts depends on the resource type.",
	"resource_type":                           "Type of the resource, such as `EBS`.",
	"calculated_lifecycle":                    "When AWS moves the recovery point to cold storage and deletes it, as calculated by AWS; null for never.",
	"creation_date":                           "When the job was created (RFC 3339).",
	"completion_date":                         "When the job ended (RFC 3339).",
	"job": "The rest of the job record, by the names of the API: progress (`percent_done`, `bytes_transferred`, which stays 0 for snapshot types), " +
		"the resource (`resource_name`), the kind of backup (`backup_type`, which is `WindowsVSS` where VSS was used), encryption (`is_encrypted`, `encryption_key_arn`), " +
		"the vault (`vault_type`, `vault_lock_state`), composite backups of CloudFormation and EKS (`is_parent`, `parent_job_id`, `number_of_child_jobs`, `child_jobs_in_state`), " +
		"`delete_after_event` (`DELETE_AFTER_COPY` where the recovery point is temporary and goes away after the copy to an air-gapped vault), " +
		"and times (RFC 3339): `initiation_date`, `start_by` (the job expires if it has not started by then), `expected_completion_date`.",
}

// OutputAttributes is the schema of Outputs, all of it computed.
func OutputAttributes() map[string]schema.Attribute {
	d := OutputDescriptions
	attributes := map[string]schema.Attribute{
		"backup_size_in_bytes": schema.Int64Attribute{Computed: true, MarkdownDescription: d["backup_size_in_bytes"]},
		"creation_date":        schema.StringAttribute{Computed: true, CustomType: apivalue.RFC3339Type, MarkdownDescription: d["creation_date"]},
		"completion_date":      schema.StringAttribute{Computed: true, CustomType: apivalue.RFC3339Type, MarkdownDescription: d["completion_date"]},
		"job":                  schema.ObjectAttribute{Computed: true, AttributeTypes: JobTypes, MarkdownDescription: d["job"]},
		"calculated_lifecycle": schema.SingleNestedAttribute{
			Computed:            true,
			MarkdownDescription: d["calculated_lifecycle"],
			Attributes: map[string]schema.Attribute{
				"move_to_cold_storage_at": schema.StringAttribute{Computed: true, CustomType: apivalue.RFC3339Type, MarkdownDescription: "When it moves to cold storage."},
				"delete_at":               schema.StringAttribute{Computed: true, CustomType: apivalue.RFC3339Type, MarkdownDescription: "When it is deleted."},
			},
		},
	}
	for name, description := range d {
		if _, done := attributes[name]; !done {
			attributes[name] = schema.StringAttribute{Computed: true, MarkdownDescription: description}
		}
	}
	return attributes
}
