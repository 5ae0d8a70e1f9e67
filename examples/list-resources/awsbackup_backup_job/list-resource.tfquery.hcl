# terraform query                                      shows them
# terraform query -generate-config-out=generated.tf   writes what imports them
provider "awsbackup" {
  region = "eu-central-1"
}

list "awsbackup_backup_job" "completed" {
  provider = awsbackup

  config {
    backup_vault_name = "backups"
    resource_type     = "EFS"
    state             = "COMPLETED"
  }
}
