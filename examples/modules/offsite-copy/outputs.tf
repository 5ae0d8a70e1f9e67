output "recovery_point_arn" {
  description = "The backup."
  value       = awsbackup_backup_job.backup.recovery_point_arn
}

output "copy_arn" {
  description = "The copy. A later copy can start from it."
  value       = awsbackup_copy_job.copy.destination_recovery_point_arn
}

output "report" {
  description = "What was copied, from where to where, and when."
  value = {
    resource    = var.resource_arn
    backup      = awsbackup_backup_job.backup.recovery_point_arn
    backup_job  = awsbackup_backup_job.backup.id
    taken_at    = awsbackup_backup_job.backup.creation_date
    copy        = awsbackup_copy_job.copy.destination_recovery_point_arn
    copy_job    = awsbackup_copy_job.copy.id
    copied_at   = awsbackup_copy_job.copy.completion_date
    destination = var.destination_backup_vault_arn
    key         = awsbackup_copy_job.copy.destination_encryption_key_arn
    bytes       = awsbackup_copy_job.copy.backup_size_in_bytes
  }
}
