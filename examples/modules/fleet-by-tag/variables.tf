variable "tag_key" {
  description = "Key of the tag that the resources have."
  type        = string
}

variable "tag_values" {
  description = "Values of the tag; empty is any."
  type        = set(string)
  default     = []
}

variable "resource_types" {
  description = "Kinds of resources, as the tagging API calls them."
  type        = set(string)
  default     = ["ec2:volume", "rds:db", "dynamodb:table", "elasticfilesystem:file-system"]
}

variable "window" {
  description = "Name of the maintenance window. Another window, another backup of everything."
  type        = string
}

variable "backup_vault_name" {
  description = "Name of the vault."
  type        = string
}

variable "iam_role_arn" {
  description = "ARN of the role that AWS Backup assumes."
  type        = string
}

variable "delete_after_days" {
  description = "Days that the backups are kept."
  type        = number
  default     = 14
}
