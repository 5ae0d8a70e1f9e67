// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Package lifecycle holds AWS Backup's rules for on-demand backups, copies and restores: what a start refuses, what it
// ignores in silence, and what a job fails for hours later. Each rule lives here once, with its message and its source.
//
// Rules are pure: values in, violations out. They know neither Terraform nor the AWS SDK. A rule that needs a value that is
// not known yet says nothing until it is, and a rule that cannot tell (see package catalog) says nothing at all.
//
// Check, CheckCopy and CheckRestore run the rules that need no call to AWS. CheckPreflight, CheckCopyPreflight,
// CheckRestorePoint and CheckChange judge what AWS returned about vaults, a region's settings and recovery points.
//
// Sources: the API reference of AWS Backup (StartBackupJob, Lifecycle, UpdateRecoveryPointLifecycle) and the pages
// vault-lock, lag-vault-primary-backup, backup-feature-availability, recov-point-create-a-copy and encryption of its developer
// guide; for restores, the page that the catalogue names for each type.
package lifecycle
