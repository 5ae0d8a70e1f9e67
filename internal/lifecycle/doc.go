// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Package lifecycle holds AWS Backup's rules for an on-demand backup: what StartBackupJob refuses, what it ignores in
// silence, and what a job fails for hours later. Each rule lives here once, with its message and its source.
//
// Rules are pure: values in, violations out. They know neither Terraform nor the AWS SDK. A rule that needs a value that is
// not known yet says nothing until it is, and a rule that cannot tell (see package catalog) says nothing at all.
//
// Check runs the rules that need no call to AWS. CheckVault, CheckSettings and CheckChange judge what AWS returned about
// a vault, a region's settings and an existing recovery point.
//
// Sources: the API reference of AWS Backup (StartBackupJob, Lifecycle, UpdateRecoveryPointLifecycle) and the pages
// vault-lock, lag-vault-primary-backup and backup-feature-availability of its developer guide.
package lifecycle
