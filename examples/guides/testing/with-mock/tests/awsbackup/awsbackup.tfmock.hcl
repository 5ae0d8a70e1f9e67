# What Terraform would make up for computed values is random text, which neither
# the provider's functions nor other resources accept. These values are of the
# right form.

mock_resource "awsbackup_backup_job" {
  defaults = {
    id                    = "1CDF6B45-A11F-3579-9F41-2C2C53C1A0E1"
    account_id            = "123456789012"
    region                = "eu-central-1"
    state                 = "COMPLETED"
    message_category      = "SUCCESS"
    recovery_point_arn    = "arn:aws:rds:eu-central-1:123456789012:snapshot:awsbackup:job-1cdf6b45-a11f-3579-9f41-2c2c53c1a0e1"
    recovery_point_status = "COMPLETED"
    backup_vault_arn      = "arn:aws:backup:eu-central-1:123456789012:backup-vault:backups"
    resource_type         = "RDS"
    backup_size_in_bytes  = 21474836480
    creation_date         = "2026-11-28T02:00:00Z"
    completion_date       = "2026-11-28T02:14:00Z"
  }
}

mock_resource "awsbackup_backup_job_completion" {
  defaults = {
    region                     = "eu-central-1"
    jobs                       = {}
    total_backup_size_in_bytes = 0
  }
}

mock_data "awsbackup_recovery_point" {
  defaults = {
    recovery_point_arn = "arn:aws:rds:eu-central-1:123456789012:snapshot:awsbackup:job-1cdf6b45-a11f-3579-9f41-2c2c53c1a0e1"
    status             = "COMPLETED"
    creation_date      = "2026-11-28T02:00:00Z"
    completion_date    = "2026-11-28T02:14:00Z"
  }
}
