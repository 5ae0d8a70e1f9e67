// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Package actions is what a configuration or a person invokes without keeping an
// object: the action that takes a backup, and the one that stops a job. Their
// requests, rules and records are those of the resource.
package actions
