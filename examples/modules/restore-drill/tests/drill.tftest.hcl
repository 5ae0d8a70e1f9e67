# Needs the emulator, or an account with such a table, vault and a backup.

variables {
  resource_arn      = "arn:aws:dynamodb:eu-central-1:123456789012:table/orders"
  backup_vault_name = "backups"
  iam_role_arn      = "arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole"
}

run "restore" {
  variables {
    metadata = { targetTableName = "orders-drill" }
  }

  assert {
    condition     = output.created_resource_arn == "arn:aws:dynamodb:eu-central-1:123456789012:table/orders-drill"
    error_message = "Restored ${output.created_resource_arn}."
  }
}

run "the_same_drill_again" {
  variables {
    metadata = { targetTableName = "orders-drill" }
    remove   = "echo removed $RESTORED_ID"
  }

  assert {
    condition     = output.report.restore_job == run.restore.report.restore_job
    error_message = "An apply that changes nothing restored again."
  }
}

# A size that the backup does not have fails the drill, and nothing is restored
# again for it.
run "a_backup_that_is_too_small" {
  command = plan

  variables {
    metadata  = { targetTableName = "orders-drill" }
    min_bytes = 1000000000000000
  }

  expect_failures = [terraform_data.probe]
}
