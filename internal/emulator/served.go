// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import "net/http"

// operations are those of AWS Backup (API 2018-11-15) that the emulator carries out.
// Those that the provider does not call are there for the vaults and settings of hashicorp/aws beside it, and for the lane of
// a real account.
var operations = []operation{
	serve("StartBackupJob", "PUT /backup-jobs", startBackupJob),
	serve("DescribeBackupJob", "GET /backup-jobs/{backupJobId}", describeBackupJob),
	serve("ListBackupJobs", "GET /backup-jobs", listBackupJobs),
	serve("StopBackupJob", "POST /backup-jobs/{backupJobId}", stopBackupJob),

	serve("DescribeRecoveryPoint", "GET /backup-vaults/{backupVaultName}/recovery-points/{recoveryPointArn}", describeRecoveryPoint),
	serve("ListRecoveryPointsByBackupVault", "GET /backup-vaults/{backupVaultName}/recovery-points", listRecoveryPointsByBackupVault),
	serve("ListRecoveryPointsByResource", "GET /resources/{resourceArn}/recovery-points", listRecoveryPointsByResource),
	serve("DeleteRecoveryPoint", "DELETE /backup-vaults/{backupVaultName}/recovery-points/{recoveryPointArn}", deleteRecoveryPoint),
	serve("UpdateRecoveryPointLifecycle", "POST /backup-vaults/{backupVaultName}/recovery-points/{recoveryPointArn}", updateRecoveryPointLifecycle),
	serve("UpdateRecoveryPointIndexSettings", "POST /backup-vaults/{backupVaultName}/recovery-points/{recoveryPointArn}/index", updateRecoveryPointIndexSettings),
	serve("GetRecoveryPointRestoreMetadata", "GET /backup-vaults/{backupVaultName}/recovery-points/{recoveryPointArn}/restore-metadata", getRecoveryPointRestoreMetadata),

	serve("TagResource", "POST /tags/{resourceArn}", tagResource),
	serve("UntagResource", "POST /untag/{resourceArn}", untagResource),
	serve("ListTags", "GET /tags/{resourceArn}", listTags),

	serve("CreateBackupVault", "PUT /backup-vaults/{backupVaultName}", createBackupVault),
	serve("DescribeBackupVault", "GET /backup-vaults/{backupVaultName}", describeBackupVault),
	serve("ListBackupVaults", "GET /backup-vaults", listBackupVaults),
	serve("DeleteBackupVault", "DELETE /backup-vaults/{backupVaultName}", deleteBackupVault),
	serve("CreateLogicallyAirGappedBackupVault", "PUT /logically-air-gapped-backup-vaults/{backupVaultName}", createLogicallyAirGappedBackupVault),
	serve("PutBackupVaultLockConfiguration", "PUT /backup-vaults/{backupVaultName}/vault-lock", putBackupVaultLockConfiguration),
	serve("DeleteBackupVaultLockConfiguration", "DELETE /backup-vaults/{backupVaultName}/vault-lock", deleteBackupVaultLockConfiguration),
	serve("GetBackupVaultAccessPolicy", "GET /backup-vaults/{backupVaultName}/access-policy", getBackupVaultAccessPolicy),
	serve("PutBackupVaultAccessPolicy", "PUT /backup-vaults/{backupVaultName}/access-policy", putBackupVaultAccessPolicy),
	serve("DeleteBackupVaultAccessPolicy", "DELETE /backup-vaults/{backupVaultName}/access-policy", deleteBackupVaultAccessPolicy),
	serve("GetBackupVaultNotifications", "GET /backup-vaults/{backupVaultName}/notification-configuration", getBackupVaultNotifications),
	serve("PutBackupVaultNotifications", "PUT /backup-vaults/{backupVaultName}/notification-configuration", putBackupVaultNotifications),
	serve("DeleteBackupVaultNotifications", "DELETE /backup-vaults/{backupVaultName}/notification-configuration", deleteBackupVaultNotifications),

	serve("DescribeRegionSettings", "GET /account-settings", describeRegionSettings),
	serve("UpdateRegionSettings", "PUT /account-settings", updateRegionSettings),

	serve("DescribeGlobalSettings", "GET /global-settings", describeGlobalSettings),
	serve("UpdateGlobalSettings", "PUT /global-settings", updateGlobalSettings),
	serve("GetSupportedResourceTypes", "GET /supported-resource-types", getSupportedResourceTypes),

	serve("StartCopyJob", "PUT /copy-jobs", startCopyJob),
	serve("DescribeCopyJob", "GET /copy-jobs/{copyJobId}", describeCopyJob),
	serve("ListCopyJobs", "GET /copy-jobs", listCopyJobs),

	serve("StartRestoreJob", "PUT /restore-jobs", startRestoreJob),
	serve("DescribeRestoreJob", "GET /restore-jobs/{restoreJobId}", describeRestoreJob),
	serve("ListRestoreJobs", "GET /restore-jobs", listRestoreJobs),
	serve("GetRestoreJobMetadata", "GET /restore-jobs/{restoreJobId}/metadata", getRestoreJobMetadata),
	serve("GetRestoreTestingInferredMetadata", "GET /restore-testing/inferred-metadata", getRestoreTestingInferredMetadata),
	serve("PutRestoreValidationResult", "PUT /restore-jobs/{restoreJobId}/validations", putRestoreValidationResult).withStatus(http.StatusNoContent),

	serve("ListBackupJobSummaries", "GET /audit/backup-job-summaries", listBackupJobSummaries),
}

// withStatus is op with another status of success.
func (op operation) withStatus(status int) operation {
	op.status = status
	return op
}
