resource "awsbackup_backup_job" "before" {
  backup_vault_name = var.backup_vault_name
  resource_arn      = var.db_instance_arn
  iam_role_arn      = var.iam_role_arn

  # One backup for each version. The earlier ones stay until their time is over.
  triggers = {
    engine_version = var.engine_version
  }

  recovery_point_lifecycle = {
    delete_after_days = var.delete_after_days
  }

  # An upgrade does not wait for eight hours, AWS's default, until its backup may
  # start. A job that has not started by then is an error, and nothing upgrades.
  start_window_minutes = 60

  tags = {
    BeforeVersion = var.engine_version
  }
}
