# Needs the emulator, or an account with such resources and vault.

variables {
  resource_arns = {
    documents = "arn:aws:elasticfilesystem:eu-central-1:123456789012:file-system/fs-0123456789abcdef0"
    ledger    = "arn:aws:dynamodb:eu-central-1:123456789012:table/ledger"
    disk      = "arn:aws:ec2:eu-central-1:123456789012:volume/vol-0123456789abcdef0"
  }
  backup_vault_name = "archive"
  iam_role_arn      = "arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole"
}

run "november" {
  variables {
    month = "2026-11"
  }

  assert {
    condition     = length(output.archives) == 3 && alltrue([for archive in output.archives : archive.recovery_point_arn != null])
    error_message = "Something has no archive."
  }

  assert {
    condition = alltrue([
      for name, archive in output.archives :
      timecmp(archive.delete_at, timeadd(archive.move_to_cold_storage_at, "${90 * 24}h")) >= 0
    ])
    error_message = "Something is deleted before its 90 days in cold storage are over."
  }
}

run "november_again" {
  command = plan

  variables {
    month = "2026-11"
  }

  assert {
    condition     = awsbackup_backup_job.archive["documents"].id != null
    error_message = "A second plan in the same month takes another archive."
  }
}

run "december" {
  variables {
    month = "2026-12"
  }

  assert {
    condition = alltrue([
      for name, archive in output.archives : archive.recovery_point_arn != run.november.archives[name].recovery_point_arn
    ])
    error_message = "December has November's archive."
  }
}

run "not_a_month" {
  command = plan

  variables {
    month = "2026-13"
  }

  expect_failures = [var.month]
}
