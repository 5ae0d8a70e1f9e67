import {
  to = awsbackup_backup_job.example
  id = "1CDF6B45-A11F-3579-9F41-2C2C53C1A0E1@eu-central-1"
}
