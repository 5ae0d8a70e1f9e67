// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	tfprovider "github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// plain is a provider of one resource that does nothing. It needs nothing of this
// repository, so that it can be sent to the maintainers of the framework:
// ../decisions/0007-cost-of-a-plan.md.
type plain struct{ attributes map[string]schema.Attribute }

func (plain) Metadata(_ context.Context, _ tfprovider.MetadataRequest, resp *tfprovider.MetadataResponse) {
	resp.TypeName = "plain"
}
func (plain) Schema(context.Context, tfprovider.SchemaRequest, *tfprovider.SchemaResponse) {}
func (plain) Configure(context.Context, tfprovider.ConfigureRequest, *tfprovider.ConfigureResponse) {
}
func (plain) DataSources(context.Context) []func() datasource.DataSource { return nil }
func (p plain) Resources(context.Context) []func() resource.Resource {
	return []func() resource.Resource{func() resource.Resource { return plainResource(p) }}
}

type plainResource struct{ attributes map[string]schema.Attribute }

func (plainResource) Metadata(_ context.Context, _ resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = "plain_resource"
}

func (r plainResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{Attributes: r.attributes}
}
func (plainResource) Create(context.Context, resource.CreateRequest, *resource.CreateResponse) {}
func (plainResource) Read(context.Context, resource.ReadRequest, *resource.ReadResponse)       {}
func (plainResource) Update(context.Context, resource.UpdateRequest, *resource.UpdateResponse) {}
func (plainResource) Delete(context.Context, resource.DeleteRequest, *resource.DeleteResponse) {}

// planned runs PlanResourceChange for a resource whose state is its proposed one.
func planned(b *testing.B, attributes map[string]schema.Attribute, state, config map[string]tftypes.Value) {
	b.Helper()
	shape := tftypes.Object{AttributeTypes: make(map[string]tftypes.Type)}
	for name, value := range state {
		shape.AttributeTypes[name] = value.Type()
	}
	dynamic := func(value map[string]tftypes.Value) *tfprotov6.DynamicValue {
		d, err := tfprotov6.NewDynamicValue(shape, tftypes.NewValue(shape, value))
		if err != nil {
			b.Fatal(err)
		}
		return &d
	}
	server := providerserver.NewProtocol6(plain{attributes})()
	req := &tfprotov6.PlanResourceChangeRequest{
		TypeName: "plain_resource", PriorState: dynamic(state), ProposedNewState: dynamic(state), Config: dynamic(config),
	}
	b.ReportAllocs()
	for b.Loop() {
		resp, err := server.PlanResourceChange(b.Context(), req)
		if err != nil || len(resp.Diagnostics) > 0 {
			b.Fatal(err, resp.Diagnostics)
		}
	}
}

// BenchmarkFramework_attributes is a plan without a change by the number of
// computed attributes. Linear would be a constant time for each attribute.
func BenchmarkFramework_attributes(b *testing.B) {
	for _, n := range []int{10, 20, 40, 80} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			attributes := make(map[string]schema.Attribute)
			state, config := make(map[string]tftypes.Value), make(map[string]tftypes.Value)
			for i := range n {
				name := fmt.Sprintf("attribute_%d", i)
				attributes[name] = schema.StringAttribute{Computed: true}
				state[name], config[name] = tftypes.NewValue(tftypes.String, "value"), tftypes.NewValue(tftypes.String, nil)
			}
			planned(b, attributes, state, config)
		})
	}
}

// BenchmarkFramework_set is the same of one set by the number of its elements.
func BenchmarkFramework_set(b *testing.B) {
	for _, n := range []int{100, 200, 400, 800} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			elements := make([]tftypes.Value, n)
			for i := range elements {
				elements[i] = tftypes.NewValue(tftypes.String, fmt.Sprintf("element-%d", i))
			}
			set := map[string]tftypes.Value{"ids": tftypes.NewValue(tftypes.Set{ElementType: tftypes.String}, elements)}
			planned(b, map[string]schema.Attribute{"ids": schema.SetAttribute{Required: true, ElementType: types.StringType}}, set, set)
		})
	}
}
