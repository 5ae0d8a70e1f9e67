# Needs the emulator, or an account with such an instance and vault.

variables {
  db_instance_arn   = "arn:aws:rds:eu-central-1:123456789012:db:orders"
  backup_vault_name = "backups"
  iam_role_arn      = "arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole"
}

run "before_the_first_upgrade" {
  variables {
    engine_version = "16.4"
  }

  assert {
    condition     = awsbackup_backup_job.before.state == "COMPLETED"
    error_message = "There is no backup to go back to."
  }

  assert {
    condition     = startswith(output.snapshot_identifier, "awsbackup:job-")
    error_message = "snapshot_identifier is not the name of an RDS snapshot: ${output.snapshot_identifier}"
  }
}

run "the_same_version_again" {
  variables {
    engine_version = "16.4"
  }

  assert {
    condition     = output.recovery_point_arn == run.before_the_first_upgrade.recovery_point_arn
    error_message = "An apply that changes nothing took another backup."
  }
}

run "before_the_next_upgrade" {
  variables {
    engine_version = "17.2"
  }

  assert {
    condition     = output.recovery_point_arn != run.before_the_first_upgrade.recovery_point_arn
    error_message = "The upgrade to 17.2 has no backup of its own."
  }
}

run "not_an_instance" {
  command = plan

  variables {
    engine_version  = "17.2"
    db_instance_arn = "arn:aws:rds:eu-central-1:123456789012:cluster:orders"
  }

  expect_failures = [var.db_instance_arn]
}
