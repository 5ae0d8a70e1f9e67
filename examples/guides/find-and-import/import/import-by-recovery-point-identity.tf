import {
  to = awsbackup_backup_job.example
  identity = {
    backup_vault_name  = "backups"
    recovery_point_arn = "arn:aws:ec2:eu-central-1::snapshot/snap-0123456789abcdef0"
  }
}
