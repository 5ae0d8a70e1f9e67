// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Package awsbackup is the narrow door to AWS Backup: exactly the calls in use,
// one shape of a job and of a recovery point, errors distinguished by type, and a
// client that never sends an empty identifier and keeps under the quotas.
//
// It knows nothing of Terraform. Facts about the service are those of the AWS
// Backup API reference, version 2018-11-15.
package awsbackup
