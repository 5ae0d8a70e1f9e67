// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"context"
	"maps"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringdefault"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/backupjob/record"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/durationvalidator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// Schema implements resource.Resource.
//
// It has no plan modifiers: what a change costs depends on the job (finished or
// not, imported or not), so ModifyPlan decides it in one place.
func (r *Resource) Schema(ctx context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	attributes := requestAttributes()
	maps.Copy(attributes, intentAttributes())
	maps.Copy(attributes, record.OutputAttributes())
	resp.Schema = schema.Schema{
		MarkdownDescription: "Takes an on-demand backup of one resource with AWS Backup, waits for it, and keeps its state current after AWS has removed the record of the job.\n\n" +
			"The backup is started once, when the resource is created. A new backup is taken when the source, the vault, the options or `triggers` change, never because AWS deletes job records after 30 days, and never because retention, tags or the settings of the wait change: those change in place. Destroying the resource keeps the backup unless `on_destroy` says otherwise.",
		Attributes: attributes,
		Blocks: map[string]schema.Block{
			"timeouts": durationvalidator.ResourceTimeouts(timeouts.Block(ctx, timeouts.Opts{
				Create: true, Update: true, Delete: true,
				CreateDescription: "How long to start the backup and wait for it, as a Go duration such as `\"4h\"`. Default `24h`. The first backup of a large S3 bucket can take longer than that: AWS documents 31 to 180 hours. After the timeout the job continues and stays in state, and the next apply resumes the wait.",
				UpdateDescription: "How long an update may wait for an unfinished job. Default `24h`.",
				DeleteDescription: "How long to wait until a stopped job has ended and a deleted recovery point is gone. Default `1h`.",
			})),
		},
	}
}

// ArgumentDescriptions is what every argument of a request means; the resource
// adds what a change of it does, the action has no changes.
var ArgumentDescriptions = map[string]string{
	"backup_vault_name":                         "Name of the vault that receives the recovery point: 2 to 50 letters, digits, `-` or `_`.",
	"resource_arn":                              "ARN of the resource to back up. An S3 bucket needs versioning.",
	"iam_role_arn":                              "ARN of the IAM role that AWS Backup assumes to take the backup.",
	"recovery_point_lifecycle":                  "When the recovery point moves to cold storage and when it is deleted. Without it the recovery point is kept indefinitely.",
	"backup_options":                            "Options of the resource type, each `enabled` or `disabled`: `WindowsVSS` for EC2; `BackupACLs` and `BackupObjectTags` for S3.",
	"start_window_minutes":                      "Minutes within which the job must start or expire, 60 to 52560000. AWS's default is 480 (8 hours).",
	"complete_window_minutes":                   "Minutes within which the job must complete, counted from its creation and not from its start, 60 to 52560000.",
	"index":                                     "`ENABLED` to make the recovery point searchable (EBS and S3), or `DISABLED`. For EBS the role needs the policy `AWSBackupServiceRolePolicyForIndexing`.",
	"logically_air_gapped_backup_vault_arn":     "ARN of a logically air-gapped vault of the same account and Region that receives the lasting recovery point. `backup_vault_name` then holds temporary points and those of types that the air-gapped vault does not support. Unencrypted Aurora, DocumentDB and Neptune clusters cannot be stored in an air-gapped vault.",
	"tags":                                      "Tags of the recovery point, together with the provider's `default_tags`.",
	"move_to_cold_storage_after_days":           "Days after creation until the recovery point moves to cold storage; -1 is never. AWS ignores it for resource types without cold storage.",
	"delete_after_days":                         "Days after creation until the recovery point is deleted, 1 to 36500; -1 is never. At least 90 days more than `move_to_cold_storage_after_days`.",
	"opt_in_to_archive_for_supported_resources": "Whether recovery points of types that need it (EBS) move to the archive tier according to this lifecycle.",
}

func requestAttributes() map[string]schema.Attribute {
	d := ArgumentDescriptions
	return map[string]schema.Attribute{
		"backup_vault_name": schema.StringAttribute{
			Required:            true,
			MarkdownDescription: d["backup_vault_name"] + " Changing it takes a new backup.",
		},
		"resource_arn": schema.StringAttribute{
			Required:            true,
			MarkdownDescription: d["resource_arn"] + " Changing it takes a new backup.",
		},
		"iam_role_arn": schema.StringAttribute{
			Required:            true,
			MarkdownDescription: d["iam_role_arn"] + " A change is kept for the next backup and takes none.",
		},
		"recovery_point_lifecycle": schema.SingleNestedAttribute{
			Optional:            true,
			MarkdownDescription: d["recovery_point_lifecycle"] + " Changes in place.",
			Attributes: map[string]schema.Attribute{
				"move_to_cold_storage_after_days": schema.Int64Attribute{
					Optional:            true,
					MarkdownDescription: d["move_to_cold_storage_after_days"],
				},
				"delete_after_days": schema.Int64Attribute{
					Optional:            true,
					MarkdownDescription: d["delete_after_days"],
				},
				"opt_in_to_archive_for_supported_resources": schema.BoolAttribute{
					Optional:            true,
					MarkdownDescription: d["opt_in_to_archive_for_supported_resources"],
				},
			},
		},
		"backup_options": schema.MapAttribute{
			Optional:            true,
			ElementType:         tftypes.StringType,
			MarkdownDescription: d["backup_options"] + " Changing them takes a new backup.",
		},
		"start_window_minutes": schema.Int64Attribute{
			Optional:            true,
			MarkdownDescription: d["start_window_minutes"] + " A change is kept for the next backup.",
		},
		"complete_window_minutes": schema.Int64Attribute{
			Optional:            true,
			MarkdownDescription: d["complete_window_minutes"] + " A change is kept for the next backup.",
		},
		"index": schema.StringAttribute{
			Optional:            true,
			MarkdownDescription: d["index"] + " Changes in place.",
		},
		"logically_air_gapped_backup_vault_arn": schema.StringAttribute{
			Optional:            true,
			MarkdownDescription: d["logically_air_gapped_backup_vault_arn"] + " Changing it takes a new backup.",
		},
		"tags": schema.MapAttribute{
			Optional:            true,
			ElementType:         tftypes.StringType,
			MarkdownDescription: d["tags"] + " AWS adds the tags of the source; those are not shown here. Changes in place where AWS Backup can tag the point (its ARN then begins `arn:aws:backup:`); elsewhere a change is kept in state with a warning.",
		},
		"idempotency_token": schema.StringAttribute{
			Optional:            true,
			Computed:            true,
			MarkdownDescription: "Token that makes repeated requests one backup. Leave it out: the provider derives one that resumes a job in flight after an interrupted apply, while AWS remembers the token, and never returns a finished backup as a new one. A token of your own is sent as it is. Changing it takes a new backup.",
		},
	}
}

func intentAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"id": schema.StringAttribute{
			Computed:            true,
			MarkdownDescription: "ID of the backup job; for a resource imported after the job record expired, the ARN of the recovery point.",
		},
		"tags_all": schema.MapAttribute{
			Computed:            true,
			ElementType:         tftypes.StringType,
			MarkdownDescription: "`tags` together with the provider's `default_tags`, as sent.",
		},
		"triggers": schema.MapAttribute{
			Optional:            true,
			ElementType:         tftypes.StringType,
			MarkdownDescription: "Arbitrary values; any change takes a new backup. For example the version that is about to be deployed. A null value is ignored.",
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
			Validators:          []validator.String{stringvalidator.OneOf(OnDestroyRetain, OnDestroyStop, OnDestroyDelete)},
			MarkdownDescription: "What destroying the resource does: `retain` (default) stops and deletes nothing; `stop` stops an unfinished job; `delete` stops it, deletes the recovery point and waits until it is gone. The value that counts is the one in state, so apply a change of it before destroying.",
		},
		"region": schema.StringAttribute{
			Optional: true, Computed: true,
			Validators:          providerdata.RegionValidators(),
			MarkdownDescription: "Region of the backup. Default: the provider's region at the time of creation; it stays when the provider's changes. Changing it takes a new backup.",
		},
	}
}

// IdentitySchema implements resource.ResourceWithIdentity.
func (r *Resource) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	resp.IdentitySchema = identityschema.Schema{
		Attributes: map[string]identityschema.Attribute{
			"account_id":         identityschema.StringAttribute{OptionalForImport: true, Description: "AWS account of the job. Default: the provider's."},
			"region":             identityschema.StringAttribute{OptionalForImport: true, Description: "Region of the job. Default: the provider's."},
			"backup_job_id":      identityschema.StringAttribute{OptionalForImport: true, Description: "ID of the backup job."},
			"backup_vault_name":  identityschema.StringAttribute{OptionalForImport: true, Description: "Vault of the recovery point, for a job whose record has expired."},
			"recovery_point_arn": identityschema.StringAttribute{OptionalForImport: true, Description: "ARN of the recovery point, for a job whose record has expired."},
		},
	}
}
