terraform {
  required_version = ">= 1.8"

  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
    awsbackup = {
      source = "awsbackup/awsbackup"
    }
  }
}

variable "engine_version" {
  type    = string
  default = "16.4"
}

locals {
  # The version that the instance is created with. Before that there is nothing to
  # back up.
  first_version = "16.4"
}

# A backup for each later version, complete before the instance is touched.
module "before_upgrade" {
  # "ref" may be a tag or a commit.
  source = "github.com/awsbackup/terraform-provider-awsbackup//examples/modules/pre-upgrade-rds?ref=main"
  count  = var.engine_version == local.first_version ? 0 : 1

  # Literal ARN: the instance depends on the module, so the module cannot refer to
  # it.
  db_instance_arn   = "arn:aws:rds:eu-central-1:123456789012:db:orders"
  engine_version    = var.engine_version
  backup_vault_name = "backups"
  iam_role_arn      = "arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole"
}

resource "aws_db_instance" "orders" {
  identifier        = "orders"
  engine            = "postgres"
  engine_version    = var.engine_version
  instance_class    = "db.t4g.medium"
  allocated_storage = 100
  username          = "orders"

  manage_master_user_password = true
  apply_immediately           = true
  allow_major_version_upgrade = true

  # The backup comes before an upgrade, not before a replacement. AWS refuses
  # that one.
  deletion_protection = true

  depends_on = [module.before_upgrade]
}

output "restore_from" {
  value = one(module.before_upgrade[*].snapshot_identifier)
}
