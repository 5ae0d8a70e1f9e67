// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import "net/http"

// served lists the operations that the emulator carries out.
func served() []operation {
	return []operation{
		serve("StartBackupJob", startBackupJob),
		serve("DescribeBackupJob", describeBackupJob),
		serve("ListBackupJobs", listBackupJobs),
		serve("StopBackupJob", stopBackupJob),

		serve("DescribeRecoveryPoint", describeRecoveryPoint),
		serve("ListRecoveryPointsByBackupVault", listRecoveryPointsByBackupVault),
		serve("ListRecoveryPointsByResource", listRecoveryPointsByResource),
		serve("DeleteRecoveryPoint", deleteRecoveryPoint),
		serve("UpdateRecoveryPointLifecycle", updateRecoveryPointLifecycle),
		serve("UpdateRecoveryPointIndexSettings", updateRecoveryPointIndexSettings),
		serve("GetRecoveryPointIndexDetails", getRecoveryPointIndexDetails),
		serve("GetRecoveryPointRestoreMetadata", getRecoveryPointRestoreMetadata),
		serve("DisassociateRecoveryPoint", disassociateRecoveryPoint),
		serve("DisassociateRecoveryPointFromParent", disassociateRecoveryPointFromParent).withStatus(http.StatusNoContent),

		serve("TagResource", tagResource),
		serve("UntagResource", untagResource),
		serve("ListTags", listTags),

		serve("CreateBackupVault", createBackupVault),
		serve("DescribeBackupVault", describeBackupVault),
		serve("ListBackupVaults", listBackupVaults),
		serve("DeleteBackupVault", deleteBackupVault),
		serve("CreateLogicallyAirGappedBackupVault", createLogicallyAirGappedBackupVault),
		serve("PutBackupVaultLockConfiguration", putBackupVaultLockConfiguration),
		serve("DeleteBackupVaultLockConfiguration", deleteBackupVaultLockConfiguration),
		serve("GetBackupVaultAccessPolicy", getBackupVaultAccessPolicy),
		serve("PutBackupVaultAccessPolicy", putBackupVaultAccessPolicy),
		serve("DeleteBackupVaultAccessPolicy", deleteBackupVaultAccessPolicy),
		serve("GetBackupVaultNotifications", getBackupVaultNotifications),
		serve("PutBackupVaultNotifications", putBackupVaultNotifications),
		serve("DeleteBackupVaultNotifications", deleteBackupVaultNotifications),

		serve("DescribeRegionSettings", describeRegionSettings),
		serve("UpdateRegionSettings", updateRegionSettings),

		serve("DescribeGlobalSettings", describeGlobalSettings),
		serve("UpdateGlobalSettings", updateGlobalSettings),
		serve("GetSupportedResourceTypes", getSupportedResourceTypes),

		serve("StartCopyJob", startCopyJob),
		serve("DescribeCopyJob", describeCopyJob),
		serve("ListCopyJobs", listCopyJobs),

		serve("StartRestoreJob", startRestoreJob),
		serve("DescribeRestoreJob", describeRestoreJob),
		serve("ListRestoreJobs", listRestoreJobs),
		serve("ListRestoreJobsByProtectedResource", listRestoreJobsByProtectedResource),
		serve("GetRestoreJobMetadata", getRestoreJobMetadata),
		serve("GetRestoreTestingInferredMetadata", getRestoreTestingInferredMetadata),
		serve("PutRestoreValidationResult", putRestoreValidationResult).withStatus(http.StatusNoContent),

		serve("ListBackupJobSummaries", listBackupJobSummaries),
	}
}

// withStatus is op with another status of success.
func (op operation) withStatus(status int) operation {
	op.status = status
	return op
}
