// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package job

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
)

// lateKey lists, by their titles, the late issues of an object that have been
// reported.
const lateKey = "late"

// ReportLate reports what has gone wrong with the result of a job after the job
// had completed, such as a copy or an index that AWS makes later. found are
// errors; each title is reported once for an object. By on_issues an issue is a
// warning, or an error of the apply that finds it. A refresh reports a warning
// either way and, where it must be an error, makes the next apply fail.
func ReportLate(ctx context.Context, before PrivateReader, after PrivateWriter, found []diag.Diagnostic, onIssues string, applying bool) diag.Diagnostics {
	var reported []string
	value, diags := before.GetKey(ctx, lateKey)
	if !diags.HasError() && len(value) > 0 {
		_ = json.Unmarshal(value, &reported) // What cannot be read is reported again.
	}
	diags = nil
	known := len(reported)
	for _, issue := range found {
		if slices.Contains(reported, issue.Summary()) {
			continue
		}
		reported = append(reported, issue.Summary())
		if !applying || onIssues != OnIssuesError {
			issue = awsdiag.Warning(issue)
		}
		diags.Append(issue)
	}
	if len(reported) == known {
		return nil
	}
	diags.Append(SaveJSON(ctx, after, lateKey, reported)...)
	if !applying && onIssues == OnIssuesError {
		diags.Append(mark(ctx, after, failureKey, true)...)
	}
	return diags
}
