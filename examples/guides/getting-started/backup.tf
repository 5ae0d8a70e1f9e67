variable "resource_arn" {
  description = "What to back up."
  type        = string
  default     = "arn:aws:ec2:eu-central-1:123456789012:volume/vol-0123456789abcdef0"
}

resource "awsbackup_backup_job" "first" {
  # The id of a vault is its name. Terraform does not know it before the vault
  # exists, so the first plan does not look for the vault.
  backup_vault_name = aws_backup_vault.backups.id
  resource_arn      = var.resource_arn
  iam_role_arn      = aws_iam_role.backup.arn

  recovery_point_lifecycle = {
    delete_after_days = 35
  }
}

output "recovery_point_arn" {
  value = awsbackup_backup_job.first.recovery_point_arn
}
