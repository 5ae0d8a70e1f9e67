// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"cmp"
	"context"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/action/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/action/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/durationvalidator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/lifecyclevalidator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/recoverypoint"
)

var (
	_ action.Action                     = (*StartAction)(nil)
	_ action.ActionWithConfigure        = (*StartAction)(nil)
	_ action.ActionWithConfigValidators = (*StartAction)(nil)
	_ action.ActionWithModifyPlan       = (*StartAction)(nil)
)

// StartAction is the action awsbackup_start_backup_job: a backup before a
// change, of which Terraform keeps nothing.
type StartAction struct {
	data *providerdata.Data
}

// NewStartAction makes the awsbackup_start_backup_job action.
func NewStartAction() action.Action { return &StartAction{} }

// startModel is the configuration of the action. Actions have no defaults in
// their schema, so the accessors below have them.
type startModel struct {
	Arguments

	WaitFor         tftypes.String `tfsdk:"wait_for"`
	OnIssues        tftypes.String `tfsdk:"on_issues"`
	SkipIfNewerThan tftypes.String `tfsdk:"skip_if_newer_than"`
	Region          tftypes.String `tfsdk:"region"`
	Timeouts        timeouts.Value `tfsdk:"timeouts"`
}

func (m *startModel) waitFor() string  { return cmp.Or(m.WaitFor.ValueString(), job.WaitForCompleted) }
func (m *startModel) onIssues() string { return cmp.Or(m.OnIssues.ValueString(), job.OnIssuesWarn) }

// Metadata implements action.Action.
func (a *StartAction) Metadata(_ context.Context, req action.MetadataRequest, resp *action.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_start_backup_job"
}

// Configure implements action.ActionWithConfigure.
func (a *StartAction) Configure(_ context.Context, req action.ConfigureRequest, resp *action.ConfigureResponse) {
	a.data = providerdata.FromConfigure(req.ProviderData, &resp.Diagnostics)
}

// ConfigValidators implements action.ActionWithConfigValidators: the same rules
// as the resource's.
func (a *StartAction) ConfigValidators(context.Context) []action.ConfigValidator {
	return []action.ConfigValidator{lifecyclevalidator.Action()}
}

// Schema implements action.Action.
func (a *StartAction) Schema(ctx context.Context, _ action.SchemaRequest, resp *action.SchemaResponse) {
	d := argumentDescriptions
	resp.Schema = schema.Schema{
		MarkdownDescription: "Takes an on-demand AWS Backup of one resource and waits for it, with progress: before a change, or by hand with `terraform apply -invoke`.\n\n" +
			"Every invocation takes a new backup, unless `skip_if_newer_than` finds one that is young enough. Terraform keeps nothing of an action: the ARN of the recovery point is in the last line of progress, and `awsbackup_recovery_point` finds it. For a backup that other resources refer to, use the resource `awsbackup_backup_job`.\n\n" +
			"An interrupt and a timeout leave the job running.",
		Attributes: map[string]schema.Attribute{
			"backup_vault_name": schema.StringAttribute{Required: true, MarkdownDescription: d["backup_vault_name"]},
			"resource_arn":      schema.StringAttribute{Required: true, MarkdownDescription: d["resource_arn"]},
			"iam_role_arn":      schema.StringAttribute{Required: true, MarkdownDescription: d["iam_role_arn"]},
			"recovery_point_lifecycle": schema.SingleNestedAttribute{
				Optional: true, MarkdownDescription: d["recovery_point_lifecycle"],
				Attributes: map[string]schema.Attribute{
					"move_to_cold_storage_after_days":           schema.Int64Attribute{Optional: true, MarkdownDescription: d["move_to_cold_storage_after_days"]},
					"delete_after_days":                         schema.Int64Attribute{Optional: true, MarkdownDescription: d["delete_after_days"]},
					"opt_in_to_archive_for_supported_resources": schema.BoolAttribute{Optional: true, MarkdownDescription: d["opt_in_to_archive_for_supported_resources"]},
				},
			},
			"backup_options":                        schema.MapAttribute{Optional: true, ElementType: tftypes.StringType, MarkdownDescription: d["backup_options"]},
			"start_window_minutes":                  schema.Int64Attribute{Optional: true, MarkdownDescription: d["start_window_minutes"]},
			"complete_window_minutes":               schema.Int64Attribute{Optional: true, MarkdownDescription: d["complete_window_minutes"]},
			"index":                                 schema.StringAttribute{Optional: true, MarkdownDescription: d["index"]},
			"logically_air_gapped_backup_vault_arn": schema.StringAttribute{Optional: true, MarkdownDescription: d["logically_air_gapped_backup_vault_arn"]},
			"tags":                                  schema.MapAttribute{Optional: true, ElementType: tftypes.StringType, MarkdownDescription: d["tags"]},
			"wait_for": schema.StringAttribute{
				Optional: true, Validators: job.WaitForValidators(),
				MarkdownDescription: "Job state to wait for: `completed` (default), `running`, or `created`.",
			},
			"on_issues": schema.StringAttribute{
				Optional: true, Validators: job.OnIssuesValidators(),
				MarkdownDescription: "What a job that completed with issues (a `message_category` other than success) is: `warn` (default) or `error`.",
			},
			"skip_if_newer_than": schema.StringAttribute{
				Optional: true, Validators: []validator.String{durationvalidator.Positive()},
				MarkdownDescription: "Takes no backup if the vault has a completed recovery point of the resource that is younger than this Go duration, such as `\"4h\"`, by its creation and AWS's clock; waits instead for a job in flight that is younger. Default: always take one.",
			},
			"region": schema.StringAttribute{Optional: true, Validators: providerdata.RegionValidators(), MarkdownDescription: "Region of the backup. Default: the provider's."},
		},
		Blocks: map[string]schema.Block{
			"timeouts": durationvalidator.ActionTimeouts(timeouts.BlockWithOpts(ctx, timeouts.Opts{
				InvokeDescription: "How long to start the backup and wait for it, as a Go duration such as `\"4h\"`. Default `24h`. When it runs out the action fails and the job goes on.",
			})),
		},
	}
}

// ModifyPlan implements action.ActionWithModifyPlan. Actions are validated once,
// before variables are known, so all rules are checked again here.
func (a *StartAction) ModifyPlan(ctx context.Context, req action.ModifyPlanRequest, resp *action.ModifyPlanResponse) {
	if a.data == nil {
		return
	}
	var m startModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	if resp.Diagnostics.HasError() {
		return
	}
	resp.Diagnostics.Append(a.check(ctx, &m, req.Config)...)
}

// check is everything that can be known before the call: the offline rules, and
// what AWS knows about the vault and the account.
func (a *StartAction) check(ctx context.Context, m *startModel, config tfsdk.Config) diag.Diagnostics {
	tagsAll, diags := recoverypoint.PlannedTagsAll(ctx, a.data.Tags(), m.Tags)
	region := m.Region.ValueString()
	if m.Region.IsNull() {
		region = a.data.RegionName()
	}
	c, d := newCheck(ctx, a.data, config.Raw, config.Raw, region, tagsAll)
	diags.Append(d...)
	diags.Append(c.all()...)
	if !diags.HasError() {
		diags.Append(c.preflight(ctx)...)
	}
	return diags
}
