// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package jobcompletion

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// idSetType is a set of job IDs that is compared in linear time. The framework's own sets compare each element with every other,
// several times in each plan: with a thousand jobs that took as long as the jobs themselves (internal/decisions/0007).
type idSetType struct{ basetypes.SetType }

var (
	_ basetypes.SetTypable                    = idSetType{}
	_ basetypes.SetValuableWithSemanticEquals = idSet{}
)

func newIDSetType() idSetType { return idSetType{types.SetType{ElemType: types.StringType}} }

// Equal implements attr.Type.
func (t idSetType) Equal(other attr.Type) bool {
	_, ok := other.(idSetType)
	return ok
}

// ValueType implements attr.Type.
func (t idSetType) ValueType(context.Context) attr.Value { return idSet{} }

// ValueFromSet implements basetypes.SetTypable.
func (t idSetType) ValueFromSet(_ context.Context, set basetypes.SetValue) (basetypes.SetValuable, diag.Diagnostics) {
	return idSet{set}, nil
}

// ValueFromTerraform implements attr.Type.
func (t idSetType) ValueFromTerraform(ctx context.Context, in tftypes.Value) (attr.Value, error) {
	v, err := t.SetType.ValueFromTerraform(ctx, in)
	set, _ := v.(basetypes.SetValue)
	return idSet{set}, err
}

// Validate replaces the framework's search for duplicates: Terraform sends sets without any.
func (t idSetType) Validate(context.Context, tftypes.Value, path.Path) diag.Diagnostics { return nil }

// idSet is a value of idSetType.
type idSet struct{ basetypes.SetValue }

// Type implements attr.Value.
func (s idSet) Type(context.Context) attr.Type { return newIDSetType() }

// Equal implements attr.Value.
func (s idSet) Equal(other attr.Value) bool {
	o, ok := other.(idSet)
	if !ok || s.IsNull() != o.IsNull() || s.IsUnknown() != o.IsUnknown() {
		return false
	}
	own, others := s.Elements(), o.Elements()
	if len(own) != len(others) {
		return false
	}
	has := make(map[attr.Value]bool, len(own)) // Strings, known or not, are comparable.
	for _, id := range own {
		has[id] = true
	}
	for _, id := range others {
		if !has[id] {
			return false
		}
	}
	return true
}

// SetSemanticEquals implements basetypes.SetValuableWithSemanticEquals: it spares equal sets the comparison of each element.
func (s idSet) SetSemanticEquals(_ context.Context, prior basetypes.SetValuable) (bool, diag.Diagnostics) {
	return s.Equal(prior), nil
}
