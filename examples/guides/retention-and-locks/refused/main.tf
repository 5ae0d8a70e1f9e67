resource "awsbackup_backup_job" "archive" {
  backup_vault_name = "archive"
  resource_arn      = "arn:aws:elasticfilesystem:eu-central-1:123456789012:file-system/fs-0123456789abcdef0"
  iam_role_arn      = "arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole"

  recovery_point_lifecycle = {
    move_to_cold_storage_after_days = 30
    delete_after_days               = 100
  }
}
