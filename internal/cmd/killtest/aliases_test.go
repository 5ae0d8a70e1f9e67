// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// TestAliases: Terraform gives each alias a provider process of its own, so that
// nothing but the token stands between two equal resources. They share one job
// while it is in flight; an idempotency_scope of their own gives each its own.
// It lives here because only the real program has a process for each alias.
func TestAliases(t *testing.T) {
	t.Parallel()
	terraform := os.Getenv("TF_ACC_TERRAFORM_PATH")
	if terraform == "" {
		t.Fatal("TF_ACC_TERRAFORM_PATH must name a Terraform; run the tests with make test, which finds or builds one")
	}
	s := suite{terraform: terraform, repository: "../../.."}
	if err := s.build(t.Context(), t.TempDir()); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name, scope string
		jobs        int
	}{
		{"the same scope", "", 1},
		{"a scope of its own", `idempotency_scope = "second"`, 2},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			aws := emulator.New()
			aws.Region(region).Script("*", emulator.Script{NeverEnds: true})
			web := httptest.NewServer(aws)
			defer web.Close()
			dir := t.TempDir()
			rc := fmt.Sprintf("provider_installation {\n  dev_overrides { \"awsbackup/awsbackup\" = %q }\n  direct {}\n}\n", s.plugins)
			config := fmt.Sprintf(`
terraform {
  required_providers {
    awsbackup = { source = "awsbackup/awsbackup" }
  }
}

provider "awsbackup" {
  alias = "second"
  %s
}

resource "awsbackup_backup_job" "first" {
  backup_vault_name = "Default"
  resource_arn      = "arn:aws:ec2:eu-central-1:123456789012:volume/vol-1"
  iam_role_arn      = "arn:aws:iam::123456789012:role/backup"
  wait_for          = "created"
}

resource "awsbackup_backup_job" "second" {
  provider          = awsbackup.second
  backup_vault_name = "Default"
  resource_arn      = "arn:aws:ec2:eu-central-1:123456789012:volume/vol-1"
  iam_role_arn      = "arn:aws:iam::123456789012:role/backup"
  wait_for          = "created"
}
`, test.scope)
			for name, content := range map[string]string{"terraformrc": rc, "main.tf": config} {
				if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			p, err := s.start(t.Context(), dir, environment(dir, web.URL), "apply", "-auto-approve", "-no-color")
			if err != nil {
				t.Fatal(err)
			}
			if code, err := p.wait(); code != 0 || err != nil {
				t.Fatalf("apply ended with %d (%v):\n%s", code, err, p.output.String())
			}
			if got := len(aws.Region(region).Jobs()); got != test.jobs {
				t.Errorf("%d backup jobs were started, want %d:\n%s", got, test.jobs, p.output.String())
			}
		})
	}
}
