// This module stands in for the client of Google Cloud Storage, a fifth of
// Terraform's source (see internal/tools/README.md).
module cloud.google.com/go/storage

go 1.26.0

require google.golang.org/api v0.0.0

replace google.golang.org/api => ../api
