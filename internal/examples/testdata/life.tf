# Everything that the provider does with AWS Backup, for TestPolicies.

variable "later" {
  description = "Whether this is the second apply, which changes things in place."
  type        = bool
  default     = false
}

locals {
  role = "arn:aws:iam::123456789012:role/backup"
}

data "awsbackup_backup_jobs" "all" {
  backup_vault_name = "backups"
}

# Never ends, and is stopped by the destroy.
resource "awsbackup_backup_job" "endless" {
  backup_vault_name = "backups"
  resource_arn      = "arn:aws:ec2:eu-central-1:123456789012:volume/vol-00000000000000001"
  iam_role_arn      = local.role
  wait_for          = "created"
  on_destroy        = "stop"
}

# AWS forgets its record before anybody learned its recovery point.
resource "awsbackup_backup_job" "late" {
  backup_vault_name = "backups"
  resource_arn      = "arn:aws:ec2:eu-central-1:123456789012:volume/vol-00000000000000002"
  iam_role_arn      = local.role
  wait_for          = "created"
}

# Many, so that lists are cheaper than asking for each.
resource "awsbackup_backup_job" "fleet" {
  count = 20

  backup_vault_name = "backups"
  resource_arn      = "arn:aws:elasticfilesystem:eu-central-1:123456789012:file-system/fs-0000000000000${1000 + count.index}"
  iam_role_arn      = local.role

  recovery_point_lifecycle = {
    delete_after_days = var.later ? 100 : 60
  }

  tags = var.later ? { Changed = "yes" } : { Changed = "no", Removed = "soon" }
}

resource "awsbackup_backup_job" "bucket" {
  backup_vault_name = "backups"
  resource_arn      = "arn:aws:s3:::orders"
  iam_role_arn      = local.role
  index             = var.later ? "ENABLED" : "DISABLED"
}

# Nested recovery points, which are deleted first.
resource "awsbackup_backup_job" "stack" {
  backup_vault_name = "backups"
  resource_arn      = "arn:aws:cloudformation:eu-central-1:123456789012:stack/orders/5f6d3c1e-1111-4222-8333-944445555666"
  iam_role_arn      = local.role
  on_destroy        = "delete"
}

# Copied to the air-gapped vault by a job of its own.
resource "awsbackup_backup_job" "copied" {
  backup_vault_name                     = "backups"
  logically_air_gapped_backup_vault_arn = "arn:aws:backup:eu-central-1:123456789012:backup-vault:air-gapped"
  resource_arn                          = "arn:aws:ec2:eu-central-1:123456789012:volume/vol-00000000000000003"
  iam_role_arn                          = local.role

  recovery_point_lifecycle = {
    delete_after_days = 90
  }
}

# Its vault is taken away later.
resource "awsbackup_backup_job" "orphan" {
  backup_vault_name = "short-lived"
  resource_arn      = "arn:aws:dynamodb:eu-central-1:123456789012:table/orders"
  iam_role_arn      = local.role
}

data "awsbackup_restore_metadata" "restored" {
  recovery_point_arn = awsbackup_backup_job.fleet[0].recovery_point_arn
  backup_vault_name  = awsbackup_backup_job.fleet[0].backup_vault_name
}

resource "awsbackup_restore_job" "restored" {
  recovery_point_arn = awsbackup_backup_job.fleet[0].recovery_point_arn
  iam_role_arn       = local.role
  metadata           = merge(data.awsbackup_restore_metadata.restored.suggested, { newFileSystem = "true", CreationToken = "restored" })
}

# Copied to another Region, and deleted there by the destroy.
resource "awsbackup_copy_job" "region" {
  recovery_point_arn           = awsbackup_backup_job.fleet[1].recovery_point_arn
  source_backup_vault_name     = "backups"
  destination_backup_vault_arn = "arn:aws:backup:eu-west-1:123456789012:backup-vault:offsite"
  iam_role_arn                 = local.role
  on_destroy                   = "delete"

  recovery_point_lifecycle = {
    delete_after_days = var.later ? 400 : 300
  }
}

# Copied to another account.
resource "awsbackup_copy_job" "account" {
  recovery_point_arn           = awsbackup_backup_job.fleet[2].recovery_point_arn
  source_backup_vault_name     = "backups"
  destination_backup_vault_arn = "arn:aws:backup:eu-west-1:210987654321:backup-vault:offsite"
  iam_role_arn                 = local.role
}

# A copy that takes longer than the applies.
resource "awsbackup_copy_job" "running" {
  recovery_point_arn           = awsbackup_backup_job.orphan.recovery_point_arn
  source_backup_vault_name     = "short-lived"
  destination_backup_vault_arn = "arn:aws:backup:eu-west-1:123456789012:backup-vault:offsite"
  iam_role_arn                 = local.role
  wait_for                     = "created"
}
