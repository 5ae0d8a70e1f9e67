// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package restorejob

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

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/durationvalidator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// Schema implements resource.Resource. It has no plan modifiers: ModifyPlan
// decides in one place what a change does.
func (r *Resource) Schema(ctx context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	attributes := requestAttributes()
	maps.Copy(attributes, intentAttributes())
	maps.Copy(attributes, outputAttributes())
	resp.Schema = schema.Schema{
		MarkdownDescription: "Restores a recovery point and waits for the restored resource.\n\n" +
			"**Destroying this resource deletes nothing**: what a restore makes belongs to its own service. The destroy plan names it, so that you can delete it there, or `import` it into `hashicorp/aws` first.\n\n" +
			"The restore runs once, when the resource is created. Another one runs when the recovery point, `metadata` or `triggers` change, never because AWS Backup drops job records after 30 days, and never because the restored resource is gone. AWS Backup cannot stop a restore job.",
		Attributes: attributes,
		Blocks: map[string]schema.Block{
			"timeouts": durationvalidator.ResourceTimeouts(timeouts.Block(ctx, timeouts.Opts{
				Create: true, Update: true,
				CreateDescription: "How long to start the restore and wait for it, as a Go duration such as `\"4h\"`. Default `24h`. When it runs out the job continues and stays in state, and the next apply waits for it again.",
				UpdateDescription: "How long an update may wait for an unfinished job. Default `24h`.",
			})),
		},
	}
}

// argumentDescriptions is what every argument of a request means; the resource
// adds what a change of it does, the action has no changes.
var argumentDescriptions = map[string]string{
	"recovery_point_arn":                    "ARN of the recovery point to restore.",
	"resource_type":                         "Resource type to restore, such as `EBS` or `Redshift Serverless`. Default: the type of the recovery point.",
	"metadata":                              "What the restore needs to know, by resource type: names, network, keys. All values are strings; lists and objects are JSON (`jsonencode`). AWS Backup ignores the case of keys, and `null` leaves a key out. The guide *Restores* lists the keys for each type, and `data.awsbackup_restore_metadata` suggests values from the time of the backup.",
	"iam_role_arn":                          "ARN of the IAM role that AWS Backup assumes to restore. It needs `AWSBackupServiceRolePolicyForRestores`; for S3 `AWSBackupServiceRolePolicyForS3Restore`.",
	"copy_source_tags_to_restored_resource": "Whether the restored resource gets the tags of the source. DynamoDB, S3, SAP HANA, Timestream and virtual machines do not support it.",
	"allow_overwrite":                       "Must be `true` for restores that overwrite their target: Redshift Serverless and SAP HANA.",
}

func requestAttributes() map[string]schema.Attribute {
	const anew = " Changing it starts another restore."
	d := argumentDescriptions
	return map[string]schema.Attribute{
		"recovery_point_arn": schema.StringAttribute{Required: true, MarkdownDescription: d["recovery_point_arn"] + anew},
		"resource_type": schema.StringAttribute{
			Optional: true, Computed: true, Validators: []validator.String{stringvalidator.LengthAtLeast(1)},
			MarkdownDescription: d["resource_type"] + anew,
		},
		"metadata": schema.MapAttribute{
			Optional: true, Computed: true, Sensitive: true, ElementType: tftypes.StringType,
			MarkdownDescription: d["metadata"] + anew + " Required, except in the configuration of a restore that is imported: Terraform generates `null` there, because `metadata` is sensitive.",
		},
		"iam_role_arn": schema.StringAttribute{
			Optional:            true,
			MarkdownDescription: d["iam_role_arn"] + " A change is kept for the next restore and starts none.",
		},
		"copy_source_tags_to_restored_resource": schema.BoolAttribute{
			Optional:            true,
			MarkdownDescription: d["copy_source_tags_to_restored_resource"] + anew,
		},
		"allow_overwrite": schema.BoolAttribute{Optional: true, MarkdownDescription: d["allow_overwrite"]},
		"idempotency_token": schema.StringAttribute{
			Optional: true, Computed: true,
			MarkdownDescription: "Token that makes repeated requests one restore. Leave it out: the provider derives one that resumes a job in flight after an apply that was cut off; after an hour such a job is looked for among the running restores. A token of your own is sent as it is." + anew,
		},
	}
}

func intentAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"id": schema.StringAttribute{Computed: true, MarkdownDescription: "ID of the restore job."},
		"triggers": schema.MapAttribute{
			Optional: true, ElementType: tftypes.StringType,
			MarkdownDescription: "Arbitrary values; any change starts another restore. A null value is ignored.",
		},
		"wait_for": schema.StringAttribute{
			Optional: true, Computed: true,
			Default:             stringdefault.StaticString(job.WaitForCompleted),
			Validators:          job.WaitForValidators(),
			MarkdownDescription: "Job state to wait for: `completed` (default), `running`, or `created`. `created_resource_arn` is known once the job has completed.",
		},
		"on_issues": schema.StringAttribute{
			Optional: true, Computed: true,
			Default:             stringdefault.StaticString(job.OnIssuesWarn),
			Validators:          job.OnIssuesValidators(),
			MarkdownDescription: "What a job that completed with a message is, because objects were skipped or failed (S3, EKS): `warn` (default) or `error`.",
		},
		"region": schema.StringAttribute{
			Optional: true, Computed: true,
			Validators:          providerdata.RegionValidators(),
			MarkdownDescription: "Region of the recovery point and of the restore. Default: the provider's region at the time of creation; it stays when the provider's changes. Changing it starts another restore.",
		},
	}
}

// outputDescriptions is what every computed value means; the resource and the
// data sources share it.
var outputDescriptions = map[string]string{
	"account_id":                "AWS account of the job.",
	"status":                    "Status of the job: `PENDING`, `RUNNING`, `COMPLETED`, `FAILED` or `ABORTED`.",
	"status_message":            "AWS's message about the job. On a completed job it reports what was not restored.",
	"created_resource_arn":      "ARN of the restored resource, once the job has completed.",
	"created_resource_id":       "Last part of `created_resource_arn`: the ID or name that most services and import IDs use.",
	"source_resource_arn":       "ARN of the resource that was backed up.",
	"backup_size_in_bytes":      "Size of the restored backup in bytes. What it counts depends on the resource type.",
	"validation_status":         "Result of a validation that was reported with PutRestoreValidationResult: `VALIDATING`, `SUCCESSFUL`, `FAILED` or `TIMED_OUT`.",
	"validation_status_message": "Message of the validation.",
	"creation_date":             "When the job was created.",
	"completion_date":           "When the job ended.",
	"job":                       "The rest of the job's record.",

	"percent_done":                     "Estimated progress in percent.",
	"expected_completion_time_minutes": "Minutes that AWS Backup expects the restore to take.",
	"backup_vault_arn":                 "ARN of the vault of the recovery point.",
	"recovery_point_creation_date":     "When the recovery point was created.",
	"is_parent":                        "Whether the job has nested restore jobs (EKS).",
	"parent_job_id":                    "ID of the parent job.",
	"restore_testing_plan_arn":         "ARN of the restore testing plan that started the job; null for one that was started on demand.",
}

func outputAttributes() map[string]schema.Attribute {
	text := func(name string) schema.Attribute {
		return schema.StringAttribute{Computed: true, MarkdownDescription: outputDescriptions[name]}
	}
	date := func(name string) schema.Attribute {
		return schema.StringAttribute{Computed: true, CustomType: apivalue.RFC3339Type, MarkdownDescription: outputDescriptions[name] + " RFC 3339."}
	}
	number := func(name string) schema.Attribute {
		return schema.Int64Attribute{Computed: true, MarkdownDescription: outputDescriptions[name]}
	}
	attributes := map[string]schema.Attribute{
		"backup_size_in_bytes": number("backup_size_in_bytes"),
		"creation_date":        date("creation_date"),
		"completion_date":      date("completion_date"),
		"job": schema.SingleNestedAttribute{
			Computed: true, MarkdownDescription: outputDescriptions["job"],
			Attributes: map[string]schema.Attribute{
				"percent_done":                     schema.Float64Attribute{Computed: true, MarkdownDescription: outputDescriptions["percent_done"]},
				"expected_completion_time_minutes": number("expected_completion_time_minutes"),
				"backup_vault_arn":                 text("backup_vault_arn"),
				"recovery_point_creation_date":     date("recovery_point_creation_date"),
				"is_parent":                        schema.BoolAttribute{Computed: true, MarkdownDescription: outputDescriptions["is_parent"]},
				"parent_job_id":                    text("parent_job_id"),
				"restore_testing_plan_arn":         text("restore_testing_plan_arn"),
			},
		},
	}
	for _, name := range []string{
		"account_id", "status", "status_message", "created_resource_arn", "created_resource_id", "source_resource_arn",
		"validation_status", "validation_status_message",
	} {
		attributes[name] = text(name)
	}
	return attributes
}

// IdentitySchema implements resource.ResourceWithIdentity.
func (r *Resource) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	resp.IdentitySchema = identityschema.Schema{
		Attributes: map[string]identityschema.Attribute{
			"account_id":     identityschema.StringAttribute{OptionalForImport: true, Description: "AWS account of the job. Default: the provider's."},
			"region":         identityschema.StringAttribute{OptionalForImport: true, Description: "Region of the job. Default: the provider's."},
			"restore_job_id": identityschema.StringAttribute{RequiredForImport: true, Description: "ID of the restore job."},
		},
	}
}
