// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Package oci stands in for the backend "oci".
package oci

import (
	"github.com/hashicorp/terraform/internal/backend"
	"github.com/hashicorp/terraform/internal/backend/remote-state/absent"
)

// New ends Terraform: see [absent.New].
func New() backend.Backend { return absent.New("oci") }
