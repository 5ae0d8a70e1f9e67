# A job that a backup plan, a person or another configuration has started.
resource "awsbackup_backup_job" "example" {
  backup_vault_name = "backups"
  resource_arn      = "arn:aws:ec2:eu-central-1:123456789012:volume/vol-0123456789abcdef0"
  iam_role_arn      = "arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole"
}

data "awsbackup_backup_job" "example" {
  backup_job_id = awsbackup_backup_job.example.id
}

output "taken_by" {
  value = data.awsbackup_backup_job.example.created_by == null ? "on demand" : data.awsbackup_backup_job.example.created_by.backup_plan_name
}
