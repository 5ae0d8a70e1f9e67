output "created_resource_arn" {
  description = "ARN of the restored resource. A destroy runs the command in remove to delete it."
  value       = awsbackup_restore_job.drill.created_resource_arn
}

output "created_resource_id" {
  description = "The ID or name of the restored resource."
  value       = awsbackup_restore_job.drill.created_resource_id
}

output "report" {
  description = "What was restored, from when, how long it took, and what was demanded of it. Only a drill that passed has one."
  value = {
    source           = var.resource_arn
    recovery_point   = data.awsbackup_recovery_point.newest.recovery_point_arn
    backup_taken_at  = data.awsbackup_recovery_point.newest.creation_date
    restore_job      = awsbackup_restore_job.drill.id
    restored         = awsbackup_restore_job.drill.created_resource_arn
    bytes            = awsbackup_restore_job.drill.backup_size_in_bytes
    restore_began_at = awsbackup_restore_job.drill.creation_date
    restore_ended_at = awsbackup_restore_job.drill.completion_date
    max_age          = var.max_age
    timeout          = var.timeout
    probe            = var.probe
  }

  depends_on = [terraform_data.probe]
}
