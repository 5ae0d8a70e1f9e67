variable "database" {
  description = "Name of the RDS instance."
  type        = string
}

variable "keep_days" {
  description = "Days that the backup is kept."
  type        = number
  default     = 35
}

resource "awsbackup_backup_job" "database" {
  backup_vault_name = "backups"
  resource_arn      = "arn:aws:rds:eu-central-1:123456789012:db:${var.database}"
  iam_role_arn      = "arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole"

  recovery_point_lifecycle = {
    delete_after_days = var.keep_days
  }
}

output "snapshot_identifier" {
  value = provider::awsbackup::parse_recovery_point_arn(awsbackup_backup_job.database.recovery_point_arn).id
}
