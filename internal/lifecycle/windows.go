// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package lifecycle

import (
	"fmt"
	"strings"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
)

// API reference, StartBackupJob: StartWindowMinutes is 480 by default, at least 60; both windows are at most 100 years.
const (
	minWindow          = 60
	maxWindow          = 52_560_000
	defaultStartWindow = 480
)

func checkWindows(r Request) []Violation {
	all := append(
		checkWindow(RuleStartWindow, AttrStartWindow, r.StartWindowMinutes),
		checkWindow(RuleCompleteWindow, AttrCompleteWindow, r.CompleteWindowMinutes)...)
	all = append(all, checkWindowOrder(r)...)
	return append(all, checkCompleteIgnored(r)...)
}

// checkCompleteIgnored: the complete window does not end a backup of FSx, which its own service takes (developer guide,
// "Creating an on-demand backup").
func checkCompleteIgnored(r Request) []Violation {
	complete, known := r.CompleteWindowMinutes.Get()
	resource, _ := r.ResourceARN.Get()
	parsed, err := catalog.ParseARN(resource)
	if !known || err != nil || parsed.Service != "fsx" {
		return nil
	}
	return report(RuleCompleteIgnored, Warning, AttrCompleteWindow, "Complete window without effect on this resource type",
		fmt.Sprintf("complete_window_minutes is %d, and resource_arn names a resource of Amazon FSx.", complete),
		"Amazon FSx finishes a backup that has started, however long it takes.",
		"Remove complete_window_minutes.")
}

func checkWindow(rule Rule, name string, v Value[int64]) []Violation {
	minutes, known := v.Get()
	if !known || validWindow(minutes) {
		return nil
	}
	return report(rule, Error, name, fmt.Sprintf("Window out of range: %d minutes", minutes),
		fmt.Sprintf("%s is %d.", name, minutes),
		fmt.Sprintf("AWS Backup accepts %d (1 hour) to %d minutes (100 years).", minWindow, maxWindow),
		fmt.Sprintf("Set %s, or leave %s out for AWS's default.", nearest(minutes, minWindow, maxWindow), name))
}

func validWindow(minutes int64) bool {
	return minutes >= minWindow && minutes <= maxWindow
}

// checkWindowOrder: both windows count from the creation of the job, so a job that starts at the end of its start
// window has no time left where the complete window is not longer. AWS's own answer is not documented.
func checkWindowOrder(r Request) []Violation {
	complete, known := r.CompleteWindowMinutes.Get()
	if !known || !validWindow(complete) || r.StartWindowMinutes.IsUnknown() {
		return nil
	}
	start, given := r.StartWindowMinutes.Get()
	which := fmt.Sprintf("start_window_minutes is %d", start)
	if !given {
		start = defaultStartWindow
		which = fmt.Sprintf("start_window_minutes, which is left out, is %d by default", start)
	}
	if !validWindow(start) || complete > start {
		return nil
	}
	var fixes []string
	if start < maxWindow {
		fixes = append(fixes, fmt.Sprintf("complete_window_minutes = %d or more", start+1))
	}
	if complete > minWindow {
		fixes = append(fixes, fmt.Sprintf("start_window_minutes = %d or less", complete-1))
	}
	return report(RuleWindowOrder, Warning, AttrCompleteWindow, "Complete window not longer than the start window",
		fmt.Sprintf("complete_window_minutes is %d and %s.", complete, which),
		"Both count from the creation of the job: one that waits for its turn can expire before it starts.",
		fmt.Sprintf("Set %s.", strings.Join(fixes, ", or ")))
}
