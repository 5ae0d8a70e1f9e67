terraform {
  required_version = ">= 1.8"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
    awsbackup = {
      source  = "awsbackup/awsbackup"
      version = ">= 0.1"
    }
  }
}
