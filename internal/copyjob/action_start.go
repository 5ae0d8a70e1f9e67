// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package copyjob

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/hashicorp/terraform-plugin-framework-timeouts/action/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/action/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/durationvalidator"
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

// StartAction is the action awsbackup_start_copy_job: a copy of which Terraform
// keeps nothing.
type StartAction struct {
	data *providerdata.Data
}

// NewStartAction makes the awsbackup_start_copy_job action.
func NewStartAction() action.Action { return &StartAction{} }

// startModel is the configuration of the action. Actions have no defaults in
// their schema, so Invoke has them.
type startModel struct {
	Arguments

	WaitFor         tftypes.String `tfsdk:"wait_for"`
	OnIssues        tftypes.String `tfsdk:"on_issues"`
	SkipIfNewerThan tftypes.String `tfsdk:"skip_if_newer_than"`
	Region          tftypes.String `tfsdk:"region"`
	Timeouts        timeouts.Value `tfsdk:"timeouts"`
}

// Metadata implements action.Action.
func (a *StartAction) Metadata(_ context.Context, req action.MetadataRequest, resp *action.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_start_copy_job"
}

// Configure implements action.ActionWithConfigure.
func (a *StartAction) Configure(_ context.Context, req action.ConfigureRequest, resp *action.ConfigureResponse) {
	a.data = providerdata.FromConfigure(req.ProviderData, &resp.Diagnostics)
}

// ConfigValidators implements action.ActionWithConfigValidators: the same rules
// as the resource's.
func (a *StartAction) ConfigValidators(context.Context) []action.ConfigValidator {
	return []action.ConfigValidator{lifecyclevalidator.CopyAction()}
}

// Schema implements action.Action.
func (a *StartAction) Schema(ctx context.Context, _ action.SchemaRequest, resp *action.SchemaResponse) {
	d := argumentDescriptions
	resp.Schema = schema.Schema{
		MarkdownDescription: "Copies a recovery point to another vault, Region or account and waits for the copy, with progress: after a backup, or by hand with `terraform apply -invoke`.\n\n" +
			"Every invocation makes another copy, unless `skip_if_newer_than` finds one that is young enough. Terraform keeps nothing of an action: the ARN of the copy is in the last line of progress. For a copy that others refer to, use the resource `awsbackup_copy_job`.\n\n" +
			"An interrupt and a timeout leave the job running. AWS Backup cannot stop it.",
		Attributes: map[string]schema.Attribute{
			"recovery_point_arn":           schema.StringAttribute{Required: true, MarkdownDescription: d["recovery_point_arn"]},
			"source_backup_vault_name":     schema.StringAttribute{Required: true, MarkdownDescription: d["source_backup_vault_name"]},
			"destination_backup_vault_arn": schema.StringAttribute{Required: true, MarkdownDescription: d["destination_backup_vault_arn"]},
			"iam_role_arn":                 schema.StringAttribute{Required: true, MarkdownDescription: d["iam_role_arn"]},
			"recovery_point_lifecycle": schema.SingleNestedAttribute{
				Optional: true, MarkdownDescription: d["recovery_point_lifecycle"],
				Attributes: map[string]schema.Attribute{
					"move_to_cold_storage_after_days":           schema.Int64Attribute{Optional: true, MarkdownDescription: d["move_to_cold_storage_after_days"]},
					"delete_after_days":                         schema.Int64Attribute{Optional: true, MarkdownDescription: d["delete_after_days"]},
					"opt_in_to_archive_for_supported_resources": schema.BoolAttribute{Optional: true, MarkdownDescription: d["opt_in_to_archive_for_supported_resources"]},
				},
			},
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
				MarkdownDescription: "Makes no copy if a job younger than this Go duration, such as `\"4h\"`, has copied this recovery point into the destination vault; waits instead for such a job in flight. The age is that of the job, by AWS's clock. AWS Backup lists jobs for 30 days. Default: always copy.",
			},
			"region": schema.StringAttribute{Optional: true, Validators: providerdata.RegionValidators(), MarkdownDescription: "Region of the recovery point. Default: the provider's."},
		},
		Blocks: map[string]schema.Block{
			"timeouts": timeouts.BlockWithOpts(ctx, timeouts.Opts{
				InvokeDescription: "How long to start the copy and wait for it, as a Go duration such as `\"4h\"`. Default `24h`. After that the action fails and the job continues.",
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
	if !resp.Diagnostics.HasError() {
		resp.Diagnostics.Append(a.check(ctx, &m, req.Config)...)
	}
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

// Invoke implements action.Action. What was unknown to the plan is checked here.
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
	s := newStarter(a.data, region)
	i := invocation{starter: s, Invocation: job.Invocation[awsbackup.CopyJob]{
		Reporter: job.NewReporter(resp.SendProgress), Starter: s.Starter, Request: s.request(in, "", false),
		Of: aws.ToString(in.RecoveryPointArn), Into: "to vault " + aws.ToString(in.DestinationBackupVaultArn),
		WaitFor: cmp.Or(m.WaitFor.ValueString(), job.WaitForCompleted), OnIssues: cmp.Or(m.OnIssues.ValueString(), job.OnIssuesWarn),
		Timeout: timeout, Attempt: invocationAttempt(region.Name, in), Done: outcomeLine,
	}}
	if age := m.SkipIfNewerThan.ValueString(); age != "" {
		limit, _ := time.ParseDuration(age) // The validator has checked it.
		done, diags := i.skip(ctx, waiting, in, limit)
		resp.Diagnostics.Append(diags...)
		if done || diags.HasError() {
			return
		}
	}
	resp.Diagnostics.Append(i.Run(ctx, waiting)...)
}

// invocation is one run of the action.
type invocation struct {
	job.Invocation[awsbackup.CopyJob]

	starter starter
}

// skip does without a new copy if a young job has made one that is still there,
// or is making one. done is false where a copy must be made.
func (i *invocation) skip(ctx, waiting context.Context, in *backup.StartCopyJobInput, limit time.Duration) (done bool, diags diag.Diagnostics) {
	now := time.Now()
	since := now.Add(-limit - clockMargin)
	page, err := i.starter.api.ListCopyJobs(waiting, &backup.ListCopyJobsInput{
		BySourceRecoveryPointArn: in.RecoveryPointArn, ByDestinationVaultArn: in.DestinationBackupVaultArn, ByCreatedAfter: &since, MaxResults: aws.Int32(job.PageSize),
	})
	if err != nil {
		return false, diag.Diagnostics{awsdiag.FromError(i.Attempt("looking for a younger copy of "+i.Of, "ListCopyJobs"), err)}
	}
	if server, ok := awsbackup.ServerTime(page.ResultMetadata); ok {
		now = server
	}
	var newest *awsbackup.CopyJob
	for _, j := range page.CopyJobs {
		young := j.CreationDate != nil && now.Sub(*j.CreationDate) < limit
		if young && mismatchIn(&j, in) == nil && (kind.Succeeded(&j) || !kind.Finished(&j)) && (newest == nil || j.CreationDate.After(*newest.CreationDate)) {
			newest = &j
		}
	}
	switch {
	case newest == nil:
		return false, nil
	case kind.Finished(newest):
		if i.starter.copyGone(waiting, newest) != "" {
			return false, nil
		}
		i.Send(ctx, fmt.Sprintf("no copy needed: %s was made by copy job %s, which was created %s ago, less than %s",
			aws.ToString(newest.DestinationRecoveryPointArn), aws.ToString(newest.CopyJobId), job.Duration(now.Sub(*newest.CreationDate)), awsdiag.Span(limit)))
		return true, nil
	}
	i.Send(ctx, fmt.Sprintf("copy job %s of the same recovery point is %s already, started %s ago; waiting for it instead of starting another",
		aws.ToString(newest.CopyJobId), newest.State, job.Duration(now.Sub(*newest.CreationDate))))
	found, d := i.Await(ctx, waiting, newest)
	if d != nil {
		return true, diag.Diagnostics{d}
	}
	if kind.Finished(found) && !kind.Succeeded(found) {
		i.Send(ctx, fmt.Sprintf("copy job %s ended %s, so a new one is started", aws.ToString(found.CopyJobId), found.State))
		return false, nil
	}
	return true, i.Report(ctx, found)
}

// mismatchIn is mismatch for a copy by any role.
func mismatchIn(j *awsbackup.CopyJob, in *backup.StartCopyJobInput) error {
	same := *in
	same.IamRoleArn = j.IamRoleArn
	return mismatch(j, &same)
}

// invocationAttempt names what is being done, for diagnostics.
func invocationAttempt(region string, in *backup.StartCopyJobInput) func(doing, operation string) awsdiag.Attempt {
	return func(doing, operation string) awsdiag.Attempt {
		return awsdiag.Attempt{
			Kind: kind.Kind.Name, Doing: doing, Operation: operation, Region: region, Unrecorded: true,
			VaultName: aws.ToString(in.DestinationBackupVaultArn), RecoveryPointARN: aws.ToString(in.RecoveryPointArn), RoleARN: aws.ToString(in.IamRoleArn),
			AccountID: catalog.AccountIn(aws.ToString(in.IamRoleArn)),
		}
	}
}

// outcomeLine is the last line: the copy, its size and how long it took.
func outcomeLine(j *awsbackup.CopyJob, elapsed time.Duration) string {
	if !kind.Finished(j) {
		return fmt.Sprintf("copy job %s is %s and continues", aws.ToString(j.CopyJobId), j.State)
	}
	if took := job.Took(j.CreationDate, j.CompletionDate); took > 0 {
		elapsed = took
	}
	text := "copy completed in " + job.Duration(elapsed)
	if bytes := aws.ToInt64(j.BackupSizeInBytes); bytes > 0 {
		text += ", " + job.Size(bytes)
	}
	return text + fmt.Sprintf(": %s in vault %s", aws.ToString(j.DestinationRecoveryPointArn), aws.ToString(j.DestinationBackupVaultArn))
}
