terraform {
  required_providers {
    awsbackup = {
      source = "awsbackup/awsbackup"
    }
  }
}
