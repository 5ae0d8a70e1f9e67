variable "restore_from" {
  description = "Name of a snapshot, from the output restore_from, to restore beside the instance. Empty: no restore. Keep it in a file: an apply without it plans to destroy the restore."
  type        = string
  default     = ""
}

resource "aws_db_instance" "restored" {
  count = var.restore_from == "" ? 0 : 1

  identifier          = "orders-restored"
  engine              = "postgres"
  instance_class      = "db.t4g.medium"
  snapshot_identifier = var.restore_from

  # Without these AWS puts the restore into the default VPC.
  db_subnet_group_name   = "private"
  vpc_security_group_ids = ["sg-0123456789abcdef0"]

  # AWS refuses to delete the restore if an apply comes without restore_from.
  deletion_protection = true
}
