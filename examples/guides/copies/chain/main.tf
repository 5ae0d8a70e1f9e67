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

variable "release" {
  description = "Another release takes another backup, and copies it."
  type        = string
  default     = "1"
}

locals {
  role = "arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole"
}

resource "awsbackup_backup_job" "files" {
  backup_vault_name = "backups"
  resource_arn      = "arn:aws:elasticfilesystem:eu-central-1:123456789012:file-system/fs-0123456789abcdef0"
  iam_role_arn      = local.role

  triggers = {
    release = var.release
  }

  recovery_point_lifecycle = {
    delete_after_days = 35
  }
}

# The first hop: another Region.
resource "awsbackup_copy_job" "region" {
  recovery_point_arn           = awsbackup_backup_job.files.recovery_point_arn
  source_backup_vault_name     = awsbackup_backup_job.files.backup_vault_name
  destination_backup_vault_arn = "arn:aws:backup:eu-west-1:123456789012:backup-vault:offsite"
  iam_role_arn                 = local.role

  recovery_point_lifecycle = {
    delete_after_days = 90
  }
}

# The second hop starts from the copy, so it runs in the Region of the copy.
resource "awsbackup_copy_job" "archive" {
  region = "eu-west-1"

  recovery_point_arn           = awsbackup_copy_job.region.destination_recovery_point_arn
  source_backup_vault_name     = "offsite"
  destination_backup_vault_arn = "arn:aws:backup:eu-north-1:123456789012:backup-vault:archive"
  iam_role_arn                 = local.role

  recovery_point_lifecycle = {
    move_to_cold_storage_after_days = 30
    delete_after_days               = 365
  }
}

output "copies" {
  value = [
    awsbackup_copy_job.region.destination_recovery_point_arn,
    awsbackup_copy_job.archive.destination_recovery_point_arn,
  ]
}
