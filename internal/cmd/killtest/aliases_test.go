// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"fmt"
	"testing"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/sandbox"
)

const aliases = `
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
`

// TestAliases: Terraform gives each alias a provider process of its own, so that
// nothing but the token distinguishes two equal resources. They share one job
// while it is in flight; an idempotency_scope of their own gives each its own.
// It is here because only the real program has a process for each alias.
func TestAliases(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, scope string
		jobs        int
	}{
		{name: "the same scope", scope: "", jobs: 1},
		{name: "a scope of its own", scope: `idempotency_scope = "second"`, jobs: 2},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, 2)
			w.aws.Region(sandbox.Region).Script("*", emulator.Script{NeverEnds: true})
			if err := w.Write("main.tf", fmt.Sprintf(aliases, test.scope)); err != nil {
				t.Fatal(err)
			}
			output, err := w.Run(t.Context(), "apply", "-auto-approve", "-no-color")
			if err != nil {
				t.Fatal(err)
			}
			if got := len(w.jobs()); got != test.jobs {
				t.Errorf("%d backup jobs were started, want %d:\n%s", got, test.jobs, output)
			}
		})
	}
}
