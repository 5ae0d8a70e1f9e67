// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Package record is the record of a backup job as Terraform shows it: the one
// mapping from AWS's job and recovery point, with its schema, and the data
// sources and filters that find jobs. The resource has the same values as
// attributes, the list resource the same filters.
package record
