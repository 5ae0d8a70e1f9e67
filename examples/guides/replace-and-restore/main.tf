# A database that is backed up before every change of it, and that can be
# replaced by a restore of its newest backup:
#
#   terraform apply -invoke=action.awsbackup_start_backup_job.orders
#   terraform apply -replace=aws_db_instance.orders -var restore=true
terraform {
  required_version = ">= 1.16" # before_destroy; the rest needs 1.14
  required_providers {
    awsbackup = {
      source = "awsbackup/awsbackup"
    }
    aws = {
      source = "hashicorp/aws"
    }
  }
}

variable "engine_version" {
  description = "Version of the database engine; a change of it is an update."
  type        = string
  default     = "16.4"
}

variable "restore" {
  description = "Whether a new instance begins with the newest backup of the old one."
  type        = bool
  default     = false
}

locals {
  # Written out: a reference would let the backup wait for what it precedes.
  database_arn = "arn:aws:rds:eu-central-1:123456789012:db:orders"
}

resource "aws_backup_vault" "backups" {
  name = "before-changes"
}

# The newest backup, whoever took it: the action below, or a backup plan.
data "awsbackup_recovery_point" "newest" {
  count = var.restore ? 1 : 0

  resource_arn      = local.database_arn
  backup_vault_name = aws_backup_vault.backups.name
  most_recent       = true
  max_age           = "24h"
}

resource "aws_db_instance" "orders" {
  identifier                  = "orders"
  engine                      = "postgres"
  engine_version              = var.engine_version
  instance_class              = "db.t4g.medium"
  allow_major_version_upgrade = true
  apply_immediately           = true
  skip_final_snapshot         = true
  snapshot_identifier         = var.restore ? data.awsbackup_recovery_point.newest[0].native_id : null

  lifecycle {
    # A failed backup holds the change back. Nothing holds terraform destroy
    # back: before that, back up by hand.
    action_trigger {
      events     = [before_update, before_destroy]
      on_failure = halt
      actions    = [action.awsbackup_start_backup_job.orders]
    }
  }
}

action "awsbackup_start_backup_job" "orders" {
  config {
    backup_vault_name  = aws_backup_vault.backups.name
    resource_arn       = local.database_arn
    iam_role_arn       = "arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole"
    on_issues          = "error"
    skip_if_newer_than = "15m"

    recovery_point_lifecycle = {
      delete_after_days = 35
    }
    tags = {
      reason = "before a change"
    }
  }
}
