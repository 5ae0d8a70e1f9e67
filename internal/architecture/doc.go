// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Package architecture tests the repository itself: that packages import only
// what the table in internal/README.md lets them, that files are short, that the
// shipped modules have a suitable licence, that SECURITY.md names existing tests,
// that the wording is plain, and that the workflows are safe. It
// has no code.
package architecture
