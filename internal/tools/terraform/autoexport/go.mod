// This module stands in for the exporters of Terraform's telemetry, a tenth of
// its source (see internal/tools/README.md).
module go.opentelemetry.io/contrib/exporters/autoexport

go 1.26.0

require go.opentelemetry.io/otel/sdk v1.45.0
