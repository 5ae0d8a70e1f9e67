# A job by its ID, with the region of the source where that is not the provider's:
terraform import awsbackup_copy_job.files 6C2E9B1D-4F3A-4E5B-9D8C-0A1B2C3D4E5F
terraform import awsbackup_copy_job.files 6C2E9B1D-4F3A-4E5B-9D8C-0A1B2C3D4E5F@eu-central-1

# A copy older than 30 days, whose job AWS has forgotten, by the destination vault and the copy:
terraform import awsbackup_copy_job.files arn:aws:backup:eu-west-1:123456789012:backup-vault:offsite,arn:aws:backup:eu-west-1:123456789012:recovery-point:9b8a7c6d-5e4f-4a3b-8c2d-1e0f9a8b7c6d
