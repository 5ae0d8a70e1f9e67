// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Package sandbox runs the real Terraform, away from the user's settings. It is
// the only place that does: the acceptance tests, the demo, the kill test, the
// benchmark and the real-account tests use it.
//
// A Workspace is a directory with a configuration and a state. Terraform gets
// its own CLI configuration and, with an emulator, made-up credentials. It runs
// in a process group of its own, is interrupted once when its context ends, and
// has half a minute then to save its state.
package sandbox
