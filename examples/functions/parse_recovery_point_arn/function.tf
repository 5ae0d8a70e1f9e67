terraform {
  required_version = ">= 1.8"

  required_providers {
    awsbackup = {
      source = "awsbackup/awsbackup"
    }
  }
}

# The snapshot behind a backup of an EBS volume, for a new volume made from it.
output "snapshot_id" {
  value = provider::awsbackup::parse_recovery_point_arn("arn:aws:ec2:eu-central-1::snapshot/snap-0123456789abcdef0").id
}

# Everything that an ARN tells. Here: an RDS snapshot in account 111122223333.
output "snapshot" {
  value = provider::awsbackup::parse_recovery_point_arn(
    "arn:aws:rds:eu-central-1:111122223333:snapshot:awsbackup:job-0f35b5c0-5b09-4d31-9e6f-8ad1ffc1f2f1"
  )
}
