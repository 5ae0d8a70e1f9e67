resource "awsbackup_backup_job" "air_gapped" {
  # Holds temporary points, and those of types that the other vault does not take.
  backup_vault_name                     = "backups"
  logically_air_gapped_backup_vault_arn = "arn:aws:backup:eu-central-1:123456789012:backup-vault:air-gapped"

  resource_arn = "arn:aws:elasticfilesystem:eu-central-1:123456789012:file-system/fs-0fedcba9876543210"
  iam_role_arn = "arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole"

  # Within the minimum and the maximum of the air-gapped vault.
  recovery_point_lifecycle = {
    delete_after_days = 90
  }
}
