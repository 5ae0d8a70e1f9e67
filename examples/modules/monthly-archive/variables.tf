variable "resource_arns" {
  description = "What to archive: a name of yours and the ARN of the resource. Cold storage serves EFS, DynamoDB (advanced features), EBS and others, not RDS."
  type        = map(string)
}

variable "month" {
  description = "The month of the archive, as 2026-11. Another month, another archive. Default: the month of the plan, by UTC."
  type        = string
  default     = null

  validation {
    condition     = var.month == null || can(regex("^[0-9]{4}-(0[1-9]|1[0-2])$", var.month))
    error_message = "A month has the form 2026-11."
  }
}

variable "backup_vault_name" {
  description = "Name of the vault."
  type        = string
}

variable "iam_role_arn" {
  description = "ARN of the role that AWS Backup assumes."
  type        = string
}

variable "warm_days" {
  description = "Days until an archive moves to cold storage."
  type        = number
  default     = 30
}

variable "keep_years" {
  description = "Years that an archive is kept."
  type        = number
  default     = 7
}
