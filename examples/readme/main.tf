terraform {
  required_providers {
    awsbackup = {
      source = "awsbackup/awsbackup"
    }
  }
}

provider "awsbackup" {
  region = "eu-central-1"
}

resource "awsbackup_backup_job" "before_upgrade" {
  backup_vault_name = "Default"
  resource_arn      = "arn:aws:rds:eu-central-1:123456789012:db:orders"
  iam_role_arn      = "arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole"

  recovery_point_lifecycle = {
    delete_after_days = 35
  }

  # Change this to take another backup.
  triggers = {
    version = "16.4"
  }
}

output "recovery_point_arn" {
  value = awsbackup_backup_job.before_upgrade.recovery_point_arn
}
