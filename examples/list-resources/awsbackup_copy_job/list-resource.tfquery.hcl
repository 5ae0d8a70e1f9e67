# terraform query                                      shows them
# terraform query -generate-config-out=generated.tf   writes what imports them
provider "awsbackup" {
  region = "eu-central-1"
}

list "awsbackup_copy_job" "offsite" {
  provider = awsbackup

  config {
    destination_backup_vault_arn = "arn:aws:backup:eu-west-1:123456789012:backup-vault:offsite"
    state                        = "COMPLETED"
  }
}
