data "awsbackup_recovery_point" "files" {
  resource_arn      = "arn:aws:elasticfilesystem:eu-central-1:123456789012:file-system/fs-0123456789abcdef0"
  backup_vault_name = "backups"
  most_recent       = true
}

# A job that a backup plan, a person or another configuration has started.
resource "awsbackup_copy_job" "example" {
  recovery_point_arn           = data.awsbackup_recovery_point.files.recovery_point_arn
  source_backup_vault_name     = "backups"
  destination_backup_vault_arn = "arn:aws:backup:eu-west-1:123456789012:backup-vault:offsite"
  iam_role_arn                 = "arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole"
}

data "awsbackup_copy_job" "example" {
  copy_job_id = awsbackup_copy_job.example.id
}

output "copied_by" {
  value = data.awsbackup_copy_job.example.created_by == null ? "on demand" : data.awsbackup_copy_job.example.created_by.backup_plan_name
}
