# An apply also does what a plan does: it plans again.
locals {
  write = [
    {
      Sid      = "Start"
      Effect   = "Allow"
      Action   = ["backup:StartBackupJob"]
      Resource = local.vaults
    },
    {
      Sid      = "Copy"
      Effect   = "Allow"
      Action   = ["backup:StartCopyJob"]
      Resource = local.recovery_points # the source; where it may go is the role's matter
    },
    {
      Sid      = "Restore"
      Effect   = "Allow"
      Action   = ["backup:StartRestoreJob"]
      Resource = concat(local.vaults, local.recovery_points)
    },
    {
      Sid      = "Restores"
      Effect   = "Allow"
      Action   = ["backup:ListRestoreJobs", "backup:GetRestoreJobMetadata"] # an earlier restore of the same request, and its end
      Resource = ["*"]
    },
    {
      Sid      = "PassTheRoles"
      Effect   = "Allow"
      Action   = ["iam:PassRole"]
      Resource = var.job_role_arns
      Condition = {
        StringEquals = { "iam:PassedToService" = "backup.amazonaws.com" }
      }
    },
    {
      Sid    = "Retention"
      Effect = "Allow"
      Action = [
        "backup:UpdateRecoveryPointLifecycle",
        "backup:UpdateRecoveryPointIndexSettings",
      ]
      Resource = concat(local.vaults, local.recovery_points)
    },
    {
      Sid      = "ChangeTags"
      Effect   = "Allow"
      Action   = ["backup:TagResource", "backup:UntagResource"]
      Resource = ["arn:aws:backup:*:*:recovery-point:*"]
    },
  ]

  # Only for on_destroy = "stop" and "delete", and for the action that stops.
  destroy = [
    {
      Sid      = "Stop"
      Effect   = "Allow"
      Action   = ["backup:StopBackupJob"]
      Resource = ["*"] # AWS knows no ARN for it
    },
    {
      Sid      = "Delete"
      Effect   = "Allow"
      Action   = ["backup:DeleteRecoveryPoint"]
      Resource = concat(local.vaults, local.recovery_points)
    },
  ]
}

output "apply" {
  description = "The least policy of an apply."
  value       = jsonencode({ Version = "2012-10-17", Statement = concat(local.read, local.write, local.destroy) })
}

output "apply_without_destroy" {
  description = "The least policy of an apply that never stops and never deletes a backup."
  value       = jsonencode({ Version = "2012-10-17", Statement = concat(local.read, local.write) })
}
