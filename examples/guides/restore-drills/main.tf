variable "probe" {
  description = "Checks the restored table: the drill fails unless this exits with 0."
  type        = string
  default     = "test $(aws dynamodb scan --table-name $RESTORED_ID --select COUNT --query Count --output json) -gt 1000"
}

variable "remove" {
  description = "Deletes the restored table at the next drill, and at terraform destroy."
  type        = string
  default     = "aws dynamodb delete-table --table-name $RESTORED_ID && aws dynamodb wait table-not-exists --table-name $RESTORED_ID"
}

# terraform apply runs the drill; terraform destroy runs remove.
module "drill" {
  # "ref" may be a tag or a commit.
  source = "github.com/awsbackup/terraform-provider-awsbackup//examples/modules/restore-drill?ref=main"

  resource_arn      = "arn:aws:dynamodb:eu-central-1:123456789012:table/orders"
  backup_vault_name = "backups"
  iam_role_arn      = "arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole"
  metadata          = { targetTableName = "orders-drill" }
  max_age           = "24h"
  timeout           = "2h"
  min_bytes         = 1

  probe  = var.probe
  remove = var.remove
}

output "report" {
  value = module.drill.report
}
