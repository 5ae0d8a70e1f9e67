// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

//go:build aws

package realaws_test

import "testing"

// TestRealAccount is what `make testacc-aws` runs. It says first what it will
// do, and does nothing in an account that was not named.
//
//nolint:paralleltest // it is alone
func TestRealAccount(t *testing.T) { run(t, realPace, fixture) }
