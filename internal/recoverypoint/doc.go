// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Package recoverypoint is the recovery point as Terraform sees it: data
// sources to find the one to restore from, and to check how old it is.
//
// Nothing here writes. Recovery points are made and changed by package
// backupjob.
package recoverypoint
