# By hand: terraform apply -invoke=action.awsbackup_start_backup_job.orders
action "awsbackup_start_backup_job" "orders" {
  config {
    backup_vault_name = "backups"
    resource_arn      = "arn:aws:rds:eu-central-1:123456789012:db:orders"
    iam_role_arn      = "arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole"

    recovery_point_lifecycle = {
      delete_after_days = 35
    }

    timeouts {
      invoke = "4h"
    }
  }
}
