// This module stands in for Terraform's remote-state backends, which are modules
// of their own and a third of its source (see internal/tools/README.md).
module github.com/hashicorp/terraform/internal/backend/remote-state

go 1.26.0
