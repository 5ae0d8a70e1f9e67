# Three backups, taken now. `make demo` applies this against an emulator on your
# machine. With your own ARNs, and AWS credentials in the environment, it works
# on AWS as it is.

terraform {
  required_version = ">= 1.8"

  required_providers {
    awsbackup = {
      source = "awsbackup/awsbackup"
    }
  }
}

provider "awsbackup" {
  region = "eu-central-1"
}

variable "keep_days" {
  description = "Days that the backup of the file system is kept, at least 90 more than the 30 before cold storage."
  type        = number
  default     = 120
}

locals {
  vault = "Default"
  role  = "arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole"
}

# An EBS volume: the recovery point is a snapshot.
resource "awsbackup_backup_job" "volume" {
  backup_vault_name = local.vault
  resource_arn      = "arn:aws:ec2:eu-central-1:123456789012:volume/vol-0a1b2c3d4e5f60718"
  iam_role_arn      = local.role
}

# An EFS file system: its backup moves to cold storage after a month.
resource "awsbackup_backup_job" "files" {
  backup_vault_name = local.vault
  resource_arn      = "arn:aws:elasticfilesystem:eu-central-1:123456789012:file-system/fs-0123456789abcdef0"
  iam_role_arn      = local.role

  recovery_point_lifecycle = {
    move_to_cold_storage_after_days = 30
    delete_after_days               = var.keep_days
  }

  tags = {
    Reason = "before the upgrade"
  }
}

# A Windows instance: VSS makes its applications write everything down first.
resource "awsbackup_backup_job" "windows" {
  backup_vault_name = local.vault
  resource_arn      = "arn:aws:ec2:eu-central-1:123456789012:instance/i-0f1e2d3c4b5a69788"
  iam_role_arn      = local.role

  backup_options = {
    WindowsVSS = "enabled"
  }
}

output "recovery_points" {
  description = "What to restore from."
  value = {
    for name, job in {
      volume  = awsbackup_backup_job.volume
      files   = awsbackup_backup_job.files
      windows = awsbackup_backup_job.windows
    } : name => { arn = job.recovery_point_arn, bytes = job.backup_size_in_bytes }
  }
}
