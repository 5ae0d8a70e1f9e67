// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// A timeout of nothing or less is refused before anything is started.
func TestTimeoutsArePositive(t *testing.T) { //nolint:paralleltest // speak listens to the log of the whole process.
	s := speak(t, newCloud(t).static(nil))
	actions, _ := s.ProviderServer.(tfprotov6.ProviderServerWithActions)
	for _, timeout := range []string{"0s", "-5m", "soon"} {
		for _, name := range []string{"awsbackup_backup_job", "awsbackup_backup_job_completion"} {
			config := s.dynamic(s.schema.ResourceSchemas[name].ValueType(), block{"timeouts": block{"create": timeout}})
			resp, err := s.ValidateResourceConfig(s.ctx, &tfprotov6.ValidateResourceConfigRequest{TypeName: name, Config: config})
			if err != nil || !onTimeouts(resp.Diagnostics) {
				t.Errorf("%s takes create = %q: %v", name, timeout, err)
			}
		}
		const start = "awsbackup_start_backup_job"
		config := s.dynamic(s.schema.ActionSchemas[start].Schema.ValueType(), block{"timeouts": block{"invoke": timeout}})
		resp, err := actions.ValidateActionConfig(s.ctx, &tfprotov6.ValidateActionConfigRequest{ActionType: start, Config: config})
		if err != nil || !onTimeouts(resp.Diagnostics) {
			t.Errorf("%s takes invoke = %q: %v", start, timeout, err)
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
