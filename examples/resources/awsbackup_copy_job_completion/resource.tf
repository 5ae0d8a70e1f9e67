locals {
  file_systems = toset([
    "fs-0123456789abcdef1",
    "fs-0123456789abcdef2",
    "fs-0123456789abcdef3",
  ])
}

resource "awsbackup_backup_job" "fleet" {
  for_each = local.file_systems

  backup_vault_name = "backups"
  resource_arn      = "arn:aws:elasticfilesystem:eu-central-1:123456789012:file-system/${each.key}"
  iam_role_arn      = "arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole"
}

resource "awsbackup_copy_job" "fleet" {
  for_each = local.file_systems

  recovery_point_arn           = awsbackup_backup_job.fleet[each.key].recovery_point_arn
  source_backup_vault_name     = awsbackup_backup_job.fleet[each.key].backup_vault_name
  destination_backup_vault_arn = "arn:aws:backup:eu-west-1:123456789012:backup-vault:offsite"
  iam_role_arn                 = "arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole"

  # Starts the job and does not wait for it.
  wait_for = "created"
}

# One wait for all copies, and one report.
resource "awsbackup_copy_job_completion" "fleet" {
  copy_job_ids = [for job in awsbackup_copy_job.fleet : job.id]
}

output "copies" {
  value = {
    for id, job in awsbackup_copy_job_completion.fleet.jobs : job.resource_arn => job.destination_recovery_point_arn
  }
}
