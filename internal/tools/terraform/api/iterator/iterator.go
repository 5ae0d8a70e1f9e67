// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Package iterator has the end of a list of objects.
package iterator

import "errors"

// Done is the end.
var Done = errors.New("no more items in iterator")
