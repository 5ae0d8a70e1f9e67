# A job by its ID, with its region where that is not the provider's:
terraform import awsbackup_backup_job.example 1CDF6B45-A11F-3579-9F41-2C2C53C1A0E1
terraform import awsbackup_backup_job.example 1CDF6B45-A11F-3579-9F41-2C2C53C1A0E1@eu-central-1

# A backup older than 30 days, whose job AWS has forgotten, by its recovery point:
terraform import awsbackup_backup_job.example backups,arn:aws:ec2:eu-central-1::snapshot/snap-0123456789abcdef0
