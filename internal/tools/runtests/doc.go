// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Package runtests tests run.sh, which runs the tests. It has no code.
package runtests
