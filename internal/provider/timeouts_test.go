// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
)

// A timeout of nothing or less is refused before anything is started.
func TestTimeoutsArePositive(t *testing.T) { //nolint:paralleltest // speak listens to the log of the whole process.
	s := speak(t, newCloud(t).static(nil))
	for _, timeout := range []string{"0s", "-5m", "soon"} {
		for _, name := range []string{"awsbackup_backup_job", "awsbackup_backup_job_completion"} {
			config := acctest.Value(t, s.schemas.ResourceSchemas[name], block{"timeouts": block{"create": timeout}})
			if diags := s.Validate(s.ctx, name, config); !onTimeouts(diags) {
				t.Errorf("%s takes create = %q: %v", name, timeout, diags)
			}
		}
		const start = "awsbackup_start_backup_job"
		config := acctest.Value(t, s.schemas.ActionSchemas[start].Schema, block{"timeouts": block{"invoke": timeout}})
		if diags := s.PlanAction(s.ctx, start, config); !onTimeouts(diags) {
			t.Errorf("%s takes invoke = %q: %v", start, timeout, diags)
		}
	}
}

func onTimeouts(diags []*tfprotov6.Diagnostic) bool {
	for _, d := range diags {
		if d.Severity == tfprotov6.DiagnosticSeverityError && d.Attribute != nil && len(d.Attribute.Steps()) == 2 {
			return true
		}
	}
	return false
}
