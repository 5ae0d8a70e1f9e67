// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package copyjob_test

import (
	"strings"
	"testing"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// A refused start is explained by the source vault, which is in the Region of the
// call, and a failed copy by the destination: by the resource as by the action.
func TestCopyJob_vaultsNamed(t *testing.T) {
	t.Parallel()
	const source = `Either vault "Default" does not exist in ` + acctest.Region
	for name, test := range map[string]struct {
		fault           *emulator.Fault
		script          emulator.CopyScript
		summary, detail string
	}{
		"refused": {
			fault:   &emulator.Fault{Kind: emulator.AccessDenied, Operation: "StartCopyJob", Times: emulator.Always},
			summary: "Backup Vault Missing or Access Denied", detail: source,
		},
		"failed": {
			script:  emulator.CopyScript{End: "FAILED", Message: "Access Denied trying to call AWS Backup service"},
			summary: "Copy Job Failed: Job Role Lacks Permissions", detail: "the access policy of vault \"" + offsite + "\"",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := world(t)
			point := backedUp(t, env, acctest.FilesARN, nil)
			env.AWS().ScriptCopies(acctest.FilesARN, test.script, test.script)
			if test.fault != nil {
				env.Emulator.Inject(*test.fault)
			}
			said := env.Terraform(env.Config(job(point.ARN, offsite, ""))).Run("apply", "-auto-approve")
			wantSummaries(t, said, "error: "+test.summary)
			if !strings.Contains(said[0].Detail, test.detail) {
				t.Errorf("the resource reports %q, want %q in it", said[0].Detail, test.detail)
			}
			invoked := env.Server(nil).Invoke(acctest.Context(t), startAction, asked(point.ARN, nil), nil)
			wantInvoked(t, invoked, "", "ERROR: "+test.summary)
			if len(invoked.Diagnostics) == 1 && !strings.Contains(invoked.Diagnostics[0].Detail, test.detail) {
				t.Errorf("the action reports %q, want %q in it", invoked.Diagnostics[0].Detail, test.detail)
			}
		})
	}
}
