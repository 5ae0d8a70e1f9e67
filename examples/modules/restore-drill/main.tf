# The newest backup of the resource. Older than max_age is an error.
data "awsbackup_recovery_point" "newest" {
  resource_arn      = var.resource_arn
  backup_vault_name = var.backup_vault_name
  most_recent       = true
  max_age           = var.max_age
}

data "awsbackup_restore_metadata" "newest" {
  recovery_point_arn = data.awsbackup_recovery_point.newest.recovery_point_arn
  backup_vault_name  = var.backup_vault_name
}

resource "awsbackup_restore_job" "drill" {
  recovery_point_arn = data.awsbackup_recovery_point.newest.recovery_point_arn
  iam_role_arn       = var.iam_role_arn
  metadata           = merge(data.awsbackup_restore_metadata.newest.suggested, var.metadata)

  # A restore that lost objects is no proof.
  on_issues = "error"

  timeouts {
    create = var.timeout
  }

  lifecycle {
    postcondition {
      condition     = self.created_resource_arn != null
      error_message = "The restore job completed and named no restored resource."
    }
  }
}
