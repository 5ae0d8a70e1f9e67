data "awsbackup_recovery_point" "files" {
  resource_arn      = "arn:aws:elasticfilesystem:eu-central-1:123456789012:file-system/fs-0123456789abcdef0"
  backup_vault_name = "backups"
  most_recent       = true
}

# By hand: terraform apply -invoke=action.awsbackup_start_copy_job.offsite
action "awsbackup_start_copy_job" "offsite" {
  config {
    recovery_point_arn           = data.awsbackup_recovery_point.files.recovery_point_arn
    source_backup_vault_name     = "backups"
    destination_backup_vault_arn = "arn:aws:backup:eu-west-1:123456789012:backup-vault:offsite"
    iam_role_arn                 = "arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole"

    # Copies nothing if this recovery point was copied there within a day.
    skip_if_newer_than = "24h"

    recovery_point_lifecycle = {
      delete_after_days = 365
    }

    timeouts {
      invoke = "12h"
    }
  }
}
