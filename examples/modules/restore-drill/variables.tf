variable "resource_arn" {
  description = "ARN of the resource whose newest backup is restored."
  type        = string
}

variable "backup_vault_name" {
  description = "Name of the vault."
  type        = string
}

variable "iam_role_arn" {
  description = "ARN of the role that AWS Backup assumes to restore."
  type        = string
}

variable "metadata" {
  description = "What the suggested metadata lacks: a new name, the network. It wins over the suggestion."
  type        = map(string)
  default     = {}
  sensitive   = true
}

variable "max_age" {
  description = "The recovery point objective, as a Go duration: an older newest backup fails the drill."
  type        = string
  default     = "24h"
}

variable "timeout" {
  description = "The recovery time objective, as a Go duration: a longer restore fails the drill."
  type        = string
  default     = "4h"
}

variable "min_bytes" {
  description = "A smaller backup fails the drill."
  type        = number
  default     = 0
}

variable "run" {
  description = "Name of the run, such as its date. A new one restores again, even from the same backup."
  type        = string
  default     = null
}

variable "probe" {
  description = "Shell command that checks the restored resource, with RESTORED_ARN and RESTORED_ID in its environment. If it fails, the drill fails, and the next apply runs it again."
  type        = string
  default     = ":"
}

variable "remove" {
  description = "Shell command that deletes the restored resource when the drill is destroyed or replaced, with the same environment. The default keeps it."
  type        = string
  default     = ":"
}
