resource "awsbackup_backup_job" "bucket" {
  backup_vault_name = "backups"
  resource_arn      = "arn:aws:s3:::orders-documents"
  iam_role_arn      = "arn:aws:iam::123456789012:role/backup-s3"

  backup_options = {
    BackupACLs       = "disabled"
    BackupObjectTags = "enabled"
  }

  # Makes the objects in the backup searchable.
  index = "ENABLED"
}
