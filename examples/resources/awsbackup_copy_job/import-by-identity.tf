import {
  to = awsbackup_copy_job.files
  identity = {
    account_id  = "123456789012"
    region      = "eu-central-1"
    copy_job_id = "6C2E9B1D-4F3A-4E5B-9D8C-0A1B2C3D4E5F"
  }
}
