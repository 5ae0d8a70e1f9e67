data "awsbackup_recovery_point" "orders" {
  resource_arn      = "arn:aws:dynamodb:eu-central-1:123456789012:table/orders"
  backup_vault_name = "backups"
  most_recent       = true
}

resource "awsbackup_restore_job" "copies" {
  for_each = toset(["orders-a", "orders-b"])

  recovery_point_arn = data.awsbackup_recovery_point.orders.recovery_point_arn
  iam_role_arn       = "arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole"
  metadata           = { targetTableName = each.key }

  # Starts the job and does not wait for it.
  wait_for = "created"
}

resource "awsbackup_restore_job_completion" "copies" {
  restore_job_ids = [for job in awsbackup_restore_job.copies : job.id]
}

output "restored" {
  value = [for job in awsbackup_restore_job_completion.copies.jobs : job.created_resource_arn]
}
