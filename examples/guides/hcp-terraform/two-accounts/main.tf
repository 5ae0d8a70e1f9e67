terraform {
  required_providers {
    awsbackup = {
      source = "awsbackup/awsbackup"
    }
  }
}

# HCP Terraform fills this in.
variable "tfc_aws_dynamic_credentials" {
  description = "The dynamic credentials of the run."
  type = object({
    default = object({
      shared_config_file = string
    })
    aliases = map(object({
      shared_config_file = string
    }))
  })
}

# TFC_AWS_PROVIDER_AUTH, TFC_AWS_RUN_ROLE_ARN
provider "awsbackup" {
  region              = "eu-central-1"
  shared_config_files = [var.tfc_aws_dynamic_credentials.default.shared_config_file]
}

# TFC_AWS_PROVIDER_AUTH_PROD, TFC_AWS_RUN_ROLE_ARN_PROD
provider "awsbackup" {
  alias               = "prod"
  region              = "eu-central-1"
  shared_config_files = [var.tfc_aws_dynamic_credentials.aliases["PROD"].shared_config_file]
}

resource "awsbackup_backup_job" "staging" {
  backup_vault_name = "backups"
  resource_arn      = "arn:aws:dynamodb:eu-central-1:123456789012:table/orders"
  iam_role_arn      = "arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole"
}

resource "awsbackup_backup_job" "prod" {
  provider = awsbackup.prod

  backup_vault_name = "backups"
  resource_arn      = "arn:aws:dynamodb:eu-central-1:210987654321:table/orders"
  iam_role_arn      = "arn:aws:iam::210987654321:role/service-role/AWSBackupDefaultServiceRole"
}
