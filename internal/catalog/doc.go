// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Package catalog is the one place that knows the resource types of AWS Backup: how their ARNs and the ARNs of their
// recovery points look, what AWS Backup can do with each, and what metadata a restore of each needs.
//
// The catalog never rejects what it does not list. An ARN of a service that is not listed has no candidates, and
// every question about it is answered by "unknown": a type that AWS adds tomorrow works with the provider of today. One
// ARN may have several candidates, because an rds cluster ARN may belong to Aurora, a Multi-AZ RDS cluster, DocumentDB or
// Neptune; a rule applies only if all of them agree.
//
// Facts come from the AWS Backup developer guide: "Feature availability by resource" (backup-feature-availability),
// "Access control" (access-control, the tables of ARNs) and the API reference of StartBackupJob and StopBackupJob.
package catalog
