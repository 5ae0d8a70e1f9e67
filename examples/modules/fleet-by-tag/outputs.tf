output "recovery_points" {
  description = "The recovery point of each resource. Depend on it, and what you do next starts when all backups are complete."
  value = {
    for job in awsbackup_backup_job_completion.fleet.jobs : job.resource_arn => job.recovery_point_arn
  }
}

output "total_size_in_gib" {
  description = "The size of all backups together."
  value       = awsbackup_backup_job_completion.fleet.total_backup_size_in_bytes / pow(1024, 3)
}
