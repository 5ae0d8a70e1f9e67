variable "backup_vault_names" {
  description = "The vaults that Terraform takes backups into, air-gapped ones and the destinations of copies within the account included."
  type        = set(string)
  default     = ["backups"]
}

variable "job_role_arns" {
  description = "The roles that AWS Backup assumes to back up, copy and restore: each iam_role_arn of the configuration."
  type        = set(string)
  default = [
    "arn:aws:iam::123456789012:role/backup",
    "arn:aws:iam::123456789012:role/copy",
    "arn:aws:iam::123456789012:role/restore",
  ]
}

variable "copy_destination_arns" {
  description = "The vaults that copies go to, in any Region and account."
  type        = set(string)
  default     = ["arn:aws:backup:eu-west-1:210987654321:backup-vault:offsite"]
}

variable "source_account_id" {
  description = "The account that copies are made from, for the policies of the account that receives them."
  type        = string
  default     = "123456789012"
}

locals {
  vaults = [for name in var.backup_vault_names : "arn:aws:backup:*:*:backup-vault:${name}"]

  # A recovery point has the ARN of the service that holds it. Remove the
  # services that you do not use.
  recovery_points = [
    "arn:aws:backup:*:*:recovery-point:*", # EFS, S3, DynamoDB, air-gapped vaults and others
    "arn:aws:ec2:*::snapshot/*",           # EBS, Storage Gateway
    "arn:aws:ec2:*::image/*",              # EC2
    "arn:aws:rds:*:*:snapshot:awsbackup:*",
    "arn:aws:rds:*:*:cluster-snapshot:awsbackup:*", # Aurora, DocumentDB, Neptune
    "arn:aws:dynamodb:*:*:table/*/backup/*",        # DynamoDB without its advanced features
    "arn:aws:fsx:*:*:backup/*",
    "arn:aws:redshift:*:*:snapshot:*/awsbackup:*",
    "arn:aws:redshift-serverless:*:*:snapshot:*/awsbackup:*",
  ]
}
