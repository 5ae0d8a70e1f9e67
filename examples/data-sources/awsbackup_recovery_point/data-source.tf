# The newest backup of a database, to restore from.
data "awsbackup_recovery_point" "newest" {
  resource_arn      = "arn:aws:rds:eu-central-1:123456789012:db:orders"
  backup_vault_name = "backups"
  most_recent       = true
}

resource "aws_db_instance" "restored" {
  identifier          = "orders-restored"
  engine              = "postgres"
  instance_class      = "db.t4g.medium"
  snapshot_identifier = data.awsbackup_recovery_point.newest.native_id
  skip_final_snapshot = true
}
