// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Package examples has no code of its own: its tests run everything below
// examples/ with the real Terraform against an emulator, and check that what
// the documentation shows and links to is there.
//
// A directory below examples/ is found by the Terraform files in it, so a new
// one is tested without being named here:
//
//   - with *.tftest.hcl, it is a module: terraform test has to pass;
//   - with *.tfquery.hcl, terraform query has to run, and what it generates has
//     to plan nothing but imports;
//   - with *.tf alone, it is applied: without a warning, with an empty plan
//     afterwards, with every action invoked once, and it is destroyed again;
//   - import*.tf and import.sh import what the rest of the directory made;
//   - cloud.tf, which needs HCP Terraform, is only validated.
//
// The files are the users': nothing in them points at the emulator. Endpoint,
// region and credentials come from the environment, and so does everything
// that a file presupposes (vaults, earlier backups), which the tests take from
// the file itself. The few files that cannot run are in a table with the reason.
//
// A stand-in has the few resources of hashicorp/aws that the examples use, with
// real effect on the emulator where they are AWS Backup's. The test program is
// both providers: Terraform attaches to one process of them for each example, so
// that no command starts its own and none needs terraform init, except for
// modules. Examples with provider aliases need a process for each alias; there
// Terraform starts the test program itself.
package examples
