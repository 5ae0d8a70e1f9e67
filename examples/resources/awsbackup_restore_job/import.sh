# By the ID of the job, with its region where that is not the provider's:
terraform import awsbackup_restore_job.example 7F6D1E0A-2B3C-4D5E-8F90-A1B2C3D4E5F6
terraform import awsbackup_restore_job.example 7F6D1E0A-2B3C-4D5E-8F90-A1B2C3D4E5F6@eu-central-1
