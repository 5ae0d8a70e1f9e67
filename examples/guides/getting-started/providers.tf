terraform {
  required_version = ">= 1.8"

  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
    awsbackup = {
      source = "awsbackup/awsbackup"
    }
  }
}

provider "aws" {
  region = "eu-central-1"
}

provider "awsbackup" {
  region = "eu-central-1"
}
