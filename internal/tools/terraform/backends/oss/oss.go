// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Package oss stands in for the backend "oss".
package oss

import (
	"github.com/hashicorp/terraform/internal/backend"
	"github.com/hashicorp/terraform/internal/backend/remote-state/absent"
)

// New ends Terraform: see [absent.New].
func New() backend.Backend { return absent.New("oss") }
