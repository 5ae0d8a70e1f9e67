locals {
  volumes = toset([
    "vol-0123456789abcdef1",
    "vol-0123456789abcdef2",
    "vol-0123456789abcdef3",
  ])
}

resource "awsbackup_backup_job" "fleet" {
  for_each = local.volumes

  backup_vault_name = "backups"
  resource_arn      = "arn:aws:ec2:eu-central-1:123456789012:volume/${each.key}"
  iam_role_arn      = "arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole"

  # Starts the job and continues at once.
  wait_for = "created"
}

resource "awsbackup_backup_job_completion" "fleet" {
  backup_job_ids = [for job in awsbackup_backup_job.fleet : job.id]
}

output "recovery_points" {
  value = {
    for id, job in awsbackup_backup_job_completion.fleet.jobs : job.resource_arn => job.recovery_point_arn
  }
}
