import {
  to = awsbackup_restore_job.example
  identity = {
    account_id     = "123456789012"
    region         = "eu-central-1"
    restore_job_id = "7F6D1E0A-2B3C-4D5E-8F90-A1B2C3D4E5F6"
  }
}
