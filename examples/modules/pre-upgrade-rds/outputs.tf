output "recovery_point_arn" {
  description = "The recovery point to restore from."
  value       = awsbackup_backup_job.before.recovery_point_arn
}

output "snapshot_identifier" {
  description = "The same as the name of an RDS snapshot: what snapshot_identifier of aws_db_instance takes."
  value       = provider::awsbackup::parse_recovery_point_arn(awsbackup_backup_job.before.recovery_point_arn).id
}

output "taken_at" {
  description = "When the backup was complete."
  value       = awsbackup_backup_job.before.completion_date
}
