// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package inprocess

import (
	"fmt"
	"maps"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hcldec"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

var functions = map[string]function.Function{
	"concat": stdlib.ConcatFunc, "format": stdlib.FormatFunc, "jsonencode": stdlib.JSONEncodeFunc, "keys": stdlib.KeysFunc,
	"length": stdlib.LengthFunc, "merge": stdlib.MergeFunc, "range": stdlib.RangeFunc, "values": stdlib.ValuesFunc,
	"toset": stdlib.MakeToFunc(cty.Set(cty.DynamicPseudoType)), "tostring": stdlib.MakeToFunc(cty.String),
}

// scope is what expressions can refer to during one walk.
type scope struct {
	config    *configuration
	variables map[string]cty.Value
	workspace string
	// value returns what is known of a block so far.
	value func(address string) cty.Value
}

// context evaluates what the traversals refer to; more is added to it.
func (s scope) context(refs []hcl.Traversal, more map[string]cty.Value) (*hcl.EvalContext, hcl.Diagnostics) {
	out := map[string]cty.Value{
		"var":       cty.ObjectVal(s.variables),
		"terraform": cty.ObjectVal(map[string]cty.Value{"workspace": cty.StringVal(s.workspace)}),
	}
	var diags hcl.Diagnostics
	types, data, locals := map[string]map[string]cty.Value{}, map[string]map[string]cty.Value{}, map[string]cty.Value{}
	for _, address := range s.config.addresses(refs) {
		b := s.config.blocks[address]
		into, name := types, address[len(b.typeName)+1:]
		if b.data {
			into, name = data, address[len("data.")+len(b.typeName)+1:]
		}
		if into[b.typeName] == nil {
			into[b.typeName] = map[string]cty.Value{}
		}
		into[b.typeName][name] = s.value(address)
	}
	for _, ref := range refs {
		if ref.RootName() != "local" || len(ref) < 2 {
			continue
		}
		if step, ok := ref[1].(hcl.TraverseAttr); ok && s.config.locals[step.Name] != nil {
			value, problems := s.evaluate(s.config.locals[step.Name])
			diags = append(diags, problems...)
			locals[step.Name] = value
		}
	}
	out["local"] = cty.ObjectVal(locals)
	dataTypes := map[string]cty.Value{}
	for typeName, named := range data {
		dataTypes[typeName] = cty.ObjectVal(named)
	}
	out["data"] = cty.ObjectVal(dataTypes)
	for typeName, named := range types {
		out[typeName] = cty.ObjectVal(named)
	}
	maps.Copy(out, more)
	return &hcl.EvalContext{Variables: out, Functions: functions}, diags
}

func (s scope) evaluate(expression hcl.Expression) (cty.Value, hcl.Diagnostics) {
	ctx, diags := s.context(expression.Variables(), nil)
	value, problems := expression.Value(ctx)
	return value, append(diags, problems...)
}

// decode evaluates a block's body by its schema.
func (s scope) decode(body hcl.Body, schema *tfprotov6.Schema, more map[string]cty.Value) (cty.Value, hcl.Diagnostics) {
	spec := spec(schema.Block)
	ctx, diags := s.context(hcldec.Variables(body, spec), more)
	value, problems := hcldec.Decode(body, spec, ctx)
	diags = append(diags, problems...)
	if diags.HasErrors() {
		return value, diags
	}
	value, err := convert.Convert(value, Type(schema))
	if err != nil {
		diags = append(diags, &hcl.Diagnostic{Severity: hcl.DiagError, Summary: "Incorrect value", Detail: err.Error()})
	}
	return unrefined(value), diags
}

// instance is one instance of a block: what its address ends in, and what
// expressions in it can refer to.
type instance struct {
	suffix string
	key    cty.Value // cty.NilVal without count and for_each
	more   map[string]cty.Value
}

// instances expands count and for_each.
func (s scope) instances(b *block) ([]instance, hcl.Diagnostics) {
	switch {
	case b.count != nil:
		n, diags := s.evaluate(b.count)
		if n, err := convert.Convert(n, cty.Number); !diags.HasErrors() && err == nil && n.IsKnown() && !n.IsNull() {
			count, _ := n.AsBigFloat().Int64()
			var out []instance
			for i := range count {
				key := cty.NumberIntVal(i)
				out = append(out, instance{fmt.Sprintf("[%d]", i), key, map[string]cty.Value{"count": cty.ObjectVal(map[string]cty.Value{"index": key})}})
			}
			return out, diags
		}
		return nil, append(diags, &hcl.Diagnostic{Severity: hcl.DiagError, Summary: "Invalid count argument"})
	case b.forEach != nil:
		all, diags := s.evaluate(b.forEach)
		if diags.HasErrors() || all.IsNull() || !all.IsKnown() {
			return nil, append(diags, &hcl.Diagnostic{Severity: hcl.DiagError, Summary: "Invalid for_each argument"})
		}
		var out []instance
		for it := all.ElementIterator(); it.Next(); {
			key, value := it.Element()
			if all.Type().IsSetType() {
				key = value
			}
			out = append(out, instance{fmt.Sprintf("[%q]", key.AsString()), key, map[string]cty.Value{"each": cty.ObjectVal(map[string]cty.Value{"key": key, "value": value})}})
		}
		return out, diags
	default:
		return []instance{{key: cty.NilVal}}, nil
	}
}

// together is a block's value, of those of its instances.
func together(b *block, instances []instance, value func(suffix string) cty.Value) cty.Value {
	if b.count == nil && b.forEach == nil {
		return value("")
	}
	list, named := []cty.Value{}, map[string]cty.Value{}
	for _, i := range instances {
		list = append(list, value(i.suffix))
		if b.forEach != nil {
			named[i.key.AsString()] = value(i.suffix)
		}
	}
	if b.forEach != nil {
		return cty.ObjectVal(named)
	}
	return cty.TupleVal(list)
}

// references are the blocks that a block refers to.
func (c *configuration) references(b *block, schema *tfprotov6.Schema) []string {
	refs := append([]hcl.Traversal{}, b.dependsOn...)
	refs = append(refs, b.lifecycle.triggeredBy...)
	refs = append(refs, hcldec.Variables(b.body, spec(schema.Block))...)
	for _, expression := range []hcl.Expression{b.count, b.forEach} {
		if expression != nil {
			refs = append(refs, expression.Variables()...)
		}
	}
	return c.addresses(refs)
}
