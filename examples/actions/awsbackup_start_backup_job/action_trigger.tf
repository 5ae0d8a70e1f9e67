# Before every change of the database, unless there is a backup of the last hour.
resource "aws_db_instance" "billing" {
  identifier          = "billing"
  engine              = "postgres"
  instance_class      = "db.t4g.medium"
  skip_final_snapshot = true

  lifecycle {
    action_trigger {
      events  = [before_update]
      actions = [action.awsbackup_start_backup_job.billing]
    }
  }
}

action "awsbackup_start_backup_job" "billing" {
  config {
    backup_vault_name  = "backups"
    resource_arn       = "arn:aws:rds:eu-central-1:123456789012:db:billing"
    iam_role_arn       = "arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole"
    skip_if_newer_than = "1h"
  }
}
