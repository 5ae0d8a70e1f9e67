// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Package copyjob is the AWS Backup copy job as Terraform shows it: the
// resource, its completion, the data sources, the list and the action.
//
// A copy job runs in the account and Region of its source. The copy itself is a
// recovery point in the Region of the destination vault, so the [Resource] works
// with two clients. A copy in another account can be neither read nor deleted
// with the credentials of the source: there the job record is all that is known,
// and state keeps it.
//
// What every kind of job does alike is in package job, and what happens to the
// copy in package recoverypoint.
package copyjob
