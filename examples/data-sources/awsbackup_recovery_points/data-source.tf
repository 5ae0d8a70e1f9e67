# Everything in a vault that will be deleted some day, and when.
data "awsbackup_recovery_points" "all" {
  backup_vault_name = "backups"
  status            = "COMPLETED"
}

output "deleted_at" {
  value = {
    for point in data.awsbackup_recovery_points.all.recovery_points :
    point.recovery_point_arn => point.calculated_lifecycle.delete_at if point.calculated_lifecycle != null
  }
}
