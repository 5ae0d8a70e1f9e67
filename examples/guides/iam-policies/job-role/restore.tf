# The role of a restore: iam_role_arn of awsbackup_restore_job. AWS Backup needs
# more rights to restore than to back up, so it is a role of its own.
resource "aws_iam_role" "restore" {
  name               = "restore"
  assume_role_policy = aws_iam_role.backup.assume_role_policy
}

resource "aws_iam_role_policy_attachment" "restore" {
  for_each = toset([
    "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForRestores",
    "arn:aws:iam::aws:policy/AWSBackupServiceRolePolicyForS3Restore", # only for S3
  ])

  role       = aws_iam_role.restore.name
  policy_arn = each.key
}

# Only for EC2 instances with an instance profile: the managed policy lacks it.
resource "aws_iam_role_policy" "instance_profile" {
  name = "instance-profile"
  role = aws_iam_role.restore.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = ["iam:PassRole"]
      Resource  = ["arn:aws:iam::123456789012:role/application"]
      Condition = { StringEquals = { "iam:PassedToService" = "ec2.amazonaws.com" } }
    }]
  })
}
