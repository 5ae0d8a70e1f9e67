variable "resource_arn" {
  description = "ARN of the resource to back up."
  type        = string
}

variable "backup_vault_name" {
  description = "Name of the vault of the backup."
  type        = string
}

variable "destination_backup_vault_arn" {
  description = "ARN of the vault of the copy, in another Region or account."
  type        = string

  validation {
    condition     = can(regex("^arn:[a-z-]+:backup:[a-z0-9-]+:[0-9]{12}:backup-vault:", var.destination_backup_vault_arn))
    error_message = "This is not the ARN of a backup vault (arn:aws:backup:REGION:ACCOUNT:backup-vault:NAME)."
  }
}

variable "iam_role_arn" {
  description = "ARN of the role that AWS Backup assumes to back up and to copy."
  type        = string
}

variable "triggers" {
  description = "A change takes another backup and copies it. The earlier ones stay until their retention ends."
  type        = map(string)
  default     = {}
}

variable "delete_after_days" {
  description = "Days that the backup is kept."
  type        = number
  default     = 35
}

variable "copy_delete_after_days" {
  description = "Days that the copy is kept, counted from the backup."
  type        = number
  default     = 365

  validation {
    condition     = var.copy_delete_after_days >= var.delete_after_days
    error_message = "The copy must be kept at least as long as the backup."
  }
}

variable "timeout" {
  description = "How long the backup, and then the copy, may take, as a Go duration."
  type        = string
  default     = "24h"
}
