variable "db_instance_arn" {
  description = "ARN of the RDS instance. Give a literal string or the value of a data source: the instance depends on this module."
  type        = string

  validation {
    condition     = can(regex("^arn:[a-z-]+:rds:[a-z0-9-]+:[0-9]{12}:db:", var.db_instance_arn))
    error_message = "This is not the ARN of an RDS instance (arn:aws:rds:REGION:ACCOUNT:db:NAME)."
  }
}

variable "engine_version" {
  description = "The version that the instance is about to get. Another version takes another backup."
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
  description = "Days that the backup is kept."
  type        = number
  default     = 35
}
