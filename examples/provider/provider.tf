terraform {
  required_providers {
    awsbackup = {
      source = "awsbackup/awsbackup"
    }
  }
}

provider "awsbackup" {
  region = "eu-central-1"

  default_tags {
    tags = {
      ManagedBy = "terraform"
    }
  }
}
