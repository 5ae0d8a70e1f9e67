variable "release" {
  description = "The release that is about to be deployed."
  type        = string
  default     = "2026.11"
}

resource "awsbackup_backup_job" "before_release" {
  backup_vault_name = "backups"
  resource_arn      = "arn:aws:rds:eu-central-1:123456789012:db:orders"
  iam_role_arn      = "arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole"

  recovery_point_lifecycle = {
    delete_after_days = 35
  }

  # Another release, another backup. The earlier one stays: on_destroy is
  # "retain" unless set.
  triggers = {
    release = var.release
  }
}
