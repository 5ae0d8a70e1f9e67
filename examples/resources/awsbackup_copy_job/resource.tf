# A backup, and its copy in another Region of the same account.
resource "awsbackup_backup_job" "files" {
  backup_vault_name = "backups"
  resource_arn      = "arn:aws:elasticfilesystem:eu-central-1:123456789012:file-system/fs-0123456789abcdef0"
  iam_role_arn      = "arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole"

  recovery_point_lifecycle = {
    delete_after_days = 35
  }
}

resource "awsbackup_copy_job" "files" {
  recovery_point_arn           = awsbackup_backup_job.files.recovery_point_arn
  source_backup_vault_name     = awsbackup_backup_job.files.backup_vault_name
  destination_backup_vault_arn = "arn:aws:backup:eu-west-1:123456789012:backup-vault:offsite"
  iam_role_arn                 = awsbackup_backup_job.files.iam_role_arn

  # Days count from the creation of the backup.
  recovery_point_lifecycle = {
    delete_after_days = 365
  }
}

output "offsite_copy" {
  value = awsbackup_copy_job.files.destination_recovery_point_arn
}
