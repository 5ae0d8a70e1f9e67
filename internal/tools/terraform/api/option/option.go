// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Package option has the one option that go-getter gives to a client of Google
// Cloud Storage.
package option

import "golang.org/x/oauth2"

// ClientOption does nothing.
type ClientOption any

// WithTokenSource does nothing.
func WithTokenSource(oauth2.TokenSource) ClientOption { return nil }
