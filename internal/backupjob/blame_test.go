// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob_test

import (
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
)

// An import says what is missing: the point, or the right Region.
func TestAccImport_blame(t *testing.T) {
	t.Parallel()
	const gone = "arn:aws:ec2:eu-central-1::snapshot/snap-0123456789abcdef0"
	for id, want := range map[string]string{
		"Default," + gone: "Recovery Point Not Found",
		"Default," + strings.Replace(gone, "eu-central-1", "eu-west-1", 1):                   "Recovery Point of Another Region",
		"Default," + strings.Replace(gone, "eu-central-1", "eu-west-1", 1) + "@eu-central-1": "Recovery Point of Another Region",
		"11111111-2222-3333-4444-555555555555":                                               "Backup Job Not Found",
	} {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			c := env.Terraform(env.Config(job(acctest.FilesARN, "")) + importBlock(`id = "`+id+`"`))
			for _, d := range applyFails(t, c, want) {
				if strings.Contains(d.Detail, "deleted while the job was running") || strings.Contains(d.Detail, "Another Account") {
					t.Errorf("the error blames something else: %s", d.Detail)
				}
			}
		})
	}
}

// A plan against an endpoint whose certificate is not trusted takes seconds, and advises what ends the fault.
func TestAccBackupJob_planUntrusted(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	server := httptest.NewTLSServer(env.Emulator)
	t.Cleanup(server.Close)
	env.URL = server.URL
	began := time.Now()
	said := env.Terraform(env.Config(job(acctest.FilesARN, ""))).Run("plan")
	if took := time.Since(began); took > 20*time.Second {
		t.Errorf("the plan took %s", took)
	}
	if len(said) == 0 {
		t.Fatal("the plan reports nothing")
	}
	for _, d := range said {
		if !strings.Contains(d.Detail, "custom_ca_bundle") || strings.Contains(d.Detail, "Allow backup:") {
			t.Errorf("the advice does not follow from the error: %s: %s", d.Summary, d.Detail)
		}
	}
}
