// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package recoverypoint_test

import (
	"cmp"
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// A data source that fails blames what is wrong: the point, its Region, or the call that failed beside it.
func TestAccRecoveryPoint_blame(t *testing.T) {
	t.Parallel()
	const gone = "arn:aws:backup:eu-central-1:123456789012:recovery-point:11111111-2222-3333-4444-555555555555"
	const listed = "resource_arn = \"" + acctest.FilesARN + "\""
	listDenied := &emulator.Fault{Kind: emulator.AccessDenied, Operation: "ListRecoveryPointsByResource", Times: emulator.Always}
	for name, test := range map[string]struct {
		source    string // default awsbackup_recovery_point
		arguments string // %q is the ARN of a point that exists
		fault     *emulator.Fault
		want      string
		detail    string
	}{
		"gone":              {arguments: "backup_vault_name = \"Default\"\nrecovery_point_arn = \"" + gone + "\"", want: "error: Recovery Point Not Found", detail: `is not in vault "Default"`},
		"gone, any vault":   {arguments: "recovery_point_arn = \"" + gone + "\"", want: "error: Recovery Point Not Found", detail: "No backup vault"},
		"of another Region": {arguments: "recovery_point_arn = \"" + strings.Replace(gone, "eu-central-1", "eu-west-1", 1) + "\"", want: "error: Recovery Point of Another Region", detail: `region = "eu-west-1"`},
		"only its tags": {
			arguments: "recovery_point_arn = %q",
			fault:     &emulator.Fault{Kind: emulator.Error, Operation: "ListTags", Code: "ResourceNotFoundException", Times: emulator.Always},
			want:      "warning: Tags of the Recovery Point Not Found", detail: "ListTags",
		},
		"the list of a search": {arguments: listed, fault: listDenied, want: "error: Access Denied", detail: "backup:ListRecoveryPointsByResource"},
		"the list of a vault": {
			arguments: "backup_vault_name = \"Default\"\n" + listed, want: "error: Backup Vault Missing or Access Denied", detail: "backup:ListRecoveryPointsByBackupVault",
			fault: &emulator.Fault{Kind: emulator.AccessDenied, Operation: "ListRecoveryPointsByBackupVault", Times: emulator.Always},
		},
		"a list": {source: "awsbackup_recovery_points", arguments: listed, fault: listDenied, want: "error: Access Denied", detail: "backup:ListRecoveryPointsByResource"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			made := backedUp(t, env, acctest.FilesARN, "Default", nil)
			if test.fault != nil {
				env.Emulator.Inject(*test.fault)
			}
			config := point(env, strings.Replace(test.arguments, "%q", fmt.Sprintf("%q", made.ARN), 1))
			said := env.Terraform(strings.Replace(config, "awsbackup_recovery_point", cmp.Or(test.source, "awsbackup_recovery_point"), 1)).Run("plan")
			if len(said) != 1 || !strings.Contains(said[0].String(), test.want) {
				t.Fatalf("the plan reports %v, want %s", said, test.want)
			}
			if strings.Contains(said[0].Detail, "while the job was running") {
				t.Errorf("a job is blamed: %s", said[0].Detail)
			}
			if !strings.Contains(said[0].Detail, test.detail) {
				t.Errorf("the detail lacks %q: %s", test.detail, said[0].Detail)
			}
		})
	}
}

// An endpoint whose certificate is not trusted fails a data source in seconds, by its cause.
func TestAccRecoveryPoint_untrusted(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	server := httptest.NewTLSServer(env.Emulator)
	t.Cleanup(server.Close)
	env.URL = server.URL
	began := time.Now()
	said := env.Terraform(point(env, fmt.Sprintf("resource_arn = %q", acctest.FilesARN))).Run("plan")
	if len(said) != 1 || said[0].Summary != "TLS Certificate Not Trusted" {
		t.Errorf("the plan reports %v", said)
	}
	if took := time.Since(began); took > 20*time.Second {
		t.Errorf("the plan took %s", took)
	}
}
