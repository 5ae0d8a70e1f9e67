terraform {
  required_version = ">= 1.8"

  required_providers {
    awsbackup = {
      source  = "awsbackup/awsbackup"
      version = ">= 0.1"
    }
  }
}
