// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package chaos

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/big"
	"slices"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// members are the attributes of an object, by name; nil for a null object.
func members(v tftypes.Value) map[string]tftypes.Value {
	if v.IsNull() || !v.IsKnown() {
		return nil
	}
	var m map[string]tftypes.Value
	if v.As(&m) != nil {
		return nil
	}
	return m
}

// text is a string attribute, "" where there is none.
func text(v tftypes.Value, name string) string {
	var s string
	if member, ok := members(v)[name]; ok && member.IsKnown() && !member.IsNull() && member.As(&s) == nil {
		return s
	}
	return ""
}

// proposed merges configuration and prior state as Terraform does: what is
// configured counts, what is computed and not configured stays.
func proposed(schema *tfprotov6.Schema, prior, config tftypes.Value) tftypes.Value {
	before, merged := members(prior), maps.Clone(members(config))
	for _, attribute := range schema.Block.Attributes {
		if value, was := before[attribute.Name]; was && attribute.Computed && merged[attribute.Name].IsNull() {
			merged[attribute.Name] = value
		}
	}
	return tftypes.NewValue(config.Type(), merged)
}

// planMistake says where a plan breaks Terraform's rules: what is configured
// must be planned as it is.
func planMistake(schema *tfprotov6.Schema, config, planned tftypes.Value) string {
	want, got := members(config), members(planned)
	for _, attribute := range schema.Block.Attributes {
		asked := want[attribute.Name]
		if !asked.IsNull() && asked.IsFullyKnown() && !asked.Equal(got[attribute.Name]) {
			return fmt.Sprintf("%s is configured as %s and planned as %s", attribute.Name, asked, got[attribute.Name])
		}
		if asked.IsNull() && !attribute.Computed && !got[attribute.Name].IsNull() {
			return fmt.Sprintf("%s is not configured and planned as %s", attribute.Name, got[attribute.Name])
		}
	}
	return ""
}

// applyMistake says where a result breaks Terraform's rules: what was known in
// the plan must come true, and nothing may stay unknown.
func applyMistake(planned, result tftypes.Value) string {
	want, got := members(planned), members(result)
	for name, value := range got {
		if !value.IsFullyKnown() {
			return fmt.Sprintf("%s is unknown after apply: %s", name, value)
		}
		if want[name].IsFullyKnown() && !want[name].Equal(value) {
			return fmt.Sprintf("%s was planned as %s and became %s", name, want[name], value)
		}
	}
	return ""
}

// plain turns a value into what encoding/json writes as Terraform writes state.
func plain(v tftypes.Value) (any, error) {
	if v.IsNull() {
		return nil, nil
	}
	switch {
	case v.Type().Is(tftypes.String):
		var s string
		err := v.As(&s)
		return s, err
	case v.Type().Is(tftypes.Bool):
		var b bool
		err := v.As(&b)
		return b, err
	case v.Type().Is(tftypes.Number):
		var n big.Float
		err := v.As(&n)
		return json.Number(n.Text('g', -1)), err
	case v.Type().Is(tftypes.Set{}), v.Type().Is(tftypes.List{}):
		var elements []tftypes.Value
		if err := v.As(&elements); err != nil {
			return nil, err
		}
		out := make([]any, 0, len(elements))
		for _, element := range elements {
			value, err := plain(element)
			if err != nil {
				return nil, err
			}
			out = append(out, value)
		}
		return out, nil
	case v.Type().Is(tftypes.Object{}), v.Type().Is(tftypes.Map{}):
		var m map[string]tftypes.Value
		if err := v.As(&m); err != nil {
			return nil, err
		}
		out := make(map[string]any, len(m))
		for name, member := range m {
			value, err := plain(member)
			if err != nil {
				return nil, err
			}
			out[name] = value
		}
		return out, nil
	default:
		return nil, fmt.Errorf("no attribute has the type %s", v.Type())
	}
}

// sorted are the keys of a table, in order.
func sorted[V any](table map[string]V) []string { return slices.Sorted(maps.Keys(table)) }
