data "awsbackup_recovery_point" "orders" {
  resource_arn      = "arn:aws:dynamodb:eu-central-1:123456789012:table/orders"
  backup_vault_name = "backups"
  most_recent       = true
}

resource "awsbackup_restore_job" "orders" {
  recovery_point_arn = data.awsbackup_recovery_point.orders.recovery_point_arn
  iam_role_arn       = "arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole"
  metadata           = { targetTableName = "orders-restored" }
}

# The result of a validation that another process has reported since.
data "awsbackup_restore_job" "orders" {
  restore_job_id = awsbackup_restore_job.orders.id
}

output "validation" {
  value = data.awsbackup_restore_job.orders.validation_status
}
