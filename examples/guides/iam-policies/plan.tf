# What a plan asks: the checks before an apply, and the refresh of what is there.
locals {
  read = [
    {
      Sid    = "Vaults"
      Effect = "Allow"
      Action = [
        "backup:DescribeBackupVault", # its lock
        "backup:ListRecoveryPointsByBackupVault",
      ]
      Resource = local.vaults
    },
    {
      Sid      = "RecoveryPoints"
      Effect   = "Allow"
      Action   = ["backup:DescribeRecoveryPoint"]
      Resource = concat(local.vaults, local.recovery_points)
    },
    {
      Sid      = "FindRecoveryPoint" # the check of a restore looks for it in every vault
      Effect   = "Allow"
      Action   = ["backup:DescribeRecoveryPoint"]
      Resource = ["arn:aws:backup:*:*:backup-vault:*"]
    },
    {
      Sid      = "RestoreMetadata" # only for data.awsbackup_restore_metadata
      Effect   = "Allow"
      Action   = ["backup:GetRecoveryPointRestoreMetadata"]
      Resource = concat(local.vaults, local.recovery_points)
    },
    {
      Sid      = "Tags"
      Effect   = "Allow"
      Action   = ["backup:ListTags"]
      Resource = ["arn:aws:backup:*:*:recovery-point:*"]
    },
    {
      Sid    = "Account"
      Effect = "Allow"
      Action = [
        "backup:DescribeBackupJob",
        "backup:DescribeCopyJob",
        "backup:DescribeRestoreJob",
        "backup:GetRestoreTestingInferredMetadata",
        "backup:DescribeRegionSettings", # what is switched on
        "backup:ListBackupJobs",
        "backup:ListBackupVaults", # a denial of a vault that is gone looks like any other
        "backup:ListCopyJobs",     # copy jobs, and copies to an air-gapped vault
        "backup:ListRecoveryPointsByResource",
      ]
      Resource = ["*"] # AWS knows no ARN for these
    },
  ]
}

output "plan" {
  description = "The least policy of a plan."
  value       = jsonencode({ Version = "2012-10-17", Statement = local.read })
}
