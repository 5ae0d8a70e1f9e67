// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Package lifecyclevalidator brings the rules of package lifecycle to Terraform: it reads backup, copy and restore
// requests from raw Terraform values, and turns violations into attribute diagnostics.
//
// What is reported when, so that no violation is reported twice or too early:
//
//   - Validation reports the errors of lifecycle.Check. Terraform validates a resource's configuration again whenever more of
//     it is known, so this covers values that are unknown at first.
//   - Planning reports lifecycle.CheckPlan: warnings, and errors that need the provider's region, account or default_tags.
//   - An action is validated only once, before variables are known. Its plan and its invocation must check again.
package lifecyclevalidator

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/lifecycle"
)

// Resource returns the validator for resources that take a backup, and Action the one for actions. Both report errors only.
func Resource() resource.ConfigValidator { return backups }

// Action is Resource for actions.
func Action() action.ConfigValidator { return backups }

// CopyResource is Resource for a copy, and CopyAction is Action for one.
func CopyResource() resource.ConfigValidator { return copies }

// CopyAction is CopyResource for actions.
func CopyAction() action.ConfigValidator { return copies }

// RestoreResource is Resource for a restore, and RestoreAction is Action for one.
func RestoreResource() resource.ConfigValidator { return restores }

// RestoreAction is RestoreResource for actions.
func RestoreAction() action.ConfigValidator { return restores }

// configValidator checks a configuration by the rules of one kind of request.
type configValidator func(raw tftypes.Value) ([]lifecycle.Violation, diag.Diagnostics)

var (
	backups configValidator = func(raw tftypes.Value) ([]lifecycle.Violation, diag.Diagnostics) {
		r, diags := Request(raw)
		return lifecycle.Check(r), diags
	}
	copies configValidator = func(raw tftypes.Value) ([]lifecycle.Violation, diag.Diagnostics) {
		c, diags := Copy(raw)
		return lifecycle.CheckCopy(c), diags
	}
	restores configValidator = func(raw tftypes.Value) ([]lifecycle.Violation, diag.Diagnostics) {
		r, diags := Restore(raw)
		return lifecycle.CheckRestore(r), diags
	}
)

func (v configValidator) errors(raw tftypes.Value) diag.Diagnostics {
	found, diags := v(raw)
	return append(diags, Diagnostics(lifecycle.Errors(found))...)
}

// Description implements resource.ConfigValidator and action.ConfigValidator.
func (configValidator) Description(context.Context) string {
	return "the request must be one that AWS Backup accepts"
}

// MarkdownDescription implements resource.ConfigValidator and action.ConfigValidator.
func (v configValidator) MarkdownDescription(ctx context.Context) string {
	return v.Description(ctx)
}

// ValidateResource implements resource.ConfigValidator.
func (v configValidator) ValidateResource(_ context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	resp.Diagnostics.Append(v.errors(req.Config.Raw)...)
}

// ValidateAction implements action.ConfigValidator.
func (v configValidator) ValidateAction(_ context.Context, req action.ValidateConfigRequest, resp *action.ValidateConfigResponse) {
	resp.Diagnostics.Append(v.errors(req.Config.Raw)...)
}
