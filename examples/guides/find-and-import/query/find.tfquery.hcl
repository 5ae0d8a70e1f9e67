provider "awsbackup" {
  region = "eu-central-1"
}

# What was backed up into this vault and is not in state, by whomever.
list "awsbackup_backup_job" "backups" {
  provider = awsbackup

  config {
    backup_vault_name = "backups"
    state             = "COMPLETED"
  }
}
