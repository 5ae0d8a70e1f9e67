// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package examples_test

import (
	"context"
	"fmt"
	"maps"
	"strings"

	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	providerschema "github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/mapplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// newStandIn makes the stand-in for hashicorp/aws: the few resources that the
// examples use, under the names that its documentation gives them. It shows
// that our side of an example works, not AWS's.
func newStandIn() provider.Provider { return &standIn{} }

type standIn struct{}

func (*standIn) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName = "aws"
}

func (*standIn) Schema(_ context.Context, _ provider.SchemaRequest, resp *provider.SchemaResponse) {
	resp.Schema = providerschema.Schema{Attributes: map[string]providerschema.Attribute{
		"region":              providerschema.StringAttribute{Optional: true},
		"shared_config_files": providerschema.ListAttribute{Optional: true, ElementType: types.StringType},
	}}
}

// Configure hands on a client for what AWS Backup holds.
func (*standIn) Configure(ctx context.Context, req provider.ConfigureRequest, resp *provider.ConfigureResponse) {
	var region types.String
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root("region"), &region)...)
	cfg, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		resp.Diagnostics.AddError("No configuration for AWS", err.Error())
		return
	}
	if region.ValueString() != "" {
		cfg.Region = region.ValueString()
	}
	resp.ResourceData = backup.NewFromConfig(cfg)
}

func (*standIn) Resources(context.Context) []func() resource.Resource {
	var all []func() resource.Resource
	for _, k := range kinds {
		all = append(all, func() resource.Resource { return &thing{kind: k} })
	}
	return all
}

func (*standIn) DataSources(context.Context) []func() datasource.DataSource {
	return []func() datasource.DataSource{func() datasource.DataSource { return &taggedResources{} }}
}

// kind is one resource type of the stand-in.
type kind struct {
	name     string
	required []string // strings
	optional map[string]schema.Attribute
	// arn has {name} for the value of an argument; "" is a type without one.
	arn string
	// outputs is the computed map of that name, if the type has one.
	outputs map[string]string
	// create does what AWS Backup has to know of. Nothing is undone: hashicorp/aws
	// would not delete a vault that holds backups, and the examples keep theirs.
	create func(ctx context.Context, client *backup.Client, get func(argument string, target any)) error
}

// thing is a resource of any kind.
type thing struct {
	kind   kind
	client *backup.Client
}

func (r *thing) Metadata(_ context.Context, _ resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = "aws_" + r.kind.name
}

func (r *thing) Configure(_ context.Context, req resource.ConfigureRequest, resp *resource.ConfigureResponse) {
	if req.ProviderData == nil {
		return
	}
	client, ok := req.ProviderData.(*backup.Client)
	if !ok {
		resp.Diagnostics.AddError("Unexpected provider data", fmt.Sprintf("%T", req.ProviderData))
	}
	r.client = client
}

func (r *thing) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	attributes := map[string]schema.Attribute{"id": computed()}
	if r.kind.arn != "" {
		attributes["arn"] = computed()
	}
	if r.kind.outputs != nil {
		attributes["outputs"] = schema.MapAttribute{Computed: true, ElementType: types.StringType, PlanModifiers: []planmodifier.Map{mapplanmodifier.UseStateForUnknown()}}
	}
	for _, name := range r.kind.required {
		attributes[name] = schema.StringAttribute{Required: true}
	}
	maps.Copy(attributes, r.kind.optional)
	resp.Schema = schema.Schema{Attributes: attributes}
}

func computed() schema.Attribute {
	return schema.StringAttribute{Computed: true, PlanModifiers: []planmodifier.String{stringplanmodifier.UseStateForUnknown()}}
}

func (r *thing) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	get := func(argument string, target any) {
		resp.Diagnostics.Append(req.Plan.GetAttribute(ctx, path.Root(argument), target)...)
	}
	if r.kind.create != nil {
		if err := r.kind.create(ctx, r.client, get); err != nil {
			resp.Diagnostics.AddError("Creating aws_"+r.kind.name, err.Error())
			return
		}
	}
	resp.State.Raw = req.Plan.Raw
	arn := r.kind.arn
	for _, name := range r.kind.required {
		var value string
		get(name, &value)
		arn = strings.ReplaceAll(arn, "{"+name+"}", value)
		if name == r.kind.required[0] {
			resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("id"), value)...)
		}
	}
	if r.kind.outputs != nil {
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("outputs"), r.kind.outputs)...)
	}
	if arn != "" {
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("arn"), arn)...)
	}
}

func (r *thing) Read(context.Context, resource.ReadRequest, *resource.ReadResponse) {}

func (r *thing) Update(_ context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	resp.State.Raw = req.Plan.Raw
}

func (r *thing) Delete(context.Context, resource.DeleteRequest, *resource.DeleteResponse) {}
