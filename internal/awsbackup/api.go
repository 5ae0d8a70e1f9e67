// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsbackup

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/backup"
)

// API is every call that the provider makes to AWS Backup, with the SDK's own
// signatures, so that [Client], a plain SDK client and an in-memory double all
// satisfy it and the SDK's paginators accept it.
type API interface {
	StartBackupJob(ctx context.Context, in *backup.StartBackupJobInput, optFns ...func(*backup.Options)) (*backup.StartBackupJobOutput, error)
	StopBackupJob(ctx context.Context, in *backup.StopBackupJobInput, optFns ...func(*backup.Options)) (*backup.StopBackupJobOutput, error)
	DescribeBackupJob(ctx context.Context, in *backup.DescribeBackupJobInput, optFns ...func(*backup.Options)) (*backup.DescribeBackupJobOutput, error)
	ListBackupJobs(ctx context.Context, in *backup.ListBackupJobsInput, optFns ...func(*backup.Options)) (*backup.ListBackupJobsOutput, error)

	StartCopyJob(ctx context.Context, in *backup.StartCopyJobInput, optFns ...func(*backup.Options)) (*backup.StartCopyJobOutput, error)
	DescribeCopyJob(ctx context.Context, in *backup.DescribeCopyJobInput, optFns ...func(*backup.Options)) (*backup.DescribeCopyJobOutput, error)
	ListCopyJobs(ctx context.Context, in *backup.ListCopyJobsInput, optFns ...func(*backup.Options)) (*backup.ListCopyJobsOutput, error)

	StartRestoreJob(ctx context.Context, in *backup.StartRestoreJobInput, optFns ...func(*backup.Options)) (*backup.StartRestoreJobOutput, error)
	DescribeRestoreJob(ctx context.Context, in *backup.DescribeRestoreJobInput, optFns ...func(*backup.Options)) (*backup.DescribeRestoreJobOutput, error)
	ListRestoreJobs(ctx context.Context, in *backup.ListRestoreJobsInput, optFns ...func(*backup.Options)) (*backup.ListRestoreJobsOutput, error)
	GetRestoreJobMetadata(ctx context.Context, in *backup.GetRestoreJobMetadataInput, optFns ...func(*backup.Options)) (*backup.GetRestoreJobMetadataOutput, error)
	GetRecoveryPointRestoreMetadata(ctx context.Context, in *backup.GetRecoveryPointRestoreMetadataInput, optFns ...func(*backup.Options)) (*backup.GetRecoveryPointRestoreMetadataOutput, error)
	GetRestoreTestingInferredMetadata(ctx context.Context, in *backup.GetRestoreTestingInferredMetadataInput, optFns ...func(*backup.Options)) (*backup.GetRestoreTestingInferredMetadataOutput, error)

	DescribeRecoveryPoint(ctx context.Context, in *backup.DescribeRecoveryPointInput, optFns ...func(*backup.Options)) (*backup.DescribeRecoveryPointOutput, error)
	ListRecoveryPointsByBackupVault(ctx context.Context, in *backup.ListRecoveryPointsByBackupVaultInput, optFns ...func(*backup.Options)) (*backup.ListRecoveryPointsByBackupVaultOutput, error)
	ListRecoveryPointsByResource(ctx context.Context, in *backup.ListRecoveryPointsByResourceInput, optFns ...func(*backup.Options)) (*backup.ListRecoveryPointsByResourceOutput, error)
	UpdateRecoveryPointLifecycle(ctx context.Context, in *backup.UpdateRecoveryPointLifecycleInput, optFns ...func(*backup.Options)) (*backup.UpdateRecoveryPointLifecycleOutput, error)
	UpdateRecoveryPointIndexSettings(ctx context.Context, in *backup.UpdateRecoveryPointIndexSettingsInput, optFns ...func(*backup.Options)) (*backup.UpdateRecoveryPointIndexSettingsOutput, error)
	DeleteRecoveryPoint(ctx context.Context, in *backup.DeleteRecoveryPointInput, optFns ...func(*backup.Options)) (*backup.DeleteRecoveryPointOutput, error)

	TagResource(ctx context.Context, in *backup.TagResourceInput, optFns ...func(*backup.Options)) (*backup.TagResourceOutput, error)
	UntagResource(ctx context.Context, in *backup.UntagResourceInput, optFns ...func(*backup.Options)) (*backup.UntagResourceOutput, error)
	ListTags(ctx context.Context, in *backup.ListTagsInput, optFns ...func(*backup.Options)) (*backup.ListTagsOutput, error)

	DescribeBackupVault(ctx context.Context, in *backup.DescribeBackupVaultInput, optFns ...func(*backup.Options)) (*backup.DescribeBackupVaultOutput, error)
	ListBackupVaults(ctx context.Context, in *backup.ListBackupVaultsInput, optFns ...func(*backup.Options)) (*backup.ListBackupVaultsOutput, error)
	DescribeRegionSettings(ctx context.Context, in *backup.DescribeRegionSettingsInput, optFns ...func(*backup.Options)) (*backup.DescribeRegionSettingsOutput, error)
	DescribeGlobalSettings(ctx context.Context, in *backup.DescribeGlobalSettingsInput, optFns ...func(*backup.Options)) (*backup.DescribeGlobalSettingsOutput, error)
}

var (
	_ API = (*backup.Client)(nil)
	_ API = (*Client)(nil)
)
