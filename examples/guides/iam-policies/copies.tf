# The role of a copy job. AWS Backup checks these two; what else a type needs,
# such as ec2:CopySnapshot, is in AWSBackupServiceRolePolicyForBackup.
output "copy_role" {
  description = "The least policy of the role that copies (iam_role_arn of awsbackup_copy_job)."
  value = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "CopyFrom"
        Effect   = "Allow"
        Action   = ["backup:CopyFromBackupVault"]
        Resource = local.recovery_points
      },
      {
        Sid      = "CopyInto"
        Effect   = "Allow"
        Action   = ["backup:CopyIntoBackupVault"]
        Resource = var.copy_destination_arns
      },
    ]
  })
}

# In the account that receives copies: the access policy of the vault. It can
# allow other accounts nothing else.
output "copy_vault" {
  description = "The access policy of a vault that another account copies into."
  value = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "CopyInto"
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::${var.source_account_id}:root" }
      Action    = ["backup:CopyIntoBackupVault"]
      Resource  = ["*"]
    }]
  })
}

# In the account that receives copies: what data.awsbackup_recovery_point asks.
output "copy_reader" {
  description = "The least policy to read copies with credentials of their own account."
  value = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Copies"
        Effect   = "Allow"
        Action   = ["backup:DescribeRecoveryPoint"]
        Resource = concat(tolist(var.copy_destination_arns), local.recovery_points)
      },
      {
        Sid      = "Tags"
        Effect   = "Allow"
        Action   = ["backup:ListTags"]
        Resource = ["arn:aws:backup:*:*:recovery-point:*"]
      },
    ]
  })
}
