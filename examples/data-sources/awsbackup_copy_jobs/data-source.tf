# Copies that have failed since yesterday. The backup job of such a copy is COMPLETED.
data "awsbackup_copy_jobs" "failed" {
  state         = "FAILED"
  created_after = timeadd(plantimestamp(), "-24h")
}

output "failed_copies" {
  value = { for job in data.awsbackup_copy_jobs.failed.jobs : job.recovery_point_arn => job.status_message... }
}
