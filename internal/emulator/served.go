// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

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

		serve("TagResource", tagResource),
		serve("UntagResource", untagResource),
		serve("ListTags", listTags),

		serve("CreateBackupVault", createBackupVault),
		serve("DescribeBackupVault", describeBackupVault),
		serve("ListBackupVaults", listBackupVaults),
		serve("DeleteBackupVault", deleteBackupVault),

		serve("DescribeRegionSettings", describeRegionSettings),
		serve("UpdateRegionSettings", updateRegionSettings),

		serve("DescribeCopyJob", describeCopyJob),
		serve("ListCopyJobs", listCopyJobs),
	}
}
