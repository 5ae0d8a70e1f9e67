// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package inprocess

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/zclconf/go-cty/cty"
)

// proposed merges configuration and prior state as Terraform does: what is
// configured counts, and what is computed and not configured stays.
func proposed(attributes []*tfprotov6.SchemaAttribute, prior, config cty.Value) cty.Value {
	if config.IsNull() || !config.IsKnown() {
		return config
	}
	merged := config.AsValueMap()
	for _, a := range attributes {
		before, given := Member(prior, a.Name), merged[a.Name]
		switch {
		case given.IsNull() && a.Computed && !prior.IsNull():
			merged[a.Name] = before
		case singleNested(a):
			merged[a.Name] = proposed(a.NestedType.Attributes, before, given)
		}
	}
	return cty.ObjectVal(merged)
}

func singleNested(a *tfprotov6.SchemaAttribute) bool {
	return a.NestedType != nil && a.NestedType.Nesting == tfprotov6.SchemaObjectNestingModeSingle
}

// planViolation says where a plan breaks Terraform's rules: what is configured
// is planned as it is, or stays as it was, and nothing is made up for an
// attribute that is not computed. It is "" for a valid plan.
func planViolation(attributes []*tfprotov6.SchemaAttribute, prior, config, planned cty.Value) string {
	if planned.IsNull() && !config.IsNull() {
		return "a configured object is planned as null"
	}
	for _, a := range attributes {
		before, given, got := Member(prior, a.Name), Member(config, a.Name), Member(planned, a.Name)
		switch {
		case given.IsNull() && !a.Computed && !got.IsNull():
			return fmt.Sprintf("%s is not configured and planned as %#v", a.Name, got)
		case given.IsNull() || got.RawEquals(given), !before.IsNull() && got.RawEquals(before):
		case singleNested(a) && given.IsKnown() && got.IsKnown():
			if wrong := planViolation(a.NestedType.Attributes, before, given, got); wrong != "" {
				return a.Name + "." + wrong
			}
		default:
			return fmt.Sprintf("%s is configured as %#v and planned as %#v", a.Name, given, got)
		}
	}
	return ""
}

// resultViolation says where a value differs from what was known of it in the
// plan. It is "" if everything known has come true.
func resultViolation(path string, planned, result cty.Value) string {
	if !planned.IsKnown() {
		return ""
	}
	differs := fmt.Sprintf("%s was planned as %#v and became %#v", path, planned, result)
	t := planned.Type()
	switch {
	case planned.IsNull() != result.IsNull() || !result.IsKnown():
		return differs
	case planned.IsNull() || planned.RawEquals(result):
		return ""
	case t.IsObjectType() || t.IsMapType():
		if planned.LengthInt() != result.LengthInt() {
			return differs
		}
		for name, member := range planned.AsValueMap() {
			if wrong := resultViolation(path+"."+name, member, Member(result, name)); wrong != "" {
				return wrong
			}
		}
		return ""
	case t.IsListType() || t.IsTupleType():
		if planned.LengthInt() != result.LengthInt() {
			return differs
		}
		for i := range planned.LengthInt() {
			at := cty.NumberIntVal(int64(i))
			if wrong := resultViolation(fmt.Sprintf("%s[%d]", path, i), planned.Index(at), result.Index(at)); wrong != "" {
				return wrong
			}
		}
		return ""
	case t.IsSetType() && !planned.IsWhollyKnown():
		return ""
	default:
		return differs
	}
}

// unrefined replaces unknown values by such of which nothing is known, as the
// plugin framework does.
func unrefined(v cty.Value) cty.Value {
	plain, err := cty.Transform(v, func(_ cty.Path, v cty.Value) (cty.Value, error) {
		if !v.IsKnown() {
			return cty.UnknownVal(v.Type()), nil
		}
		return v, nil
	})
	if err != nil {
		return v
	}
	return plain
}
