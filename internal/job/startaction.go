// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package job

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/action/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/action/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/durationvalidator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// Start describes the action that starts a job of a kind, waits for it and keeps
// nothing of it.
type Start[J any] struct {
	Kind *Kind[J]
	// TypeName follows the provider's name, as in "_start_backup_job".
	TypeName, Description string
	// Attributes are the action's own. Every action also has wait_for, on_issues,
	// region and timeouts.
	Attributes func() map[string]schema.Attribute
	// Issues describes a job that completed with issues: it follows "a job that
	// completed". RegionOf is what is in the region.
	Issues, RegionOf string
	Validators       []action.ConfigValidator
	// DefaultTimeout bounds the start and the wait.
	DefaultTimeout time.Duration
	// Check is everything that can be known of a configuration before the call.
	Check func(ctx context.Context, data *providerdata.Data, region string, config tfsdk.Config) diag.Diagnostics
	// Prepare decodes the configuration. It sets Starter, Request, Of, Into, Attempt
	// and Done. Its result runs the invocation; the first context is Terraform's,
	// the second one ends with the timeout.
	Prepare func(ctx context.Context, data *providerdata.Data, region *providerdata.Region, config tfsdk.Config, i *Invocation[J]) (run func(ctx, waiting context.Context) diag.Diagnostics, diags diag.Diagnostics)
}

// StartArguments are the arguments of every action that starts a job. Actions
// have no defaults in their schema: they are applied when the action is invoked.
type StartArguments struct {
	WaitFor  types.String   `tfsdk:"wait_for"`
	OnIssues types.String   `tfsdk:"on_issues"`
	Region   types.String   `tfsdk:"region"`
	Timeouts timeouts.Value `tfsdk:"timeouts"`
}

var (
	_ action.Action                     = (*StartAction[struct{}])(nil)
	_ action.ActionWithConfigure        = (*StartAction[struct{}])(nil)
	_ action.ActionWithConfigValidators = (*StartAction[struct{}])(nil)
	_ action.ActionWithModifyPlan       = (*StartAction[struct{}])(nil)
)

// StartAction is an action that starts a job.
type StartAction[J any] struct {
	of   Start[J]
	data *providerdata.Data
}

// NewStartAction makes the action that of describes.
func NewStartAction[J any](of Start[J]) action.Action { return &StartAction[J]{of: of} }

// Metadata implements action.Action.
func (a *StartAction[J]) Metadata(_ context.Context, req action.MetadataRequest, resp *action.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + a.of.TypeName
}

// Configure implements action.ActionWithConfigure.
func (a *StartAction[J]) Configure(_ context.Context, req action.ConfigureRequest, resp *action.ConfigureResponse) {
	a.data = providerdata.FromConfigure(req.ProviderData, &resp.Diagnostics)
}

// ConfigValidators implements action.ActionWithConfigValidators: the same rules
// as the resource's.
func (a *StartAction[J]) ConfigValidators(context.Context) []action.ConfigValidator {
	return a.of.Validators
}

// Schema implements action.Action.
func (a *StartAction[J]) Schema(ctx context.Context, _ action.SchemaRequest, resp *action.SchemaResponse) {
	attributes := map[string]schema.Attribute{
		"wait_for": schema.StringAttribute{
			Optional: true, Validators: WaitForValidators(),
			MarkdownDescription: "Job state to wait for: `completed` (default), `running`, or `created`.",
		},
		"on_issues": schema.StringAttribute{
			Optional: true, Validators: OnIssuesValidators(),
			MarkdownDescription: "What a job that completed " + a.of.Issues + " is: `warn` (default) or `error`.",
		},
		"region": schema.StringAttribute{Optional: true, Validators: providerdata.RegionValidators(), MarkdownDescription: "Region of the " + a.of.RegionOf + ". Default: the provider's."},
	}
	maps.Copy(attributes, a.of.Attributes())
	resp.Schema = schema.Schema{
		MarkdownDescription: a.of.Description, Attributes: attributes,
		Blocks: map[string]schema.Block{
			"timeouts": durationvalidator.ActionTimeouts(timeouts.BlockWithOpts(ctx, timeouts.Opts{
				InvokeDescription: fmt.Sprintf("How long to start the %s and wait for it, as a Go duration such as `\"4h\"`. Default `%s`. When it runs out the action fails and the job continues.",
					a.of.Kind.Noun, Duration(a.of.DefaultTimeout)),
			})),
		},
	}
}

// ModifyPlan implements action.ActionWithModifyPlan. Actions are validated once,
// before variables are known, so all rules are checked again here.
func (a *StartAction[J]) ModifyPlan(ctx context.Context, req action.ModifyPlanRequest, resp *action.ModifyPlanResponse) {
	if a.data != nil {
		resp.Diagnostics.Append(a.check(ctx, req.Config)...)
	}
}

func (a *StartAction[J]) check(ctx context.Context, config tfsdk.Config) diag.Diagnostics {
	diags := validate(ctx, config)
	if diags.HasError() {
		return diags
	}
	var region types.String
	diags.Append(config.GetAttribute(ctx, path.Root("region"), &region)...)
	if region.IsNull() {
		region = types.StringValue(a.data.RegionName())
	}
	return append(diags, a.of.Check(ctx, a.data, region.ValueString(), config)...)
}

// validate runs the validators of the schema, all of which are those of texts.
func validate(ctx context.Context, config tfsdk.Config) (diags diag.Diagnostics) {
	text := func(at path.Path, attribute any) {
		s, _ := attribute.(schema.StringAttribute) // another one has no validators
		for _, v := range s.Validators {
			req := validator.StringRequest{Path: at, PathExpression: at.Expression(), Config: config}
			diags.Append(config.GetAttribute(ctx, at, &req.ConfigValue)...)
			var resp validator.StringResponse
			v.ValidateString(ctx, req, &resp)
			diags.Append(resp.Diagnostics...)
		}
	}
	for name, attribute := range config.Schema.GetAttributes() {
		text(path.Root(name), attribute)
	}
	for name, attribute := range config.Schema.GetBlocks()["timeouts"].GetNestedObject().GetAttributes() {
		text(path.Root("timeouts").AtName(name), attribute)
	}
	return diags
}

// Invoke implements action.Action. Terraform plans an action, but does not plan
// it again once its values are known: what was unknown is checked here.
func (a *StartAction[J]) Invoke(ctx context.Context, req action.InvokeRequest, resp *action.InvokeResponse) {
	var m StartArguments
	for name, target := range map[string]any{"wait_for": &m.WaitFor, "on_issues": &m.OnIssues, "region": &m.Region, "timeouts": &m.Timeouts} {
		resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root(name), target)...)
	}
	region := a.data.RegionOrDiag(m.Region.ValueString(), &resp.Diagnostics)
	if region != nil { // The plan has reported the warnings.
		resp.Diagnostics.Append(a.check(ctx, req.Config).Errors()...)
	}
	if resp.Diagnostics.HasError() {
		return
	}
	timeout, _ := m.Timeouts.Invoke(ctx, a.of.DefaultTimeout) // it is a duration by now
	i := &Invocation[J]{
		Reporter: NewReporter(resp.SendProgress), Timeout: timeout,
		WaitFor: cmp.Or(m.WaitFor.ValueString(), WaitForCompleted), OnIssues: cmp.Or(m.OnIssues.ValueString(), OnIssuesWarn),
	}
	waiting, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	run, diags := a.of.Prepare(waiting, a.data, region, req.Config, i)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	resp.Diagnostics.Append(run(ctx, waiting)...)
}
