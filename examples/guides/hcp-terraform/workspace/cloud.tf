terraform {
  cloud {
    organization = "acme"

    workspaces {
      name = "orders-backups"
    }
  }
}
