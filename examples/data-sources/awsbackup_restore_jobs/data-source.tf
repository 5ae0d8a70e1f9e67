# Restores of the last day that failed.
data "awsbackup_restore_jobs" "failed" {
  status        = "FAILED"
  created_after = timeadd(plantimestamp(), "-24h")
}

output "failed" {
  value = [for job in data.awsbackup_restore_jobs.failed.jobs : "${job.source_resource_arn}: ${coalesce(job.status_message, "no message")}"]
}
