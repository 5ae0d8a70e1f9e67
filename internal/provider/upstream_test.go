// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"slices"
	"testing"

	tfprovider "github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
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
			have = append(have, name+"."+attribute)
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
