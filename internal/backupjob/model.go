// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"
)

// Model is the awsbackup_backup_job resource in configuration, plan and state.
type Model struct {
	Arguments
	Outputs

	ID               tftypes.String `tfsdk:"id"`
	IdempotencyToken tftypes.String `tfsdk:"idempotency_token"`
	TagsAll          tftypes.Map    `tfsdk:"tags_all"`
	Triggers         tftypes.Map    `tfsdk:"triggers"`
	WaitFor          tftypes.String `tfsdk:"wait_for"`
	OnIssues         tftypes.String `tfsdk:"on_issues"`
	OnDestroy        tftypes.String `tfsdk:"on_destroy"`
	Region           tftypes.String `tfsdk:"region"`
	Timeouts         timeouts.Value `tfsdk:"timeouts"`
}

// The values of wait_for, on_issues and on_destroy; the first of each is the
// default.
const (
	WaitForCompleted = "completed"
	WaitForRunning   = "running"
	WaitForCreated   = "created"

	OnIssuesWarn  = "warn"
	OnIssuesError = "error"

	OnDestroyRetain = "retain"
	OnDestroyStop   = "stop"
	OnDestroyDelete = "delete"
)
