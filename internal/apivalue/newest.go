// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package apivalue

import (
	"cmp"
	"slices"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/attr"
)

// Dated is a value with what it is sorted by: when AWS made the object, and
// its ID where two were made at once.
type Dated struct {
	Created time.Time
	ID      string
	Value   attr.Value
}

// NewestFirst returns the values in their one order, and changes that of its
// argument. AWS documents none, and a list that changes its order is a change.
func NewestFirst(found []Dated) []attr.Value {
	slices.SortFunc(found, func(a, b Dated) int {
		return cmp.Or(b.Created.Compare(a.Created), cmp.Compare(a.ID, b.ID))
	})
	values := make([]attr.Value, len(found))
	for i, f := range found {
		values[i] = f.Value
	}
	return values
}
