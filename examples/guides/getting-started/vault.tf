# Where backups are kept.
resource "aws_backup_vault" "backups" {
  name = "backups"

  # AWS Backup also needs the role to delete a backup when its retention ends. So
  # the role must stay as long as the vault, which AWS deletes only when it is empty.
  depends_on = [aws_iam_role_policy_attachment.backup]
}

# The role that AWS Backup assumes to take them.
resource "aws_iam_role" "backup" {
  name = "backup"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "backup.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "backup" {
  role       = aws_iam_role.backup.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup"
}
