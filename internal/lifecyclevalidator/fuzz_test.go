// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package lifecyclevalidator_test

import (
	"fmt"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/lifecycle"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/lifecyclevalidator"
)

// Any string may be a tag's key, and the diagnostic must point at that tag.
func FuzzDiagnosticsPointAtAnyKey(f *testing.F) {
	for _, key := range []string{"", "team", "a.b", `a"b`, "a]b[", `\`, "ü", "\x00", "\xff", "tags[\"x\"]", "a\nb"} {
		f.Add(key)
	}
	f.Fuzz(func(t *testing.T, key string) {
		diags := lifecyclevalidator.Diagnostics([]lifecycle.Violation{{Severity: lifecycle.Error, Path: fmt.Sprintf("tags[%q]", key)}})
		got, ok := diags[0].(diag.DiagnosticWithPath)
		if want := path.Root("tags").AtMapKey(key); !ok || !got.Path().Equal(want) {
			t.Errorf("the key %q became %v", key, diags[0])
		}
	})
}
