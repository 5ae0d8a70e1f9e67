// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package inprocess

import (
	"context"
	"fmt"

	"github.com/hashicorp/hcl/v2/hcldec"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/zclconf/go-cty/cty"
	ctyjson "github.com/zclconf/go-cty/cty/json"
	"github.com/zclconf/go-cty/cty/msgpack"
)

// Schemas are the provider's schemas. They are read once and serve every
// [Process].
type Schemas struct {
	*tfprotov6.GetProviderSchemaResponse

	identities map[string]cty.Type // by resource type; types without identity are absent
}

// ReadSchemas asks a server that need not be configured.
func ReadSchemas(ctx context.Context, server tfprotov6.ProviderServer) (*Schemas, error) {
	answer, err := server.GetProviderSchema(ctx, &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		return nil, err
	}
	identities, err := server.GetResourceIdentitySchemas(ctx, &tfprotov6.GetResourceIdentitySchemasRequest{})
	if err != nil {
		return nil, err
	}
	s := &Schemas{GetProviderSchemaResponse: answer, identities: map[string]cty.Type{}}
	for name, schema := range identities.IdentitySchemas {
		members := map[string]cty.Type{}
		for _, attribute := range schema.IdentityAttributes {
			members[attribute.Name] = typeOf(attribute.Type)
		}
		s.identities[name] = cty.Object(members)
	}
	return s, nil
}

// Type is the type of a schema's values.
func Type(schema *tfprotov6.Schema) cty.Type { return typeOf(schema.ValueType()) }

// Resource is the type of a resource's configuration and state.
func (s *Schemas) Resource(typeName string) cty.Type { return Type(s.ResourceSchemas[typeName]) }

func typeOf(t tftypes.Type) cty.Type {
	switch t := t.(type) {
	case tftypes.Object:
		members := make(map[string]cty.Type, len(t.AttributeTypes))
		for name, member := range t.AttributeTypes {
			members[name] = typeOf(member)
		}
		return cty.Object(members)
	case tftypes.Map:
		return cty.Map(typeOf(t.ElementType))
	case tftypes.List:
		return cty.List(typeOf(t.ElementType))
	case tftypes.Set:
		return cty.Set(typeOf(t.ElementType))
	}
	switch {
	case t.Is(tftypes.String):
		return cty.String
	case t.Is(tftypes.Number):
		return cty.Number
	case t.Is(tftypes.Bool):
		return cty.Bool
	default:
		return cty.DynamicPseudoType
	}
}

// spec says how a block of configuration is decoded.
func spec(block *tfprotov6.SchemaBlock) hcldec.ObjectSpec {
	out := hcldec.ObjectSpec{}
	for _, a := range block.Attributes {
		out[a.Name] = &hcldec.AttrSpec{Name: a.Name, Type: configType(a), Required: a.Required}
	}
	for _, nested := range block.BlockTypes {
		name, inner := nested.TypeName, spec(nested.Block)
		switch nested.Nesting {
		case tfprotov6.SchemaNestedBlockNestingModeList:
			out[name] = &hcldec.BlockListSpec{TypeName: name, Nested: inner}
		case tfprotov6.SchemaNestedBlockNestingModeSet:
			out[name] = &hcldec.BlockSetSpec{TypeName: name, Nested: inner}
		default:
			out[name] = &hcldec.BlockSpec{TypeName: name, Nested: inner}
		}
	}
	return out
}

// configType is the attribute's type as configuration may give it: members of
// nested attributes may be left out.
func configType(a *tfprotov6.SchemaAttribute) cty.Type {
	if a.NestedType == nil {
		return typeOf(a.Type)
	}
	members, optional := map[string]cty.Type{}, []string{}
	for _, member := range a.NestedType.Attributes {
		members[member.Name] = configType(member)
		if !member.Required {
			optional = append(optional, member.Name)
		}
	}
	object := cty.ObjectWithOptionalAttrs(members, optional)
	switch a.NestedType.Nesting {
	case tfprotov6.SchemaObjectNestingModeList:
		return cty.List(object)
	case tfprotov6.SchemaObjectNestingModeSet:
		return cty.Set(object)
	case tfprotov6.SchemaObjectNestingModeMap:
		return cty.Map(object)
	default:
		return object
	}
}

// Empty is the value of a configuration block in which nothing is set.
func Empty(block *tfprotov6.SchemaBlock) map[string]cty.Value {
	values := map[string]cty.Value{}
	for _, a := range block.Attributes {
		values[a.Name] = cty.NullVal(typeOf(a.ValueType()))
	}
	for _, nested := range block.BlockTypes {
		t := typeOf(nested.ValueType())
		switch {
		case t.IsListType():
			values[nested.TypeName] = cty.ListValEmpty(t.ElementType())
		case t.IsSetType():
			values[nested.TypeName] = cty.SetValEmpty(t.ElementType())
		default:
			values[nested.TypeName] = cty.NullVal(t)
		}
	}
	return values
}

func encode(v cty.Value) (*tfprotov6.DynamicValue, error) {
	encoded, err := msgpack.Marshal(v, v.Type())
	return &tfprotov6.DynamicValue{MsgPack: encoded}, err
}

func decode(d *tfprotov6.DynamicValue, t cty.Type) (cty.Value, error) {
	switch {
	case d == nil || len(d.MsgPack) == 0 && len(d.JSON) == 0:
		return cty.NullVal(t), nil
	case len(d.MsgPack) > 0:
		return msgpack.Unmarshal(d.MsgPack, t)
	default:
		return ctyjson.Unmarshal(d.JSON, t)
	}
}

// StateJSON is a value as a state file has it. It must be known.
func StateJSON(v cty.Value) ([]byte, error) {
	if !v.IsWhollyKnown() {
		return nil, fmt.Errorf("unknown values in state: %#v", v)
	}
	return ctyjson.Marshal(v, v.Type())
}

// Text is a string attribute of an object, "" where it is null, unknown or
// absent.
func Text(v cty.Value, name string) string {
	if member := Member(v, name); member.IsKnown() && !member.IsNull() && member.Type() == cty.String {
		return member.AsString()
	}
	return ""
}

// Member is an attribute of an object or an element of a map. It is null where
// there is none.
func Member(v cty.Value, name string) cty.Value {
	if v.IsKnown() && !v.IsNull() && (v.Type().IsObjectType() && v.Type().HasAttribute(name) || v.Type().IsMapType()) {
		if member, ok := v.AsValueMap()[name]; ok {
			return member
		}
	}
	return cty.NullVal(cty.DynamicPseudoType)
}
