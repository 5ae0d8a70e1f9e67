// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"testing"

	tftypes "github.com/hashicorp/terraform-plugin-framework/types"
)

// TestModel_outcomeUnseen: of a job that was never seen, state has no details.
func TestModel_outcomeUnseen(t *testing.T) {
	t.Parallel()
	m := Model{lost: true}
	m.BackupOptions = tftypes.MapNull(tftypes.StringType)
	if d := m.outcome(t.Context()); d != nil {
		t.Errorf("the outcome is %v, want none", d)
	}
}
