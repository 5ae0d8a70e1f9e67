// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package restorejob

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/hashicorp/terraform-plugin-framework-timeouts/action/timeouts"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/action/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/lifecyclevalidator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

var (
	_ action.Action                     = (*StartAction)(nil)
	_ action.ActionWithConfigure        = (*StartAction)(nil)
	_ action.ActionWithConfigValidators = (*StartAction)(nil)
	_ action.ActionWithModifyPlan       = (*StartAction)(nil)
)

// StartAction is the action awsbackup_start_restore_job: a restore of which
// Terraform keeps nothing.
type StartAction struct {
	data *providerdata.Data
}

// NewStartAction makes the awsbackup_start_restore_job action.
func NewStartAction() action.Action { return &StartAction{} }

// startModel is the configuration of the action. Actions have no defaults in
// their schema, so Invoke has them.
type startModel struct {
	Arguments

	WaitFor  tftypes.String `tfsdk:"wait_for"`
	OnIssues tftypes.String `tfsdk:"on_issues"`
	Region   tftypes.String `tfsdk:"region"`
	Timeouts timeouts.Value `tfsdk:"timeouts"`
}

// Metadata implements action.Action.
func (a *StartAction) Metadata(_ context.Context, req action.MetadataRequest, resp *action.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_start_restore_job"
}

// Configure implements action.ActionWithConfigure.
func (a *StartAction) Configure(_ context.Context, req action.ConfigureRequest, resp *action.ConfigureResponse) {
	a.data = providerdata.FromConfigure(req.ProviderData, &resp.Diagnostics)
}

// ConfigValidators implements action.ActionWithConfigValidators: the same rules
// as the resource's.
func (a *StartAction) ConfigValidators(context.Context) []action.ConfigValidator {
	return []action.ConfigValidator{lifecyclevalidator.RestoreAction()}
}

// Schema implements action.Action.
func (a *StartAction) Schema(ctx context.Context, _ action.SchemaRequest, resp *action.SchemaResponse) {
	d := argumentDescriptions
	resp.Schema = schema.Schema{
		MarkdownDescription: "Restores a recovery point and waits for the restored resource, with progress: after a change, or by hand with `terraform apply -invoke`.\n\n" +
			"Every invocation starts another restore. Terraform keeps nothing of an action: the ARN of the restored resource is in the last line of progress, and `awsbackup_restore_jobs` lists the job. For a restored resource that others refer to, use the resource `awsbackup_restore_job`.\n\n" +
			"An interrupt and a timeout leave the job running. AWS Backup cannot stop it.",
		Attributes: map[string]schema.Attribute{
			"recovery_point_arn": schema.StringAttribute{Required: true, MarkdownDescription: d["recovery_point_arn"]},
			"resource_type": schema.StringAttribute{
				Optional: true, Validators: []validator.String{stringvalidator.LengthAtLeast(1)}, MarkdownDescription: d["resource_type"],
			},
			"metadata":                              schema.MapAttribute{Required: true, ElementType: tftypes.StringType, MarkdownDescription: d["metadata"]},
			"iam_role_arn":                          schema.StringAttribute{Optional: true, MarkdownDescription: d["iam_role_arn"]},
			"copy_source_tags_to_restored_resource": schema.BoolAttribute{Optional: true, MarkdownDescription: d["copy_source_tags_to_restored_resource"]},
			"allow_overwrite":                       schema.BoolAttribute{Optional: true, MarkdownDescription: d["allow_overwrite"]},
			"wait_for": schema.StringAttribute{
				Optional: true, Validators: job.WaitForValidators(),
				MarkdownDescription: "Job state to wait for: `completed` (default), `running`, or `created`.",
			},
			"on_issues": schema.StringAttribute{
				Optional: true, Validators: job.OnIssuesValidators(),
				MarkdownDescription: "What a job that completed with a message is, because objects were skipped or failed (S3, EKS): `warn` (default) or `error`.",
			},
			"region": schema.StringAttribute{Optional: true, Validators: providerdata.RegionValidators(), MarkdownDescription: "Region of the recovery point. Default: the provider's."},
		},
		Blocks: map[string]schema.Block{
			"timeouts": timeouts.BlockWithOpts(ctx, timeouts.Opts{
				InvokeDescription: "How long to start the restore and wait for it, as a Go duration such as `\"4h\"`. Default `24h`. When it runs out the action fails and the job continues.",
			}),
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

// check is everything that can be known before the call.
func (a *StartAction) check(ctx context.Context, m *startModel, config tfsdk.Config) diag.Diagnostics {
	region := m.Region.ValueString()
	if m.Region.IsNull() {
		region = a.data.RegionName()
	}
	c, diags := newCheck(a.data, config.Raw, config.Raw, region)
	diags.Append(c.all()...)
	if !diags.HasError() {
		diags.Append(c.preflight(ctx)...)
	}
	return diags
}

// Invoke implements action.Action. Terraform plans an action, but does not plan
// it again once its values are known: what was unknown is checked here.
func (a *StartAction) Invoke(ctx context.Context, req action.InvokeRequest, resp *action.InvokeResponse) {
	var m startModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	timeout, diags := m.Timeouts.Invoke(ctx, defaultTimeout)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	region := a.data.RegionOrDiag(m.Region.ValueString(), &resp.Diagnostics)
	if region == nil {
		return
	}
	in, diags := m.ToAPI(ctx)
	resp.Diagnostics.Append(diags...)
	// The plan has reported the warnings.
	resp.Diagnostics.Append(a.check(ctx, &m, req.Config).Errors()...)
	if resp.Diagnostics.HasError() {
		return
	}
	waiting, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	i := job.Invocation[awsbackup.RestoreJob]{
		Reporter: job.NewReporter(resp.SendProgress), Starter: job.NewStarter(kind, region, a.data.RetryIntervals()), Request: request(waiting, region, in),
		Of: aws.ToString(in.RecoveryPointArn), Into: "with role " + cmp.Or(aws.ToString(in.IamRoleArn), "of AWS Backup's choice"),
		WaitFor: cmp.Or(m.WaitFor.ValueString(), job.WaitForCompleted), OnIssues: cmp.Or(m.OnIssues.ValueString(), job.OnIssuesWarn),
		Timeout: timeout, Attempt: invocationAttempt(region.Name, in), Done: outcomeLine,
	}
	resp.Diagnostics.Append(i.Run(ctx, waiting)...)
}

// invocationAttempt names what is being done, for diagnostics.
func invocationAttempt(region string, in *backup.StartRestoreJobInput) func(doing, operation string) awsdiag.Attempt {
	return func(doing, operation string) awsdiag.Attempt {
		a := awsdiag.Attempt{
			Kind: kind.Name, Doing: doing, Operation: operation, Region: region, Unrecorded: true,
			RecoveryPointARN: aws.ToString(in.RecoveryPointArn), RoleARN: aws.ToString(in.IamRoleArn),
		}
		if role, err := catalog.ParseARN(a.RoleARN); err == nil {
			a.AccountID = role.AccountID
		}
		return a
	}
}

// outcomeLine is the last line: what was restored, from how much, and how long
// it took.
func outcomeLine(j *awsbackup.RestoreJob, elapsed time.Duration) string {
	if !kind.Finished(j) {
		return fmt.Sprintf("restore job %s is %s and continues", aws.ToString(j.RestoreJobId), j.Status)
	}
	if took := job.Took(j.CreationDate, j.CompletionDate); took > 0 {
		elapsed = took
	}
	text := "restore completed in " + job.Duration(elapsed)
	if bytes := aws.ToInt64(j.BackupSizeInBytes); bytes > 0 {
		text += ", " + job.Size(bytes)
	}
	return text + ": " + cmp.Or(aws.ToString(j.CreatedResourceArn), "AWS Backup names no resource; see restore job "+aws.ToString(j.RestoreJobId))
}
