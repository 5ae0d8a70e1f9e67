variable "release" {
  type    = string
  default = "2026.11"
}

resource "awsbackup_backup_job" "before_release" {
  backup_vault_name = "backups"
  resource_arn      = "arn:aws:rds:eu-central-1:123456789012:db:orders"
  iam_role_arn      = "arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole"

  triggers = {
    release = var.release
  }

  recovery_point_lifecycle = {
    delete_after_days = 35
  }
}

# Terraform forgets the script and runs nothing of it.
removed {
  from = terraform_data.backup

  lifecycle {
    destroy = false
  }
}
