// This module stands in for the clients of Google's APIs (see
// internal/tools/README.md).
module google.golang.org/api

go 1.26.0

require golang.org/x/oauth2 v0.36.0
