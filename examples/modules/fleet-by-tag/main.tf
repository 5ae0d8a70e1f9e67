data "aws_resourcegroupstaggingapi_resources" "fleet" {
  resource_type_filters = var.resource_types

  tag_filter {
    key    = var.tag_key
    values = var.tag_values
  }
}

locals {
  arns = toset(data.aws_resourcegroupstaggingapi_resources.fleet.resource_tag_mapping_list[*].resource_arn)
}

resource "awsbackup_backup_job" "fleet" {
  for_each = local.arns

  backup_vault_name = var.backup_vault_name
  resource_arn      = each.key
  iam_role_arn      = var.iam_role_arn

  triggers = {
    window = var.window
  }

  recovery_point_lifecycle = {
    delete_after_days = var.delete_after_days
  }

  # Only start the job: the wait for all of them is below.
  wait_for = "created"
}

resource "awsbackup_backup_job_completion" "fleet" {
  backup_job_ids = [for job in awsbackup_backup_job.fleet : job.id]
}
