# Something to back up, as small as can be: all of it is empty, and only the
# volume costs anything. `make testacc-aws` applies this, and destroys it.

terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

variable "name" {
  description = "The name of everything here, and the value of its tag."
  type        = string
  default     = "awsbackup-testacc"
}

locals {
  tags = {
    awsbackup-testacc = var.name
  }
}

# A stack is one of the things that can be backed up, with all that is in it.
resource "aws_cloudformation_stack" "sources" {
  name = var.name
  tags = local.tags # CloudFormation puts them on what it makes, too.

  template_body = jsonencode({
    Resources = {
      Files = {
        Type = "AWS::EFS::FileSystem"
        Properties = {
          BackupPolicy = { Status = "DISABLED" }
        }
      }
      Volume = {
        Type           = "AWS::EC2::Volume"
        DeletionPolicy = "Delete"
        Properties = {
          AvailabilityZone = { "Fn::Select" = [0, { "Fn::GetAZs" = "" }] }
          Size             = 1
          VolumeType       = "gp3"
        }
      }
      Table = {
        Type = "AWS::DynamoDB::Table"
        Properties = {
          BillingMode          = "PAY_PER_REQUEST"
          AttributeDefinitions = [{ AttributeName = "id", AttributeType = "S" }]
          KeySchema            = [{ AttributeName = "id", KeyType = "HASH" }]
        }
      }
      Bucket = {
        Type = "AWS::S3::Bucket"
        Properties = {
          VersioningConfiguration = { Status = "Enabled" } # AWS Backup wants that.
        }
      }
    }
    Outputs = {
      Files  = { Value = { "Fn::GetAtt" = ["Files", "Arn"] } }
      Volume = { Value = { "Fn::Sub" = "arn:$${AWS::Partition}:ec2:$${AWS::Region}:$${AWS::AccountId}:volume/$${Volume}" } }
      Table  = { Value = { "Fn::GetAtt" = ["Table", "Arn"] } }
      Bucket = { Value = { "Fn::GetAtt" = ["Bucket", "Arn"] } }
    }
  })
}

resource "aws_iam_role" "backup" {
  name = var.name
  tags = local.tags

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
  for_each = toset([
    "service-role/AWSBackupServiceRolePolicyForBackup",
    "AWSBackupServiceRolePolicyForS3Backup",
  ])

  role       = aws_iam_role.backup.name
  policy_arn = "arn:aws:iam::aws:policy/${each.value}"
}

output "role_arn" {
  value      = aws_iam_role.backup.arn
  depends_on = [aws_iam_role_policy_attachment.backup]
}

output "stack_arn" {
  value = aws_cloudformation_stack.sources.id
}

output "files_arn" {
  value = aws_cloudformation_stack.sources.outputs["Files"]
}

output "volume_arn" {
  value = aws_cloudformation_stack.sources.outputs["Volume"]
}

output "table_arn" {
  value = aws_cloudformation_stack.sources.outputs["Table"]
}

output "bucket_arn" {
  value = aws_cloudformation_stack.sources.outputs["Bucket"]
}
