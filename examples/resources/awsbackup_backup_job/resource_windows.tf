resource "awsbackup_backup_job" "windows" {
  backup_vault_name = "backups"
  resource_arn      = "arn:aws:ec2:eu-central-1:123456789012:instance/i-0123456789abcdef0"
  iam_role_arn      = "arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole"

  # Without VSS the backup is only crash-consistent, and AWS calls it COMPLETED
  # all the same. Here that is an error.
  backup_options = {
    WindowsVSS = "enabled"
  }
  on_issues = "error"
}
