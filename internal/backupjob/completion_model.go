// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringdefault"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/durationvalidator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// CompletionModel is the awsbackup_backup_job_completion resource.
type CompletionModel struct {
	BackupJobIDs           types.Set      `tfsdk:"backup_job_ids"`
	OnIssues               types.String   `tfsdk:"on_issues"`
	Region                 types.String   `tfsdk:"region"`
	Jobs                   types.Map      `tfsdk:"jobs"`
	TotalBackupSizeInBytes types.Int64    `tfsdk:"total_backup_size_in_bytes"`
	Timeouts               timeouts.Value `tfsdk:"timeouts"`
}

// ids are the jobs to wait for. They must be known, as in state and at apply.
func (m *CompletionModel) ids(ctx context.Context) ([]string, diag.Diagnostics) {
	var ids []string
	diags := m.BackupJobIDs.ElementsAs(ctx, &ids, false)
	return ids, diags
}

// known are the jobs that state has the end of.
func (m *CompletionModel) known(ctx context.Context) (map[string]CompletedJob, diag.Diagnostics) {
	jobs := make(map[string]CompletedJob)
	if m.Jobs.IsNull() || m.Jobs.IsUnknown() {
		return jobs, nil
	}
	diags := m.Jobs.ElementsAs(ctx, &jobs, false)
	return jobs, diags
}

func (m *CompletionModel) setJobs(ctx context.Context, jobs map[string]CompletedJob) diag.Diagnostics {
	var total int64
	for _, job := range jobs {
		total += job.BackupSizeInBytes.ValueInt64()
	}
	value, diags := basetypes.NewMapValueFrom(ctx, completedJobType, jobs)
	m.Jobs = value
	m.TotalBackupSizeInBytes = types.Int64Value(total)
	return diags
}

// Schema implements resource.Resource.
func (c *Completion) Schema(ctx context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	d := outputDescriptions
	resp.Schema = schema.Schema{
		MarkdownDescription: "Waits until many backup jobs have ended, with a few list calls for all of them, and fails with one verdict that names every job without a backup.\n\n" +
			"Start the jobs with `wait_for = \"created\"`: then Terraform's `-parallelism` does not hold a thousand backups back, and what depends on the backups depends on this resource.",
		Attributes: map[string]schema.Attribute{
			"backup_job_ids": schema.SetAttribute{
				Required:            true,
				ElementType:         types.StringType,
				Validators:          []validator.Set{setvalidator.NoNullValues(), setvalidator.ValueStringsAre(stringvalidator.LengthAtLeast(1))},
				MarkdownDescription: "IDs of the backup jobs to wait for. The `id` of a resource that was imported by its recovery point will do too. Jobs that are added later are waited for in place; those that have ended are not asked for again.",
			},
			"on_issues": schema.StringAttribute{
				Optional: true, Computed: true,
				Default:             stringdefault.StaticString(OnIssuesWarn),
				Validators:          []validator.String{stringvalidator.OneOf(OnIssuesWarn, OnIssuesError)},
				MarkdownDescription: "What jobs that completed with issues (a `message_category` other than success) are: `warn` (default) or `error`.",
			},
			"region": schema.StringAttribute{
				Optional: true, Computed: true,
				Validators:          providerdata.RegionValidators(),
				MarkdownDescription: "Region of the jobs. Default: the provider's region at the time of creation.",
			},
			"jobs": schema.MapNestedAttribute{
				Computed:            true,
				MarkdownDescription: "The jobs that have ended, by job ID.",
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"resource_arn":         schema.StringAttribute{Computed: true, MarkdownDescription: "ARN of the resource that was backed up."},
					"state":                schema.StringAttribute{Computed: true, MarkdownDescription: d["state"]},
					"status_message":       schema.StringAttribute{Computed: true, MarkdownDescription: d["status_message"]},
					"message_category":     schema.StringAttribute{Computed: true, MarkdownDescription: d["message_category"]},
					"has_issues":           schema.BoolAttribute{Computed: true, MarkdownDescription: "Whether it completed with issues: its `message_category` is not success, or VSS was asked for and did not happen."},
					"recovery_point_arn":   schema.StringAttribute{Computed: true, MarkdownDescription: d["recovery_point_arn"]},
					"backup_size_in_bytes": schema.Int64Attribute{Computed: true, MarkdownDescription: d["backup_size_in_bytes"]},
					"completion_date":      schema.StringAttribute{Computed: true, CustomType: apivalue.RFC3339Type, MarkdownDescription: d["completion_date"]},
				}},
			},
			"total_backup_size_in_bytes": schema.Int64Attribute{
				Computed:            true,
				MarkdownDescription: "Sum of the sizes of the jobs that have ended, in bytes. What a size counts depends on the resource type.",
			},
		},
		Blocks: map[string]schema.Block{
			"timeouts": durationvalidator.ResourceTimeouts(timeouts.Block(ctx, timeouts.Opts{
				Create: true, Update: true,
				CreateDescription: "How long to wait for all jobs, as a Go duration such as `\"4h\"`. Default `24h`.",
				UpdateDescription: "How long an update waits for the jobs that were added. Default `24h`.",
			})),
		},
	}
}
