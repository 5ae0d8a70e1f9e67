# The newest backup of the database from any source, not older than a day.
data "awsbackup_recovery_point" "orders" {
  resource_arn = "arn:aws:rds:eu-central-1:123456789012:db:orders"
  most_recent  = true
  max_age      = "24h"
}

# Restored into a second instance.
resource "aws_db_instance" "restored" {
  identifier          = "orders-restored"
  engine              = "postgres"
  instance_class      = "db.t4g.medium"
  snapshot_identifier = data.awsbackup_recovery_point.orders.native_id
  skip_final_snapshot = true
}
