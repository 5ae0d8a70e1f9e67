// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Package kubernetes stands in for the backend "kubernetes".
package kubernetes

import (
	"github.com/hashicorp/terraform/internal/backend"
	"github.com/hashicorp/terraform/internal/backend/remote-state/absent"
)

// New ends Terraform: see [absent.New].
func New() backend.Backend { return absent.New("kubernetes") }
