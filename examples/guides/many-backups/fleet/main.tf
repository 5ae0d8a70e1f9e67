terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
    awsbackup = {
      source = "awsbackup/awsbackup"
    }
  }
}

variable "window" {
  description = "The maintenance window, for example its date. Change it to back up everything again."
  type        = string
  default     = "2026-11-28"
}

# Every volume with the tag Window = saturday.
data "aws_resourcegroupstaggingapi_resources" "volumes" {
  resource_type_filters = ["ec2:volume"]

  tag_filter {
    key    = "Window"
    values = ["saturday"]
  }
}

resource "awsbackup_backup_job" "volume" {
  for_each = toset(data.aws_resourcegroupstaggingapi_resources.volumes.resource_tag_mapping_list[*].resource_arn)

  backup_vault_name = "backups"
  resource_arn      = each.key
  iam_role_arn      = "arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole"

  triggers = {
    window = var.window
  }

  recovery_point_lifecycle = {
    delete_after_days = 14
  }

  # Start the job and let Terraform continue with the next one.
  wait_for = "created"
}

# One wait for all jobs, and one error if any of them has no backup.
resource "awsbackup_backup_job_completion" "volumes" {
  backup_job_ids = [for job in awsbackup_backup_job.volume : job.id]

  timeouts {
    create = "6h"
    update = "6h"
  }
}

# The work of the window begins when every backup is complete, or not at all.
resource "terraform_data" "maintenance" {
  triggers_replace = var.window

  depends_on = [awsbackup_backup_job_completion.volumes]
}

output "recovery_points" {
  value = {
    for job in awsbackup_backup_job_completion.volumes.jobs : job.resource_arn => job.recovery_point_arn
  }
}
