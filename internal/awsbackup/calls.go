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
	startBackupJob                   call[backup.StartBackupJobInput, backup.StartBackupJobOutput]
	stopBackupJob                    call[backup.StopBackupJobInput, backup.StopBackupJobOutput]
	describeBackupJob                call[backup.DescribeBackupJobInput, backup.DescribeBackupJobOutput]
	listBackupJobs                   call[backup.ListBackupJobsInput, backup.ListBackupJobsOutput]
	listCopyJobs                     call[backup.ListCopyJobsInput, backup.ListCopyJobsOutput]
	describeRecoveryPoint            call[backup.DescribeRecoveryPointInput, backup.DescribeRecoveryPointOutput]
	listRecoveryPointsByBackupVault  call[backup.ListRecoveryPointsByBackupVaultInput, backup.ListRecoveryPointsByBackupVaultOutput]
	listRecoveryPointsByResource     call[backup.ListRecoveryPointsByResourceInput, backup.ListRecoveryPointsByResourceOutput]
	updateRecoveryPointLifecycle     call[backup.UpdateRecoveryPointLifecycleInput, backup.UpdateRecoveryPointLifecycleOutput]
	updateRecoveryPointIndexSettings call[backup.UpdateRecoveryPointIndexSettingsInput, backup.UpdateRecoveryPointIndexSettingsOutput]
	deleteRecoveryPoint              call[backup.DeleteRecoveryPointInput, backup.DeleteRecoveryPointOutput]
	tagResource                      call[backup.TagResourceInput, backup.TagResourceOutput]
	untagResource                    call[backup.UntagResourceInput, backup.UntagResourceOutput]
	listTags                         call[backup.ListTagsInput, backup.ListTagsOutput]
	describeBackupVault              call[backup.DescribeBackupVaultInput, backup.DescribeBackupVaultOutput]
	listBackupVaults                 call[backup.ListBackupVaultsInput, backup.ListBackupVaultsOutput]
	describeRegionSettings           call[backup.DescribeRegionSettingsInput, backup.DescribeRegionSettingsOutput]
}

type call[In, Out any] func(context.Context, *In, ...func(*backup.Options)) (*Out, error)

func newCalls(sdk *backup.Client) calls {
	return calls{
		startBackupJob:                   sdk.StartBackupJob,
		stopBackupJob:                    sdk.StopBackupJob,
		describeBackupJob:                sdk.DescribeBackupJob,
		listBackupJobs:                   sdk.ListBackupJobs,
		listCopyJobs:                     sdk.ListCopyJobs,
		describeRecoveryPoint:            sdk.DescribeRecoveryPoint,
		listRecoveryPointsByBackupVault:  sdk.ListRecoveryPointsByBackupVault,
		listRecoveryPointsByResource:     sdk.ListRecoveryPointsByResource,
		updateRecoveryPointLifecycle:     sdk.UpdateRecoveryPointLifecycle,
		updateRecoveryPointIndexSettings: sdk.UpdateRecoveryPointIndexSettings,
		deleteRecoveryPoint:              sdk.DeleteRecoveryPoint,
		tagResource:                      sdk.TagResource,
		untagResource:                    sdk.UntagResource,
		listTags:                         sdk.ListTags,
		describeBackupVault:              sdk.DescribeBackupVault,
		listBackupVaults:                 sdk.ListBackupVaults,
		describeRegionSettings:           sdk.DescribeRegionSettings,
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

// ListCopyJobs implements [API].
func (c *Client) ListCopyJobs(ctx context.Context, in *backup.ListCopyJobsInput, optFns ...func(*backup.Options)) (*backup.ListCopyJobsOutput, error) {
	return c.calls.listCopyJobs(ctx, in, optFns...)
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
