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

provider "awsbackup" {
  region = "eu-central-1"
}

# A destination that takes every type: a vault with a customer managed key.
# region is an argument of hashicorp/aws 6 and later.
resource "aws_kms_key" "offsite" {
  region = "eu-west-1"

  description = "Copies in eu-west-1"
}

resource "aws_backup_vault" "offsite" {
  region = "eu-west-1"

  name        = "offsite"
  kms_key_arn = aws_kms_key.offsite.arn
}

resource "aws_iam_role" "copy" {
  name = "copy"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "backup.amazonaws.com" }
    }]
  })
}

# It includes backup:CopyFromBackupVault and backup:CopyIntoBackupVault.
resource "aws_iam_role_policy_attachment" "copy" {
  role       = aws_iam_role.copy.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup"
}

resource "aws_iam_role_policy" "key" {
  name = "key"
  role = aws_iam_role.copy.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["kms:DescribeKey", "kms:Decrypt", "kms:Encrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:CreateGrant"]
      Resource = [aws_kms_key.offsite.arn]
    }]
  })
}

resource "awsbackup_backup_job" "volume" {
  backup_vault_name = "backups"
  resource_arn      = "arn:aws:ec2:eu-central-1:123456789012:volume/vol-0123456789abcdef0"
  iam_role_arn      = aws_iam_role.copy.arn

  depends_on = [aws_iam_role_policy_attachment.copy]
}

resource "awsbackup_copy_job" "volume" {
  recovery_point_arn           = awsbackup_backup_job.volume.recovery_point_arn
  source_backup_vault_name     = awsbackup_backup_job.volume.backup_vault_name
  destination_backup_vault_arn = aws_backup_vault.offsite.arn
  iam_role_arn                 = aws_iam_role.copy.arn

  # The job needs the role and its policies until it has ended. With this, they
  # are made before the copy and destroyed after it.
  depends_on = [aws_iam_role_policy_attachment.copy, aws_iam_role_policy.key]
}

output "copy_key" {
  value = awsbackup_copy_job.volume.destination_encryption_key_arn
}
