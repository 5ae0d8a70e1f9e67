# terraform apply runs the drill; terraform destroy forgets it.
module "drill" {
  source = "../../modules/restore-drill"

  resource_arn      = "arn:aws:dynamodb:eu-central-1:123456789012:table/orders"
  backup_vault_name = "backups"
  iam_role_arn      = "arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole"
  metadata          = { targetTableName = "orders-drill" }
  max_age           = "24h"
  timeout           = "2h"
}

# Your own probe of what was restored goes here. What depends on the module runs
# once the restore has completed.
check "name" {
  assert {
    condition     = module.drill.created_resource_id == "orders-drill"
    error_message = "The drill restored ${module.drill.created_resource_id}."
  }
}

output "report" {
  value = module.drill.report
}
