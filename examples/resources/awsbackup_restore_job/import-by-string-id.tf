import {
  to = awsbackup_restore_job.example
  id = "7F6D1E0A-2B3C-4D5E-8F90-A1B2C3D4E5F6"
}
