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

# The account of the source: 123456789012.
provider "awsbackup" {
  region = "eu-central-1"
}

# The account of the destination, for both providers.
provider "awsbackup" {
  alias  = "offsite"
  region = "eu-west-1"

  assume_role {
    role_arn = "arn:aws:iam::210987654321:role/terraform"
  }
}

provider "aws" {
  alias  = "offsite"
  region = "eu-west-1"

  assume_role {
    role_arn = "arn:aws:iam::210987654321:role/terraform"
  }
}

# A vault with a key of its own: aws/backup cannot be shared between accounts.
resource "aws_kms_key" "offsite" {
  provider = aws.offsite

  description = "Copies from account 123456789012"
}

resource "aws_backup_vault" "offsite" {
  provider = aws.offsite

  name        = "offsite"
  kms_key_arn = aws_kms_key.offsite.arn
}

resource "aws_backup_vault_policy" "offsite" {
  provider = aws.offsite

  backup_vault_name = aws_backup_vault.offsite.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:root" }
      Action    = "backup:CopyIntoBackupVault"
      Resource  = "*"
    }]
  })
}

resource "awsbackup_backup_job" "orders" {
  backup_vault_name = "backups"
  resource_arn      = "arn:aws:dynamodb:eu-central-1:123456789012:table/orders"
  iam_role_arn      = "arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole"
}

# The job runs in the account of the source, so its provider starts it.
resource "awsbackup_copy_job" "orders" {
  recovery_point_arn           = awsbackup_backup_job.orders.recovery_point_arn
  source_backup_vault_name     = awsbackup_backup_job.orders.backup_vault_name
  destination_backup_vault_arn = aws_backup_vault.offsite.arn
  iam_role_arn                 = awsbackup_backup_job.orders.iam_role_arn

  recovery_point_lifecycle = {
    delete_after_days = 365
  }

  depends_on = [aws_backup_vault_policy.offsite]
}

# The copy itself, read with the credentials of its own account.
data "awsbackup_recovery_point" "copy" {
  provider = awsbackup.offsite

  recovery_point_arn = awsbackup_copy_job.orders.destination_recovery_point_arn
  backup_vault_name  = aws_backup_vault.offsite.name
}

output "copy" {
  value = {
    arn        = data.awsbackup_recovery_point.copy.recovery_point_arn
    status     = data.awsbackup_recovery_point.copy.status
    copied_of  = data.awsbackup_recovery_point.copy.source_backup_vault_arn
    deleted_at = data.awsbackup_recovery_point.copy.calculated_lifecycle.delete_at
  }
}
