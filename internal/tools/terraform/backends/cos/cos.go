// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Package cos stands in for the backend "cos".
package cos

import (
	"github.com/hashicorp/terraform/internal/backend"
	"github.com/hashicorp/terraform/internal/backend/remote-state/absent"
)

// New ends Terraform: see [absent.New].
func New() backend.Backend { return absent.New("cos") }
