terraform {
  required_version = ">= 1.16"

  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
    awsbackup = {
      source = "awsbackup/awsbackup"
    }
  }
}

variable "engine_version" {
  type    = string
  default = "16.4"
}

variable "restore" {
  description = "Whether a new instance begins with the newest backup of the old one."
  type        = bool
  default     = false
}

locals {
  # Literal ARN: the instance may refer to the backup, so the backup cannot refer
  # to the instance.
  orders_arn = "arn:aws:rds:eu-central-1:123456789012:db:orders"
}

# The newest backup, of the action below or of a backup plan.
data "awsbackup_recovery_point" "newest" {
  count = var.restore ? 1 : 0

  resource_arn      = local.orders_arn
  backup_vault_name = "backups"
  most_recent       = true
  max_age           = "24h"
}

action "awsbackup_start_backup_job" "orders" {
  config {
    backup_vault_name = "backups"
    resource_arn      = caller.arn # the resource that is about to go
    iam_role_arn      = "arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole"

    recovery_point_lifecycle = {
      delete_after_days = 35
    }

    # A backup of the last hour will do: three changes in a row take one.
    skip_if_newer_than = "1h"

    # A job that has not started within the hour ends as an error, and nothing
    # is changed.
    start_window_minutes = 60

    timeouts {
      invoke = "4h"
    }
  }
}

resource "aws_db_instance" "orders" {
  identifier        = "orders"
  engine            = "postgres"
  engine_version    = var.engine_version
  instance_class    = "db.t4g.medium"
  allocated_storage = 100
  username          = "orders"

  manage_master_user_password = true
  apply_immediately           = true
  allow_major_version_upgrade = true
  skip_final_snapshot         = true
  snapshot_identifier         = var.restore ? data.awsbackup_recovery_point.newest[0].native_id : null

  lifecycle {
    # A restore stays when a later apply comes without the variable. A
    # replacement still takes the snapshot of the configuration.
    ignore_changes = [snapshot_identifier]

    action_trigger {
      events  = [before_update, before_destroy]
      actions = [action.awsbackup_start_backup_job.orders]
    }
  }
}
