terraform {
  required_version = ">= 1.14"

  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
    awsbackup = {
      source = "awsbackup/awsbackup"
    }
  }
}

locals {
  # Literal ARN: a reference to the instance, which triggers the action, would be a
  # cycle.
  orders_arn = "arn:aws:rds:eu-central-1:123456789012:db:orders"
}

action "awsbackup_start_backup_job" "orders" {
  config {
    backup_vault_name = "backups"
    resource_arn      = local.orders_arn
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

variable "engine_version" {
  type    = string
  default = "16.4"
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

  lifecycle {
    action_trigger {
      events  = [before_update]
      actions = [action.awsbackup_start_backup_job.orders]
    }
  }
}
