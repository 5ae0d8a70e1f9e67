resource "awsbackup_backup_job" "test_data" {
  backup_vault_name = "backups"
  resource_arn      = "arn:aws:dynamodb:eu-central-1:123456789012:table/orders-test"
  iam_role_arn      = "arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole"

  # A destroy stops the job if it still runs, and deletes the backup.
  on_destroy = "delete"

  recovery_point_lifecycle = {
    delete_after_days = 7
  }
}
