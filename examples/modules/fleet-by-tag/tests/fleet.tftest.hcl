# The backups go to the emulator. The resources to back up are mocked here, so
# that hashicorp/aws needs no account.

mock_provider "aws" {
  override_data {
    target = data.aws_resourcegroupstaggingapi_resources.fleet
    values = {
      resource_tag_mapping_list = [
        { resource_arn = "arn:aws:ec2:eu-central-1:123456789012:volume/vol-0123456789abcdef1" },
        { resource_arn = "arn:aws:ec2:eu-central-1:123456789012:volume/vol-0123456789abcdef2" },
        { resource_arn = "arn:aws:rds:eu-central-1:123456789012:db:orders" },
        { resource_arn = "arn:aws:dynamodb:eu-central-1:123456789012:table/orders" },
      ]
    }
  }
}

variables {
  tag_key           = "Window"
  backup_vault_name = "backups"
  iam_role_arn      = "arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole"
}

run "saturday" {
  variables {
    window = "2026-11-28"
  }

  assert {
    condition     = length(output.recovery_points) == 4 && alltrue([for arn in output.recovery_points : arn != null])
    error_message = "Something of the fleet has no backup."
  }
}

run "the_next_saturday" {
  variables {
    window = "2026-12-05"
  }

  assert {
    condition = length(setintersection(
      values(output.recovery_points), values(run.saturday.recovery_points)
    )) == 0
    error_message = "The next window has backups of the one before."
  }
}
