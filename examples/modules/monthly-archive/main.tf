locals {
  month = coalesce(var.month, formatdate("YYYY-MM", plantimestamp()))
}

resource "awsbackup_backup_job" "archive" {
  for_each = var.resource_arns

  backup_vault_name = var.backup_vault_name
  resource_arn      = each.value
  iam_role_arn      = var.iam_role_arn

  # In a new month the resource is replaced: state forgets last month's archive,
  # and AWS keeps it until its retention ends.
  triggers = {
    month = local.month
  }

  recovery_point_lifecycle = {
    move_to_cold_storage_after_days = var.warm_days
    delete_after_days               = var.keep_years * 365

    # Only EBS needs it.
    opt_in_to_archive_for_supported_resources = true
  }

  tags = {
    Archive = local.month
  }

  # The first backup of a large file system can take days. When this is over the
  # job continues, and the next apply resumes the wait.
  timeouts {
    create = "72h"
  }
}
