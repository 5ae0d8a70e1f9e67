// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"slices"
	"testing"

	tfprovider "github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// ownArguments are those that hashicorp/aws does not have.
var ownArguments = []string{"preflight", "idempotency_scope"}

// The provider block has every argument, block and endpoint of hashicorp/aws's, and beside them only its own: a block can be pasted over.
func TestSchemaIsUpstreams(t *testing.T) {
	t.Parallel()
	var resp tfprovider.SchemaResponse
	New("test").Schema(t.Context(), tfprovider.SchemaRequest{}, &resp)
	var have []string
	for name := range resp.Schema.Attributes {
		have = append(have, name)
	}
	for name, block := range resp.Schema.Blocks {
		have = append(have, name)
		var nested map[string]schema.Attribute
		switch b := block.(type) {
		case schema.ListNestedBlock:
			nested = b.NestedObject.Attributes
		case schema.SetNestedBlock:
			nested = b.NestedObject.Attributes
		default:
			t.Fatalf("%s is a %T", name, block)
		}
		for attribute := range nested {
			if name != endpointsBlock {
				have = append(have, name+"."+attribute)
			}
		}
	}
	// Terraform sees all endpoints, the framework only those in use.
	served, err := Server(New("test"))().GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	for _, block := range served.Provider.Block.BlockTypes {
		for _, attribute := range block.Block.Attributes {
			if block.TypeName == endpointsBlock {
				have = append(have, block.TypeName+"."+attribute.Name)
			}
		}
	}
	want := upstreamArguments()
	if len(upstreamEndpoints()) < 300 || len(want) < 370 {
		t.Fatalf("only %d names were read", len(want))
	}
	for _, name := range want {
		if !slices.Contains(have, name) {
			t.Errorf("hashicorp/aws has %s, and this provider does not", name)
		}
	}
	for _, name := range have {
		if !slices.Contains(want, name) && !slices.Contains(ownArguments, name) {
			t.Errorf("this provider has %s, and hashicorp/aws does not", name)
		}
	}
}

// The endpoints of other services mean nothing, even unknown, and those in use come through as they are.
func TestUnusedEndpoints(t *testing.T) {
	t.Parallel()
	u := newUnusedEndpoints(New("test"))
	list := u.all.AttributeTypes[endpointsBlock]
	all, _ := list.(tftypes.List)
	element, ok := all.ElementType.(tftypes.Object)
	if !ok {
		t.Fatalf("the block is a %s", list)
	}
	text := func(s string) tftypes.Value { return tftypes.NewValue(tftypes.String, s) }
	for name, test := range map[string]struct{ given, want tftypes.Value }{
		"used and unused": {
			given: oneBlock(element, map[string]tftypes.Value{
				"backup": text("http://127.0.0.1:1"), "s3": text("http://localhost:4566"), "es": text("localhost"),
				"dynamodb": tftypes.NewValue(tftypes.String, tftypes.UnknownValue),
			}),
			want: oneBlock(usedElement(t, u), map[string]tftypes.Value{"backup": text("http://127.0.0.1:1")}),
		},
		"unknown":   {given: tftypes.NewValue(list, tftypes.UnknownValue), want: tftypes.NewValue(u.used.AttributeTypes[endpointsBlock], tftypes.UnknownValue)},
		"null":      {given: tftypes.NewValue(list, nil), want: tftypes.NewValue(u.used.AttributeTypes[endpointsBlock], nil)},
		"no blocks": {given: tftypes.NewValue(list, []tftypes.Value{}), want: tftypes.NewValue(u.used.AttributeTypes[endpointsBlock], []tftypes.Value{})},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			members := make(map[string]tftypes.Value)
			for name, of := range u.all.AttributeTypes {
				members[name] = tftypes.NewValue(of, nil)
			}
			members[endpointsBlock], members["region"] = test.given, text("eu-central-1")
			config, err := tfprotov6.NewDynamicValue(u.all, tftypes.NewValue(u.all, members))
			if err != nil {
				t.Fatal(err)
			}
			slim, err := u.drop(&config)
			if err != nil {
				t.Fatal(err)
			}
			value, err := slim.Unmarshal(u.used)
			if err != nil {
				t.Fatal(err)
			}
			var got map[string]tftypes.Value
			if err := value.As(&got); err != nil {
				t.Fatal(err)
			}
			if !got[endpointsBlock].Equal(test.want) || !got["region"].Equal(text("eu-central-1")) {
				t.Errorf("the framework gets %s in %s, want %s", got[endpointsBlock], got["region"], test.want)
			}
		})
	}
}

// oneBlock is a list of one block, with null for what is not given.
func oneBlock(element tftypes.Object, given map[string]tftypes.Value) tftypes.Value {
	members := make(map[string]tftypes.Value, len(element.AttributeTypes))
	for name, of := range element.AttributeTypes {
		members[name] = tftypes.NewValue(of, nil)
		if v, ok := given[name]; ok {
			members[name] = v
		}
	}
	return tftypes.NewValue(tftypes.List{ElementType: element}, []tftypes.Value{tftypes.NewValue(element, members)})
}

func usedElement(t *testing.T, u unusedEndpoints) tftypes.Object {
	t.Helper()
	list, _ := u.used.AttributeTypes[endpointsBlock].(tftypes.List)
	element, ok := list.ElementType.(tftypes.Object)
	if !ok {
		t.Fatalf("the block is a %s", list)
	}
	return element
}
