// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Package restorejob is the restore job of AWS Backup as Terraform shows it:
// the resource, its completion, the data sources, the list and the action, and
// the data source of restore metadata.
//
// What every kind of job does alike is in package job. What AWS accepts as
// metadata is a table of package catalog, and checked by package lifecycle.
//
// The promises that the rest of the package keeps:
//   - A restore is started once. It is resumed after an apply that was cut off,
//     and never repeated because AWS has dropped the job's record or because the
//     restored resource is gone.
//   - What a restore makes belongs to its own service: nothing here changes or
//     deletes it.
//   - Metadata is sensitive: no message has a value of it.
package restorejob
