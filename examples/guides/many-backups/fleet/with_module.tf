# The same as a module.
module "databases" {
  # "ref" may be a tag or a commit.
  source = "github.com/awsbackup/terraform-provider-awsbackup//examples/modules/fleet-by-tag?ref=main"

  tag_key           = "Window"
  tag_values        = ["saturday"]
  resource_types    = ["rds:db"]
  window            = var.window
  backup_vault_name = "backups"
  iam_role_arn      = "arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole"
}
