resource "awsbackup_backup_job" "archive" {
  backup_vault_name = "backups"
  resource_arn      = "arn:aws:elasticfilesystem:eu-central-1:123456789012:file-system/fs-0123456789abcdef0"
  iam_role_arn      = "arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole"

  # Cold storage lasts for 90 days at least, so this is kept for 120 or more.
  recovery_point_lifecycle = {
    move_to_cold_storage_after_days = 30
    delete_after_days               = 2555
  }

  tags = {
    Purpose = "tax records"
  }

  timeouts {
    create = "48h"
  }
}
