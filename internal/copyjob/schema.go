// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package copyjob

import (
	"context"
	"maps"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringdefault"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/durationvalidator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// Schema implements resource.Resource. It has no plan modifiers: ModifyPlan
// decides what a change costs.
func (r *Resource) Schema(ctx context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	attributes := requestAttributes()
	maps.Copy(attributes, intentAttributes())
	maps.Copy(attributes, outputAttributes())
	resp.Schema = schema.Schema{
		MarkdownDescription: "Copies a recovery point to another vault, Region or account, and waits for the copy.\n\n" +
			"The copy is made once, when the resource is created. A new copy is made when the source, the destination or `triggers` change, never because AWS deletes job records after 30 days or because the copy is gone. " +
			"AWS Backup cannot stop a copy job: after a timeout or an interrupt the job continues, and the next apply resumes the wait. Destroying the resource keeps the copy unless `on_destroy` says otherwise.\n\n" +
			"A copy in another account can be neither read nor deleted with the credentials of the source. State then keeps what the job reported.",
		Attributes: attributes,
		Blocks: map[string]schema.Block{
			"timeouts": durationvalidator.ResourceTimeouts(timeouts.Block(ctx, timeouts.Opts{
				Create: true, Update: true, Delete: true,
				CreateDescription: "How long to start the copy and wait for it, as a Go duration such as `\"4h\"`. Default `24h`. After that the job continues and stays in state, and the next apply resumes the wait.",
				UpdateDescription: "How long an update may wait for an unfinished job. Default `24h`.",
				DeleteDescription: "How long to wait until an unfinished job has ended and its copy is deleted. Default `24h`.",
			})),
		},
	}
}

// argumentDescriptions is what every argument of a request means; the resource
// adds what a change of it does.
var argumentDescriptions = map[string]string{
	"recovery_point_arn":                        "ARN of the recovery point to copy.",
	"source_backup_vault_name":                  "Name of the vault that holds the recovery point.",
	"destination_backup_vault_arn":              "ARN of the vault that receives the copy. Its Region and account decide where the copy goes.",
	"iam_role_arn":                              "ARN of the IAM role that AWS Backup assumes to copy, in the account of the source. It must exist until the job has ended.",
	"recovery_point_lifecycle":                  "When the copy moves to cold storage and when it is deleted. Days count from the creation of the source. A member that is left out, or the whole argument, keeps what the source has: a copy without `delete_after_days` expires with its source.",
	"move_to_cold_storage_after_days":           "Days after the creation of the source until the copy moves to cold storage; -1 is never. AWS ignores it for resource types without cold storage.",
	"delete_after_days":                         "Days after the creation of the source until the copy is deleted, 1 to 36500. At creation, -1 keeps the expiry of the source; in a later change, -1 is never. At least 90 days more than `move_to_cold_storage_after_days`.",
	"opt_in_to_archive_for_supported_resources": "Whether copies of types that need it (EBS) move to the archive tier according to this lifecycle.",
}

func requestAttributes() map[string]schema.Attribute {
	d := argumentDescriptions
	required := func(name, change string) schema.Attribute {
		return schema.StringAttribute{Required: true, MarkdownDescription: d[name] + change}
	}
	return map[string]schema.Attribute{
		"recovery_point_arn":           required("recovery_point_arn", " Changing it makes a new copy."),
		"source_backup_vault_name":     required("source_backup_vault_name", " Changing it makes a new copy."),
		"destination_backup_vault_arn": required("destination_backup_vault_arn", " Changing it makes a new copy."),
		"iam_role_arn":                 required("iam_role_arn", " A change is kept for the next copy and makes none."),
		"recovery_point_lifecycle": schema.SingleNestedAttribute{
			Optional: true, MarkdownDescription: d["recovery_point_lifecycle"] + " Changes in place, unless the copy is in another account.",
			Attributes: map[string]schema.Attribute{
				"move_to_cold_storage_after_days":           schema.Int64Attribute{Optional: true, MarkdownDescription: d["move_to_cold_storage_after_days"]},
				"delete_after_days":                         schema.Int64Attribute{Optional: true, MarkdownDescription: d["delete_after_days"]},
				"opt_in_to_archive_for_supported_resources": schema.BoolAttribute{Optional: true, MarkdownDescription: d["opt_in_to_archive_for_supported_resources"]},
			},
		},
		"idempotency_token": schema.StringAttribute{
			Optional: true, Computed: true,
			MarkdownDescription: "Token that makes repeated requests one copy. Leave it out: the provider derives one that resumes a job in flight after an apply that was cut off, while AWS remembers the token. A token of your own is sent as it is. Changing it makes a new copy.",
		},
	}
}

func intentAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"id": schema.StringAttribute{
			Computed:            true,
			MarkdownDescription: "ID of the copy job; for a resource imported after the job record expired, the ARN of the copy.",
		},
		"triggers": schema.MapAttribute{
			Optional: true, ElementType: tftypes.StringType,
			MarkdownDescription: "Arbitrary values; any change makes a new copy. A null value is ignored.",
		},
		"wait_for": schema.StringAttribute{
			Optional: true, Computed: true,
			Default:             stringdefault.StaticString(job.WaitForCompleted),
			Validators:          job.WaitForValidators(),
			MarkdownDescription: "Job state to wait for: `completed` (default), `running`, or `created`.",
		},
		"on_issues": schema.StringAttribute{
			Optional: true, Computed: true,
			Default:             stringdefault.StaticString(job.OnIssuesWarn),
			Validators:          job.OnIssuesValidators(),
			MarkdownDescription: "What a job that completed with issues (a `message_category` other than success) is: `warn` (default) or `error`.",
		},
		"on_destroy": schema.StringAttribute{
			Optional: true, Computed: true,
			Default:             stringdefault.StaticString(OnDestroyRetain),
			Validators:          []validator.String{stringvalidator.OneOf(OnDestroyRetain, OnDestroyDelete)},
			MarkdownDescription: "What destroying the resource does: `retain` (default) keeps the copy; `delete` waits for the end of an unfinished job, deletes the copy and waits until it is gone. `delete` needs a destination in the provider's own account. The value that counts is the one in state, so apply a change of it before destroying.",
		},
		"region": schema.StringAttribute{
			Optional: true, Computed: true,
			Validators:          providerdata.RegionValidators(),
			MarkdownDescription: "Region of the source, where the job runs. Default: the provider's Region at the time of creation; it stays when the provider's changes. Changing it makes a new copy.",
		},
	}
}

// outputDescriptions is what every computed value means; the resource and the
// data sources share it.
var outputDescriptions = map[string]string{
	"account_id":                        "AWS account of the job, which is that of the source.",
	"state":                             "State of the job: `CREATED`, `RUNNING`, `COMPLETED`, `FAILED` or `PARTIAL`.",
	"status_message":                    "AWS's message about the job.",
	"message_category":                  "Category of the message; on a completed job anything but `SUCCESS` means that it completed with issues.",
	"destination_recovery_point_arn":    "ARN of the copy. AWS Backup reports it once the job has completed.",
	"destination_recovery_point_status": "Status of the copy; `DELETED` once it is gone. Null for a copy in another account.",
	"destination_encryption_key_arn":    "ARN of the KMS key of the copy.",
	"destination_vault_type":            "Type of the destination vault.",
	"backup_size_in_bytes":              "Size of the copy in bytes.",
	"resource_arn":                      "ARN of the resource that was backed up.",
	"resource_type":                     "Type of that resource, such as `EBS`.",
	"calculated_lifecycle":              "When the copy moves and is deleted, by AWS's calculation; null when never, and for a copy in another account.",
	"creation_date":                     "When the job was created (RFC 3339).",
	"completion_date":                   "When the job ended (RFC 3339).",
}

func outputAttributes() map[string]schema.Attribute {
	d := outputDescriptions
	attributes := map[string]schema.Attribute{
		"backup_size_in_bytes": schema.Int64Attribute{Computed: true, MarkdownDescription: d["backup_size_in_bytes"]},
		"calculated_lifecycle": schema.SingleNestedAttribute{
			Computed: true, MarkdownDescription: d["calculated_lifecycle"],
			Attributes: map[string]schema.Attribute{
				"move_to_cold_storage_at": schema.StringAttribute{Computed: true, CustomType: apivalue.RFC3339Type, MarkdownDescription: "When it moves to cold storage."},
				"delete_at":               schema.StringAttribute{Computed: true, CustomType: apivalue.RFC3339Type, MarkdownDescription: "When it is deleted."},
			},
		},
		"job": schema.SingleNestedAttribute{
			Computed: true, MarkdownDescription: "What else the job record shows.",
			Attributes: map[string]schema.Attribute{
				"destination_vault_lock_state": schema.StringAttribute{Computed: true, MarkdownDescription: "Whether the destination vault was locked: `LOCKED` or `UNLOCKED`."},
				"resource_name":                schema.StringAttribute{Computed: true, MarkdownDescription: "Name of the resource."},
				"source_creation_date":         schema.StringAttribute{Computed: true, CustomType: apivalue.RFC3339Type, MarkdownDescription: "When the backup was created that was copied (RFC 3339). The days of the copy's lifecycle count from it. Null for a copy in another account."},
				"is_parent":                    schema.BoolAttribute{Computed: true, MarkdownDescription: "Whether the job is the parent of a composite copy (CloudFormation, EKS)."},
				"parent_job_id":                schema.StringAttribute{Computed: true, MarkdownDescription: "ID of the parent job."},
				"number_of_child_jobs":         schema.Int64Attribute{Computed: true, MarkdownDescription: "Number of child jobs of a parent."},
				"child_jobs_in_state":          schema.MapAttribute{Computed: true, ElementType: tftypes.Int64Type, MarkdownDescription: "Number of child jobs by state."},
			},
		},
	}
	for _, name := range []string{"creation_date", "completion_date"} {
		attributes[name] = schema.StringAttribute{Computed: true, CustomType: apivalue.RFC3339Type, MarkdownDescription: d[name]}
	}
	for name, description := range d {
		if _, done := attributes[name]; !done {
			attributes[name] = schema.StringAttribute{Computed: true, MarkdownDescription: description}
		}
	}
	return attributes
}
