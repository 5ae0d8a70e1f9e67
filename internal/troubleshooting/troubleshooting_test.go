// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package troubleshooting_test

import (
	"strings"
	"testing"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/troubleshooting"
)

// The anchors that the page has are checked with every title in internal/examples.
func TestLink(t *testing.T) {
	t.Parallel()
	for title, anchor := range map[string]string{
		"Empty Identifier":                         "empty-identifier",
		"Backup Job Failed: Role Not Assumable":    "role-not-assumable",
		"Copy Completed With Issues: Too Many":     "too-many",
		"Restore Job Failed":                       "restore-job-failed",
		"Recovery Point Kept: It Was Only Guessed": "recovery-point-kept",
		"Window out of range: 30 minutes":          "window-out-of-range",
		"No DynamoDB's Air-Gapped Backups":         "no-dynamodbs-air-gapped-backups",
		"Clocks Disagree About Job 7F6D1E0A-2B3C":  "clocks-disagree-about-job",
		"": "",
	} {
		if _, got, _ := strings.Cut(troubleshooting.Link(title), "#"); got != anchor {
			t.Errorf("%q leads to %q, want %q", title, got, anchor)
		}
	}
}
