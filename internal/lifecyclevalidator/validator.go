// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Package lifecyclevalidator brings the rules of package lifecycle to Terraform: it reads a request from any schema that
// has the arguments of awsbackup_backup_job, and turns violations into diagnostics at the attribute at fault.
//
// The division of work, so that nothing is said twice and nothing too early:
//
//   - Validation reports the errors of lifecycle.Check. Terraform validates a resource's configuration again whenever more of
//     it is known, so this covers values that are unknown at first.
//   - Planning reports lifecycle.CheckPlan: warnings, and errors that need the provider's region, account or default_tags.
//   - An action is validated only once, before variables are known. Its plan and its invocation must check again.
package lifecyclevalidator

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/lifecycle"
)

// Resource returns the validator for resources, and Action the one for actions. Both report errors only.
func Resource() resource.ConfigValidator { return configValidator{} }

// Action is Resource for actions.
func Action() action.ConfigValidator { return configValidator{} }

type configValidator struct{}

func (configValidator) Description(context.Context) string {
	return "the request must be one that AWS Backup accepts"
}

func (v configValidator) MarkdownDescription(ctx context.Context) string {
	return v.Description(ctx)
}

func (configValidator) ValidateResource(_ context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	r, diags := Request(req.Config.Raw)
	resp.Diagnostics.Append(diags...)
	resp.Diagnostics.Append(Diagnostics(lifecycle.Errors(lifecycle.Check(r)))...)
}

func (configValidator) ValidateAction(_ context.Context, req action.ValidateConfigRequest, resp *action.ValidateConfigResponse) {
	r, diags := Request(req.Config.Raw)
	resp.Diagnostics.Append(diags...)
	resp.Diagnostics.Append(Diagnostics(lifecycle.Errors(lifecycle.Check(r)))...)
}
