// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Package backupjob is the AWS Backup job as Terraform shows it: the resource,
// its completion and the list. Below it, package record is what AWS reports of a
// job, with the data sources, and package actions are the actions.
//
// Everything flows one way: configuration, [Model], StartBackupJob input, job
// ID, watcher, job, Model, state. The request is built in one place
// ([Arguments.ToAPI]); what AWS returns is mapped in one place (FromJob and
// FromPoint of package record). What every kind of job does alike is in package
// job, and what happens to the recovery point in package recoverypoint.
//
// The promises that the rest of the package keeps:
//   - A job ID, once known, is in every answer to Terraform.
//   - A finished backup is never returned as a new one, and one intent never
//     has two jobs while the first is in flight.
//   - Only a real not-found, before its time, drops a resource from state.
//   - Nothing that this provider did not start is stopped, and nothing is
//     deleted unless on_destroy says so.
package backupjob
