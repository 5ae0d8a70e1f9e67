# Recovery in a second Region: copy the newest backup of the volume there, and
# restore the copy. `make demo` applies this once the backups of ../main.tf exist.

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

# The vault in the second Region has a customer managed key: AWS Backup copies no
# snapshot into a vault with the AWS managed key.
locals {
  second_region = "eu-west-1"
  vault         = "recovery"
  role          = "arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole"
}

data "awsbackup_recovery_point" "volume" {
  resource_arn      = "arn:aws:ec2:eu-central-1:123456789012:volume/vol-0a1b2c3d4e5f60718"
  backup_vault_name = "Default"
  most_recent       = true
}

resource "awsbackup_copy_job" "volume" {
  recovery_point_arn           = data.awsbackup_recovery_point.volume.recovery_point_arn
  source_backup_vault_name     = "Default"
  destination_backup_vault_arn = "arn:aws:backup:${local.second_region}:123456789012:backup-vault:${local.vault}"
  iam_role_arn                 = local.role
}

# What the restore can take over from the source: size, type, encryption.
data "awsbackup_restore_metadata" "volume" {
  region             = local.second_region
  recovery_point_arn = awsbackup_copy_job.volume.destination_recovery_point_arn
  backup_vault_name  = local.vault
}

resource "awsbackup_restore_job" "volume" {
  region             = local.second_region
  recovery_point_arn = awsbackup_copy_job.volume.destination_recovery_point_arn
  iam_role_arn       = local.role

  metadata = merge(data.awsbackup_restore_metadata.volume.suggested, {
    availabilityZone = "${local.second_region}a"
  })
}

output "copy" {
  description = "The copy in the second Region."
  value       = awsbackup_copy_job.volume.destination_recovery_point_arn
}

output "restored" {
  description = "The new volume, made from the copy."
  value       = awsbackup_restore_job.volume.created_resource_arn
}
