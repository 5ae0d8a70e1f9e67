# terraform apply runs the drill; terraform destroy forgets it.
module "drill" {
  source = "../../modules/restore-drill"

  resource_arn      = "arn:aws:dynamodb:eu-central-1:123456789012:table/orders"
  backup_vault_name = "backups"
  iam_role_arn      = "arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole"
  metadata          = { targetTableName = "orders-drill" }
  max_age           = "24h"
  timeout           = "2h"
  min_bytes         = 1

  # On AWS, for instance:
  #   probe  = "test $(aws dynamodb scan --table-name $RESTORED_ID --select COUNT --query Count) -gt 1000"
  #   remove = "aws dynamodb delete-table --table-name $RESTORED_ID"
  probe  = "test \"$RESTORED_ID\" = orders-drill"
  remove = "echo removing $RESTORED_ARN"
}

output "report" {
  value = module.drill.report
}
