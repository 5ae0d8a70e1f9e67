terraform {
  required_providers {
    awsbackup = {
      source = "awsbackup/awsbackup"
    }
  }
}

# Credentials come from the run: nothing about them is written here.
provider "awsbackup" {
  region = "eu-central-1"
}

resource "awsbackup_backup_job" "files" {
  backup_vault_name = "backups"
  resource_arn      = "arn:aws:elasticfilesystem:eu-central-1:123456789012:file-system/fs-0123456789abcdef0"
  iam_role_arn      = "arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole"

  recovery_point_lifecycle = {
    delete_after_days = 35
  }

  # Less than the run may take, so that the wait ends with a message that tells
  # the next step, and not with a run that HCP Terraform cancels.
  timeouts {
    create = "90m"
    update = "90m"
  }
}
