variable "restore_from" {
  description = "Name of a snapshot, as the output restore_from had it, to restore beside the instance. Empty: no restore."
  type        = string
  default     = ""
}

resource "aws_db_instance" "restored" {
  count = var.restore_from == "" ? 0 : 1

  identifier          = "orders-restored"
  engine              = "postgres"
  instance_class      = "db.t4g.medium"
  snapshot_identifier = var.restore_from
  skip_final_snapshot = true
}
