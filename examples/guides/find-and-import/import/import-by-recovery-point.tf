import {
  to = awsbackup_backup_job.example
  id = "backups,arn:aws:ec2:eu-central-1::snapshot/snap-0123456789abcdef0"
}
