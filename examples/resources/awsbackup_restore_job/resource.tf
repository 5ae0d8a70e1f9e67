# Restores the newest backup of a table beside the table.
data "awsbackup_recovery_point" "orders" {
  resource_arn      = "arn:aws:dynamodb:eu-central-1:123456789012:table/orders"
  backup_vault_name = "backups"
  most_recent       = true
}

resource "awsbackup_restore_job" "example" {
  recovery_point_arn = data.awsbackup_recovery_point.orders.recovery_point_arn
  iam_role_arn       = "arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole"

  metadata = {
    targetTableName = "orders-restored"
  }

  # A newer backup must not restore again.
  lifecycle {
    ignore_changes = [recovery_point_arn]
  }
}

output "restored_table" {
  value = awsbackup_restore_job.example.created_resource_arn
}
