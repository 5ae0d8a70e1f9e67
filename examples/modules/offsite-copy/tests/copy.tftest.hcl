# Needs the emulator, or an account with such a file system and both vaults.

variables {
  resource_arn                 = "arn:aws:elasticfilesystem:eu-central-1:123456789012:file-system/fs-0123456789abcdef0"
  backup_vault_name            = "backups"
  destination_backup_vault_arn = "arn:aws:backup:eu-west-1:123456789012:backup-vault:offsite"
  iam_role_arn                 = "arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole"
}

run "first_release" {
  variables {
    triggers = { release = "1" }
  }

  assert {
    condition     = strcontains(output.copy_arn, ":eu-west-1:123456789012:")
    error_message = "The copy is not in the destination: ${output.copy_arn}."
  }

  assert {
    condition     = awsbackup_copy_job.copy.calculated_lifecycle.delete_at == timeadd(output.report.taken_at, "${365 * 24}h")
    error_message = "The copy is not kept for 365 days."
  }
}

run "the_same_release_again" {
  variables {
    triggers = { release = "1" }
  }

  assert {
    condition     = output.report.copy_job == run.first_release.report.copy_job
    error_message = "An apply that changes nothing copied again."
  }
}

run "next_release" {
  variables {
    triggers = { release = "2" }
  }

  assert {
    condition     = output.copy_arn != run.first_release.copy_arn && output.recovery_point_arn != run.first_release.recovery_point_arn
    error_message = "The next release has no backup and copy of its own."
  }
}

run "not_offsite" {
  command = plan

  variables {
    triggers                     = { release = "2" }
    destination_backup_vault_arn = "arn:aws:backup:eu-central-1:123456789012:backup-vault:nearby"
  }

  expect_failures = [awsbackup_copy_job.copy]
}

run "copy_expires_first" {
  command = plan

  variables {
    copy_delete_after_days = 30
  }

  expect_failures = [var.copy_delete_after_days]
}
