data "awsbackup_recovery_point" "newest" {
  resource_arn      = "arn:aws:rds:eu-central-1:123456789012:db:orders"
  backup_vault_name = "backups"
  most_recent       = true
}

data "awsbackup_restore_metadata" "newest" {
  recovery_point_arn = data.awsbackup_recovery_point.newest.recovery_point_arn
  backup_vault_name  = "backups"
}

# The settings of the source at the time of the backup, under a new name.
resource "awsbackup_restore_job" "orders" {
  recovery_point_arn = data.awsbackup_recovery_point.newest.recovery_point_arn
  iam_role_arn       = "arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole"

  metadata = merge(data.awsbackup_restore_metadata.newest.suggested, {
    DBInstanceIdentifier = "orders-restored"
    DBSubnetGroupName    = "private"
    VpcSecurityGroupIds  = jsonencode(["sg-0123456789abcdef0"])
  })

  lifecycle {
    ignore_changes = [recovery_point_arn, metadata]
  }
}

# What the suggestion leaves out, and why.
output "omitted" {
  value = data.awsbackup_restore_metadata.newest.omitted
}
