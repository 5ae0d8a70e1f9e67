resource "awsbackup_backup_job" "archive" {
  backup_vault_name = "archive"
  resource_arn      = "arn:aws:elasticfilesystem:eu-central-1:123456789012:file-system/fs-0123456789abcdef0"
  iam_role_arn      = "arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole"

  recovery_point_lifecycle = {
    move_to_cold_storage_after_days = 30
    delete_after_days               = 2555 # seven years
  }
}

# EBS moves to its archive tier only with this opt-in.
resource "awsbackup_backup_job" "disk" {
  backup_vault_name = "archive"
  resource_arn      = "arn:aws:ec2:eu-central-1:123456789012:volume/vol-0123456789abcdef0"
  iam_role_arn      = "arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole"

  recovery_point_lifecycle = {
    move_to_cold_storage_after_days           = 30
    delete_after_days                         = 2555
    opt_in_to_archive_for_supported_resources = true
  }
}

output "deleted_on" {
  value = awsbackup_backup_job.archive.calculated_lifecycle.delete_at
}
