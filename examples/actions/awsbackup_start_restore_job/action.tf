data "awsbackup_recovery_point" "orders" {
  resource_arn      = "arn:aws:dynamodb:eu-central-1:123456789012:table/orders"
  backup_vault_name = "backups"
  most_recent       = true
}

# By hand: terraform apply -invoke=action.awsbackup_start_restore_job.orders
action "awsbackup_start_restore_job" "orders" {
  config {
    recovery_point_arn = data.awsbackup_recovery_point.orders.recovery_point_arn
    iam_role_arn       = "arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole"

    metadata = {
      targetTableName = "orders-restored"
    }

    timeouts {
      invoke = "4h"
    }
  }
}
