variables {
  database = "orders"
}

run "takes_a_backup" {
  assert {
    condition     = awsbackup_backup_job.database.state == "COMPLETED"
    error_message = "The backup is ${awsbackup_backup_job.database.state}."
  }

  assert {
    condition     = startswith(output.snapshot_identifier, "awsbackup:job-")
    error_message = "${output.snapshot_identifier} is not the name of an RDS snapshot."
  }
}

run "keeps_it_longer" {
  variables {
    keep_days = 90
  }

  assert {
    condition     = awsbackup_backup_job.database.id == run.takes_a_backup.id
    error_message = "Another retention took another backup."
  }
}

run "another_database" {
  command = plan

  variables {
    database = "customers"
  }

  assert {
    condition     = endswith(awsbackup_backup_job.database.resource_arn, ":db:customers")
    error_message = "The backup is of ${awsbackup_backup_job.database.resource_arn}."
  }
}
