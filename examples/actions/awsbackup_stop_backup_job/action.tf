resource "awsbackup_backup_job" "example" {
  backup_vault_name = "backups"
  resource_arn      = "arn:aws:elasticfilesystem:eu-central-1:123456789012:file-system/fs-0123456789abcdef0"
  iam_role_arn      = "arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole"
  wait_for          = "created"
}

# By hand: terraform apply -invoke=action.awsbackup_stop_backup_job.example
action "awsbackup_stop_backup_job" "example" {
  config {
    backup_job_id = awsbackup_backup_job.example.id
  }
}
