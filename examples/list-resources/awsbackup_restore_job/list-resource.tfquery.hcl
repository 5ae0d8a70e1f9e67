# terraform query shows them
provider "awsbackup" {
  region = "eu-central-1"
}

list "awsbackup_restore_job" "completed" {
  provider = awsbackup

  config {
    status = "COMPLETED"
  }
}
