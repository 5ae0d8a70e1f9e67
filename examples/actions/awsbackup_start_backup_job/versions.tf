terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
    awsbackup = {
      source = "awsbackup/awsbackup"
    }
  }
}
