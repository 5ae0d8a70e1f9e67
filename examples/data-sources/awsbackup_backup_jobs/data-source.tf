# What has failed since yesterday.
data "awsbackup_backup_jobs" "failed" {
  state         = "FAILED"
  created_after = timeadd(plantimestamp(), "-24h")
}

output "failed_backups" {
  value = { for job in data.awsbackup_backup_jobs.failed.jobs : job.resource_arn => job.status_message }
}
