output "archives" {
  description = "Each archive of the month: its recovery point, when it moves to cold storage and when it is deleted."
  value = {
    for name, job in awsbackup_backup_job.archive : name => {
      recovery_point_arn      = job.recovery_point_arn
      move_to_cold_storage_at = job.calculated_lifecycle.move_to_cold_storage_at
      delete_at               = job.calculated_lifecycle.delete_at
    }
  }
}
