// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsbackup

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/backup"
)

// calls are the SDK's methods, one by one. A *backup.Client in an interface would make the linker keep all operations of AWS Backup,
// 1.5 MB of program for calls that are never made: something in every provider looks up methods by name, so that all methods of
// all types behind interfaces count as used.
type calls struct {
	startBackupJob                    call[backup.StartBackupJobInput, backup.StartBackupJobOutput]
	stopBackupJob                     call[backup.StopBackupJobInput, backup.StopBackupJobOutput]
	describeBackupJob                 call[backup.DescribeBackupJobInput, backup.DescribeBackupJobOutput]
	listBackupJobs                    call[backup.ListBackupJobsInput, backup.ListBackupJobsOutput]
	startCopyJob                      call[backup.StartCopyJobInput, backup.StartCopyJobOutput]
	describeCopyJob                   call[backup.DescribeCopyJobInput, backup.DescribeCopyJobOutput]
	listCopyJobs                      call[backup.ListCopyJobsInput, backup.ListCopyJobsOutput]
	startRestoreJob                   call[backup.StartRestoreJobInput, backup.StartRestoreJobOutput]
	describeRestoreJob                call[backup.DescribeRestoreJobInput, backup.DescribeRestoreJobOutput]
	listRestoreJobs                   call[backup.ListRestoreJobsInput, backup.ListRestoreJobsOutput]
	getRestoreJobMetadata             call[backup.GetRestoreJobMetadataInput, backup.GetRestoreJobMetadataOutput]
	getRecoveryPointRestoreMetadata   call[backup.GetRecoveryPointRestoreMetadataInput, backup.GetRecoveryPointRestoreMetadataOutput]
	getRestoreTestingInferredMetadata call[backup.GetRestoreTestingInferredMetadataInput, backup.GetRestoreTestingInferredMetadataOutput]
	describeRecoveryPoint             call[backup.DescribeRecoveryPointInput, backup.DescribeRecoveryPointOutput]
	listRecoveryPointsByBackupVault   call[backup.ListRecoveryPointsByBackupVaultInput, backup.ListRecoveryPointsByBackupVaultOutput]
	listRecoveryPointsByResource      call[backup.ListRecoveryPointsByResourceInput, backup.ListRecoveryPointsByResourceOutput]
	updateRecoveryPointLifecycle      call[backup.UpdateRecoveryPointLifecycleInput, backup.UpdateRecoveryPointLifecycleOutput]
	updateRecoveryPointIndexSettings  call[backup.UpdateRecoveryPointIndexSettingsInput, backup.UpdateRecoveryPointIndexSettingsOutput]
	deleteRecoveryPoint               call[backup.DeleteRecoveryPointInput, backup.DeleteRecoveryPointOutput]
	tagResource                       call[backup.TagResourceInput, backup.TagResourceOutput]
	untagResource                     call[backup.UntagResourceInput, backup.UntagResourceOutput]
	listTags                          call[backup.ListTagsInput, backup.ListTagsOutput]
	describeBackupVault               call[backup.DescribeBackupVaultInput, backup.DescribeBackupVaultOutput]
	listBackupVaults                  call[backup.ListBackupVaultsInput, backup.ListBackupVaultsOutput]
	describeRegionSettings            call[backup.DescribeRegionSettingsInput, backup.DescribeRegionSettingsOutput]
	describeGlobalSettings            call[backup.DescribeGlobalSettingsInput, backup.DescribeGlobalSettingsOutput]
}

type call[In, Out any] func(context.Context, *In, ...func(*backup.Options)) (*Out, error)

func newCalls(sdk *backup.Client) calls {
	return calls{
		startBackupJob:                    sdk.StartBackupJob,
		stopBackupJob:                     sdk.StopBackupJob,
		describeBackupJob:                 sdk.DescribeBackupJob,
		listBackupJobs:                    sdk.ListBackupJobs,
		startCopyJob:                      sdk.StartCopyJob,
		describeCopyJob:                   sdk.DescribeCopyJob,
		listCopyJobs:                      sdk.ListCopyJobs,
		startRestoreJob:                   sdk.StartRestoreJob,
		describeRestoreJob:                sdk.DescribeRestoreJob,
		listRestoreJobs:                   sdk.ListRestoreJobs,
		getRestoreJobMetadata:             sdk.GetRestoreJobMetadata,
		getRecoveryPointRestoreMetadata:   sdk.GetRecoveryPointRestoreMetadata,
		getRestoreTestingInferredMetadata: sdk.GetRestoreTestingInferredMetadata,
		describeRecoveryPoint:             sdk.DescribeRecoveryPoint,
		listRecoveryPointsByBackupVault:   sdk.ListRecoveryPointsByBackupVault,
		listRecoveryPointsByResource:      sdk.ListRecoveryPointsByResource,
		updateRecoveryPointLifecycle:      sdk.UpdateRecoveryPointLifecycle,
		updateRecoveryPointIndexSettings:  sdk.UpdateRecoveryPointIndexSettings,
		deleteRecoveryPoint:               sdk.DeleteRecoveryPoint,
		tagResource:                       sdk.TagResource,
		untagResource:                     sdk.UntagResource,
		listTags:                          sdk.ListTags,
		describeBackupVault:               sdk.DescribeBackupVault,
		listBackupVaults:                  sdk.ListBackupVaults,
		describeRegionSettings:            sdk.DescribeRegionSettings,
		describeGlobalSettings:            sdk.DescribeGlobalSettings,
	}
}

// StartBackupJob implements [API].
func (c *Client) StartBackupJob(ctx context.Context, in *backup.StartBackupJobInput, optFns ...func(*backup.Options)) (*backup.StartBackupJobOutput, error) {
	return c.calls.startBackupJob(ctx, in, optFns...)
}

// StopBackupJob implements [API].
func (c *Client) StopBackupJob(ctx context.Context, in *backup.StopBackupJobInput, optFns ...func(*backup.Options)) (*backup.StopBackupJobOutput, error) {
	return c.calls.stopBackupJob(ctx, in, optFns...)
}

// DescribeBackupJob implements [API].
func (c *Client) DescribeBackupJob(ctx context.Context, in *backup.DescribeBackupJobInput, optFns ...func(*backup.Options)) (*backup.DescribeBackupJobOutput, error) {
	return c.calls.describeBackupJob(ctx, in, optFns...)
}

// ListBackupJobs implements [API].
func (c *Client) ListBackupJobs(ctx context.Context, in *backup.ListBackupJobsInput, optFns ...func(*backup.Options)) (*backup.ListBackupJobsOutput, error) {
	return c.calls.listBackupJobs(ctx, in, optFns...)
}

// StartCopyJob implements [API].
func (c *Client) StartCopyJob(ctx context.Context, in *backup.StartCopyJobInput, optFns ...func(*backup.Options)) (*backup.StartCopyJobOutput, error) {
	return c.calls.startCopyJob(ctx, in, optFns...)
}

// DescribeCopyJob implements [API].
func (c *Client) DescribeCopyJob(ctx context.Context, in *backup.DescribeCopyJobInput, optFns ...func(*backup.Options)) (*backup.DescribeCopyJobOutput, error) {
	return c.calls.describeCopyJob(ctx, in, optFns...)
}

// ListCopyJobs implements [API].
func (c *Client) ListCopyJobs(ctx context.Context, in *backup.ListCopyJobsInput, optFns ...func(*backup.Options)) (*backup.ListCopyJobsOutput, error) {
	return c.calls.listCopyJobs(ctx, in, optFns...)
}

// StartRestoreJob implements [API].
func (c *Client) StartRestoreJob(ctx context.Context, in *backup.StartRestoreJobInput, optFns ...func(*backup.Options)) (*backup.StartRestoreJobOutput, error) {
	return c.calls.startRestoreJob(ctx, in, optFns...)
}

// DescribeRestoreJob implements [API].
func (c *Client) DescribeRestoreJob(ctx context.Context, in *backup.DescribeRestoreJobInput, optFns ...func(*backup.Options)) (*backup.DescribeRestoreJobOutput, error) {
	return c.calls.describeRestoreJob(ctx, in, optFns...)
}

// ListRestoreJobs implements [API].
func (c *Client) ListRestoreJobs(ctx context.Context, in *backup.ListRestoreJobsInput, optFns ...func(*backup.Options)) (*backup.ListRestoreJobsOutput, error) {
	return c.calls.listRestoreJobs(ctx, in, optFns...)
}

// GetRestoreJobMetadata implements [API].
func (c *Client) GetRestoreJobMetadata(ctx context.Context, in *backup.GetRestoreJobMetadataInput, optFns ...func(*backup.Options)) (*backup.GetRestoreJobMetadataOutput, error) {
	return c.calls.getRestoreJobMetadata(ctx, in, optFns...)
}

// GetRecoveryPointRestoreMetadata implements [API].
func (c *Client) GetRecoveryPointRestoreMetadata(ctx context.Context, in *backup.GetRecoveryPointRestoreMetadataInput, optFns ...func(*backup.Options)) (*backup.GetRecoveryPointRestoreMetadataOutput, error) {
	return c.calls.getRecoveryPointRestoreMetadata(ctx, in, optFns...)
}

// GetRestoreTestingInferredMetadata implements [API].
func (c *Client) GetRestoreTestingInferredMetadata(ctx context.Context, in *backup.GetRestoreTestingInferredMetadataInput, optFns ...func(*backup.Options)) (*backup.GetRestoreTestingInferredMetadataOutput, error) {
	return c.calls.getRestoreTestingInferredMetadata(ctx, in, optFns...)
}

// DescribeRecoveryPoint implements [API].
func (c *Client) DescribeRecoveryPoint(ctx context.Context, in *backup.DescribeRecoveryPointInput, optFns ...func(*backup.Options)) (*backup.DescribeRecoveryPointOutput, error) {
	return c.calls.describeRecoveryPoint(ctx, in, optFns...)
}

// ListRecoveryPointsByBackupVault implements [API].
func (c *Client) ListRecoveryPointsByBackupVault(ctx context.Context, in *backup.ListRecoveryPointsByBackupVaultInput, optFns ...func(*backup.Options)) (*backup.ListRecoveryPointsByBackupVaultOutput, error) {
	return c.calls.listRecoveryPointsByBackupVault(ctx, in, optFns...)
}

// ListRecoveryPointsByResource implements [API].
func (c *Client) ListRecoveryPointsByResource(ctx context.Context, in *backup.ListRecoveryPointsByResourceInput, optFns ...func(*backup.Options)) (*backup.ListRecoveryPointsByResourceOutput, error) {
	return c.calls.listRecoveryPointsByResource(ctx, in, optFns...)
}

// UpdateRecoveryPointLifecycle implements [API].
func (c *Client) UpdateRecoveryPointLifecycle(ctx context.Context, in *backup.UpdateRecoveryPointLifecycleInput, optFns ...func(*backup.Options)) (*backup.UpdateRecoveryPointLifecycleOutput, error) {
	return c.calls.updateRecoveryPointLifecycle(ctx, in, optFns...)
}

// UpdateRecoveryPointIndexSettings implements [API].
func (c *Client) UpdateRecoveryPointIndexSettings(ctx context.Context, in *backup.UpdateRecoveryPointIndexSettingsInput, optFns ...func(*backup.Options)) (*backup.UpdateRecoveryPointIndexSettingsOutput, error) {
	return c.calls.updateRecoveryPointIndexSettings(ctx, in, optFns...)
}

// DeleteRecoveryPoint implements [API].
func (c *Client) DeleteRecoveryPoint(ctx context.Context, in *backup.DeleteRecoveryPointInput, optFns ...func(*backup.Options)) (*backup.DeleteRecoveryPointOutput, error) {
	return c.calls.deleteRecoveryPoint(ctx, in, optFns...)
}

// TagResource implements [API].
func (c *Client) TagResource(ctx context.Context, in *backup.TagResourceInput, optFns ...func(*backup.Options)) (*backup.TagResourceOutput, error) {
	return c.calls.tagResource(ctx, in, optFns...)
}

// UntagResource implements [API].
func (c *Client) UntagResource(ctx context.Context, in *backup.UntagResourceInput, optFns ...func(*backup.Options)) (*backup.UntagResourceOutput, error) {
	return c.calls.untagResource(ctx, in, optFns...)
}

// ListTags implements [API].
func (c *Client) ListTags(ctx context.Context, in *backup.ListTagsInput, optFns ...func(*backup.Options)) (*backup.ListTagsOutput, error) {
	return c.calls.listTags(ctx, in, optFns...)
}

// DescribeBackupVault implements [API].
func (c *Client) DescribeBackupVault(ctx context.Context, in *backup.DescribeBackupVaultInput, optFns ...func(*backup.Options)) (*backup.DescribeBackupVaultOutput, error) {
	return c.calls.describeBackupVault(ctx, in, optFns...)
}

// ListBackupVaults implements [API].
func (c *Client) ListBackupVaults(ctx context.Context, in *backup.ListBackupVaultsInput, optFns ...func(*backup.Options)) (*backup.ListBackupVaultsOutput, error) {
	return c.calls.listBackupVaults(ctx, in, optFns...)
}

// DescribeRegionSettings implements [API].
func (c *Client) DescribeRegionSettings(ctx context.Context, in *backup.DescribeRegionSettingsInput, optFns ...func(*backup.Options)) (*backup.DescribeRegionSettingsOutput, error) {
	return c.calls.describeRegionSettings(ctx, in, optFns...)
}

// DescribeGlobalSettings implements [API].
func (c *Client) DescribeGlobalSettings(ctx context.Context, in *backup.DescribeGlobalSettingsInput, optFns ...func(*backup.Options)) (*backup.DescribeGlobalSettingsOutput, error) {
	return c.calls.describeGlobalSettings(ctx, in, optFns...)
}
