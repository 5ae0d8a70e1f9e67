// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Package architecture holds the rules on how the packages of this repository
// may depend on each other, and the tests that enforce them. It has no code.
//
// The table in layers_test.go is the one place where the layers are written.
// The linter's rules in .golangci.yml and the table in internal/README.md are
// generated from it:
//
//	go test ./internal/architecture -update
package architecture
