# Neither AWS nor the emulator: nothing is called.
mock_provider "awsbackup" {
  source = "./tests/awsbackup"
}

variables {
  database = "orders"
}

run "takes_a_backup" {
  assert {
    condition     = awsbackup_backup_job.database.resource_arn == "arn:aws:rds:eu-central-1:123456789012:db:orders"
    error_message = "The backup is of ${awsbackup_backup_job.database.resource_arn}."
  }

  assert {
    condition     = output.snapshot_identifier == "awsbackup:job-1cdf6b45-a11f-3579-9f41-2c2c53c1a0e1"
    error_message = "${output.snapshot_identifier} is not the name of the snapshot."
  }
}
