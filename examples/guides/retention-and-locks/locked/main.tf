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

resource "aws_backup_vault" "locked" {
  name = "locked"
}

# A grace time of three days; after that no one can change or remove it, not
# even the root user.
resource "aws_backup_vault_lock_configuration" "locked" {
  backup_vault_name   = aws_backup_vault.locked.name
  changeable_for_days = 3
  min_retention_days  = 35
  max_retention_days  = 400
}

resource "awsbackup_backup_job" "ledger" {
  backup_vault_name = aws_backup_vault.locked.id
  resource_arn      = "arn:aws:dynamodb:eu-central-1:123456789012:table/ledger"
  iam_role_arn      = "arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole"

  # Within the range of the lock. Leaving it out means "indefinitely", which a vault
  # with a maximum refuses.
  recovery_point_lifecycle = {
    delete_after_days = 365
  }

  depends_on = [aws_backup_vault_lock_configuration.locked]
}
