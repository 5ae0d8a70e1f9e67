// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// unusedEndpoints are the endpoints that a provider block of hashicorp/aws may have and that mean nothing here. Terraform sees them
// in the schema, the framework does not: at each start it copies the attributes of the block once for each of them, twice over, which
// costs a tenth of a second for 323.
type unusedEndpoints struct {
	// all is the type of a configuration as Terraform has it, used as the framework does.
	all, used tftypes.Object
}

const endpointsBlock = "endpoints"

// newUnusedEndpoints learns the types from the provider's own schema.
func newUnusedEndpoints(p provider.Provider) unusedEndpoints {
	var resp provider.SchemaResponse
	p.Schema(context.Background(), provider.SchemaRequest{}, &resp)
	used, _ := resp.Schema.Type().TerraformType(context.Background()).(tftypes.Object) // as every schema
	all := tftypes.Object{AttributeTypes: maps.Clone(used.AttributeTypes)}
	endpoints := make(map[string]tftypes.Type)
	for _, name := range upstreamEndpoints() {
		endpoints[name] = tftypes.String
	}
	all.AttributeTypes[endpointsBlock] = tftypes.List{ElementType: tftypes.Object{AttributeTypes: endpoints}}
	return unusedEndpoints{all: all, used: used}
}

// add completes the schema that Terraform sees.
func (u unusedEndpoints) add(schema *tfprotov6.Schema) {
	for _, block := range schema.Block.BlockTypes {
		if block.TypeName != endpointsBlock {
			continue
		}
		for _, name := range upstreamEndpoints() {
			if !slices.ContainsFunc(block.Block.Attributes, func(a *tfprotov6.SchemaAttribute) bool { return a.Name == name }) {
				block.Block.Attributes = append(block.Block.Attributes, &tfprotov6.SchemaAttribute{
					Name: name, Type: tftypes.String, Optional: true,
					Description: "Accepted and not used.", DescriptionKind: tfprotov6.StringKindMarkdown,
				})
			}
		}
		slices.SortFunc(block.Block.Attributes, func(a, b *tfprotov6.SchemaAttribute) int { return cmp.Compare(a.Name, b.Name) })
	}
}

// drop is the configuration without the unused endpoints, for the framework.
func (u unusedEndpoints) drop(config *tfprotov6.DynamicValue) (*tfprotov6.DynamicValue, error) {
	value, err := config.Unmarshal(u.all)
	if err != nil {
		return nil, fmt.Errorf("decoding the provider block: %w", err)
	}
	slim, err := tfprotov6.NewDynamicValue(u.used, narrowed(value, u.used))
	return &slim, err
}

// narrowed is a value as one of a type that lacks some members of its objects, and is the same otherwise.
func narrowed(v tftypes.Value, to tftypes.Type) tftypes.Value {
	switch {
	case !v.IsKnown():
		return tftypes.NewValue(to, tftypes.UnknownValue)
	case v.IsNull():
		return tftypes.NewValue(to, nil)
	}
	switch to := to.(type) {
	case tftypes.Object:
		var all map[string]tftypes.Value
		_ = v.As(&all) // fails for another type only
		kept := make(map[string]tftypes.Value, len(to.AttributeTypes))
		for name, of := range to.AttributeTypes {
			kept[name] = narrowed(all[name], of)
		}
		return tftypes.NewValue(to, kept)
	case tftypes.List:
		var elements []tftypes.Value
		_ = v.As(&elements) // as above
		for i := range elements {
			elements[i] = narrowed(elements[i], to.ElementType)
		}
		return tftypes.NewValue(to, elements)
	}
	return v
}
