# A recovery point objective as code: a plan warns when the newest backup is
# older than a day.
check "recovery_point_objective" {
  assert {
    condition     = timecmp(data.awsbackup_recovery_point.newest.creation_date, timeadd(plantimestamp(), "-24h")) > 0
    error_message = "The newest backup of the orders database is older than a day."
  }
}
