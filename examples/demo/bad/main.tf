# A mistake that AWS Backup finds only when the backup is taken, and this
# provider when it is planned: cold storage is for 90 days at least.

terraform {
  required_providers {
    awsbackup = {
      source = "awsbackup/awsbackup"
    }
  }
}

provider "awsbackup" {
  region = "eu-central-1"
}

resource "awsbackup_backup_job" "files" {
  backup_vault_name = "Default"
  resource_arn      = "arn:aws:elasticfilesystem:eu-central-1:123456789012:file-system/fs-0123456789abcdef0"
  iam_role_arn      = "arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole"

  recovery_point_lifecycle = {
    move_to_cold_storage_after_days = 30
    delete_after_days               = 100
  }
}
