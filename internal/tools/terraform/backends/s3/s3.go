// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Package s3 stands in for the backend "s3".
package s3

import (
	"github.com/hashicorp/terraform/internal/backend"
	"github.com/hashicorp/terraform/internal/backend/remote-state/absent"
)

// New ends Terraform: see [absent.New].
func New() backend.Backend { return absent.New("s3") }
