// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Package sandbox runs the real Terraform with the provider of this repository
// against the emulator, the way a person would on a machine of their own.
//
// Nothing of the person's settings gets in and nothing gets out: Terraform has
// its own configuration, made-up credentials and an endpoint on the loopback
// interface, and everything that is written is in a temporary directory that
// Close removes. The demo, the smoke test and the test of the release share it.
package sandbox
