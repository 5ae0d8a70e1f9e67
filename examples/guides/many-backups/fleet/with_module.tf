# The same as a module.
module "databases" {
  # From elsewhere:
  # "github.com/awsbackup/terraform-provider-awsbackup//examples/modules/fleet-by-tag?ref=main"
  source = "../../../modules/fleet-by-tag"

  tag_key           = "Window"
  tag_values        = ["saturday"]
  resource_types    = ["rds:db"]
  window            = var.window
  backup_vault_name = "backups"
  iam_role_arn      = "arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole"
}
