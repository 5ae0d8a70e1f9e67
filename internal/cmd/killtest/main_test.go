// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"os"
	"testing"
)

// TestKill goes through every named point and a few random moments; make
// kill-test goes through more.
func TestKill(t *testing.T) {
	t.Parallel()
	terraform := os.Getenv("TF_ACC_TERRAFORM_PATH")
	if terraform == "" {
		t.Fatal("TF_ACC_TERRAFORM_PATH must name a Terraform; run the tests with make test, which finds or builds one")
	}
	violations, err := run(t.Context(), terraform, 3, 1)
	if err != nil {
		t.Fatal(err)
	}
	if violations > 0 {
		t.Errorf("%d violations", violations)
	}
}
