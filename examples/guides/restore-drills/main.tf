# terraform apply runs the drill; terraform destroy runs remove.
module "drill" {
  # From elsewhere:
  # "github.com/awsbackup/terraform-provider-awsbackup//examples/modules/restore-drill?ref=main"
  source = "../../modules/restore-drill"

  resource_arn      = "arn:aws:dynamodb:eu-central-1:123456789012:table/orders"
  backup_vault_name = "backups"
  iam_role_arn      = "arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole"
  metadata          = { targetTableName = "orders-drill" }
  max_age           = "24h"
  timeout           = "2h"
  min_bytes         = 1

  # Commands that work without AWS. With it, for instance:
  #   probe  = "test $(aws dynamodb scan --table-name $RESTORED_ID --select COUNT --query Count) -gt 1000"
  #   remove = "aws dynamodb delete-table --table-name $RESTORED_ID && aws dynamodb wait table-not-exists --table-name $RESTORED_ID"
  probe  = "test \"$RESTORED_ID\" = orders-drill"
  remove = "echo removing $RESTORED_ARN"
}

output "report" {
  value = module.drill.report
}
