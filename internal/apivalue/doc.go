// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Package apivalue turns values of AWS Backup's API into Terraform's, in the
// one normal form that resources, data sources and lists share: what AWS leaves
// out is null, so are "", an empty map and a structure of nothing but nulls;
// times are RFC 3339 in UTC.
package apivalue
