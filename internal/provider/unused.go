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
	used, ok := resp.Schema.Type().TerraformType(context.Background()).(tftypes.Object)
	if !ok {
		panic("the provider's schema is no object")
	}
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
	if schema == nil || schema.Block == nil {
		return
	}
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
	if config == nil {
		return nil, nil
	}
	value, err := config.Unmarshal(u.all)
	if err != nil {
		return nil, fmt.Errorf("decoding the provider block: %w", err)
	}
	if !value.IsKnown() || value.IsNull() {
		return config, nil
	}
	var members map[string]tftypes.Value
	if err := value.As(&members); err != nil {
		return nil, fmt.Errorf("decoding the provider block: %w", err)
	}
	if members[endpointsBlock], err = u.dropFrom(members[endpointsBlock]); err != nil {
		return nil, fmt.Errorf("decoding the endpoints of the provider block: %w", err)
	}
	slim, err := tfprotov6.NewDynamicValue(u.used, tftypes.NewValue(u.used, members))
	return &slim, err
}

func (u unusedEndpoints) dropFrom(blocks tftypes.Value) (tftypes.Value, error) {
	list, ok := u.used.AttributeTypes[endpointsBlock].(tftypes.List)
	if !ok {
		return tftypes.Value{}, fmt.Errorf("the block is a %s", u.used.AttributeTypes[endpointsBlock])
	}
	element, ok := list.ElementType.(tftypes.Object)
	if !ok {
		return tftypes.Value{}, fmt.Errorf("the block holds %s", list.ElementType)
	}
	switch {
	case blocks.IsNull():
		return tftypes.NewValue(list, nil), nil
	case !blocks.IsKnown():
		return tftypes.NewValue(list, tftypes.UnknownValue), nil
	}
	var given []tftypes.Value
	if err := blocks.As(&given); err != nil {
		return tftypes.Value{}, err
	}
	kept := make([]tftypes.Value, 0, len(given))
	for _, block := range given {
		switch {
		case block.IsNull():
			kept = append(kept, tftypes.NewValue(element, nil))
			continue
		case !block.IsKnown():
			kept = append(kept, tftypes.NewValue(element, tftypes.UnknownValue))
			continue
		}
		var all map[string]tftypes.Value
		if err := block.As(&all); err != nil {
			return tftypes.Value{}, err
		}
		used := make(map[string]tftypes.Value, len(element.AttributeTypes))
		for name := range element.AttributeTypes {
			used[name] = all[name]
		}
		kept = append(kept, tftypes.NewValue(element, used))
	}
	return tftypes.NewValue(list, kept), nil
}
