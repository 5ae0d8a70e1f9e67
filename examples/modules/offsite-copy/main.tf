resource "awsbackup_backup_job" "backup" {
  backup_vault_name = var.backup_vault_name
  resource_arn      = var.resource_arn
  iam_role_arn      = var.iam_role_arn
  triggers          = var.triggers

  recovery_point_lifecycle = {
    delete_after_days = var.delete_after_days
  }

  timeouts {
    create = var.timeout
  }
}

locals {
  # Region and account of the destination: arn:aws:backup:REGION:ACCOUNT:backup-vault:NAME
  destination = slice(split(":", var.destination_backup_vault_arn), 3, 5)
  source      = tolist([awsbackup_backup_job.backup.region, split(":", var.iam_role_arn)[4]])
}

resource "awsbackup_copy_job" "copy" {
  recovery_point_arn           = awsbackup_backup_job.backup.recovery_point_arn
  source_backup_vault_name     = awsbackup_backup_job.backup.backup_vault_name
  destination_backup_vault_arn = var.destination_backup_vault_arn
  iam_role_arn                 = var.iam_role_arn

  # The source expires first, so the copy needs a number of its own.
  recovery_point_lifecycle = {
    delete_after_days = var.copy_delete_after_days
  }

  # A copy that AWS completed with issues is not the copy to rely on.
  on_issues = "error"

  timeouts {
    create = var.timeout
  }

  lifecycle {
    precondition {
      condition     = local.destination != local.source
      error_message = "The destination vault is in the Region and account of the backup, so the copy would not be offsite."
    }
  }
}
