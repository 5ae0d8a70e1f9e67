// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package examples_test

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials"
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

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
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
	resp.Schema = providerschema.Schema{
		Attributes: map[string]providerschema.Attribute{
			"region":              providerschema.StringAttribute{Optional: true},
			"shared_config_files": providerschema.ListAttribute{Optional: true, ElementType: types.StringType},
		},
		Blocks: map[string]providerschema.Block{
			"assume_role": providerschema.ListNestedBlock{NestedObject: providerschema.NestedBlockObject{Attributes: map[string]providerschema.Attribute{
				"role_arn": providerschema.StringAttribute{Optional: true},
			}}},
		},
	}
}

// connection is how a resource of the stand-in reaches AWS Backup.
type connection struct {
	config  aws.Config
	account string
}

// client is a client of a Region; "" is the provider's.
func (c *connection) client(region string) *backup.Client {
	return backup.NewFromConfig(c.config, func(o *backup.Options) { o.Region = cmp.Or(region, c.config.Region) })
}

// Configure hands on the connection to what AWS Backup holds. To the emulator, an
// access key of twelve digits is an account, which is what a role stands for here.
func (*standIn) Configure(ctx context.Context, req provider.ConfigureRequest, resp *provider.ConfigureResponse) {
	var region, role types.String
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root("region"), &region)...)
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root("assume_role").AtListIndex(0).AtName("role_arn"), &role)...)
	cfg, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		resp.Diagnostics.AddError("No configuration for AWS", err.Error())
		return
	}
	cfg.Region = cmp.Or(region.ValueString(), cfg.Region)
	c := &connection{config: cfg, account: acctest.Account}
	if parts := strings.Split(role.ValueString(), ":"); len(parts) > 4 {
		c.account = parts[4]
		c.config.Credentials = credentials.NewStaticCredentialsProvider(c.account, "test", "")
	}
	resp.ResourceData = c
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
	// arn has {name} for the value of an argument, and {region} and {account}; ""
	// is a type without one.
	arn string
	// outputs is the computed map of that name, if the type has one.
	outputs map[string]string
	// create does what AWS Backup has to know of. Nothing is undone: hashicorp/aws
	// would not delete a vault that holds backups, and the examples keep theirs.
	create func(ctx context.Context, client *backup.Client, get func(argument string, target any)) error
}

// thing is a resource of any kind.
type thing struct {
	kind       kind
	connection *connection
}

func (r *thing) Metadata(_ context.Context, _ resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = "aws_" + r.kind.name
}

func (r *thing) Configure(_ context.Context, req resource.ConfigureRequest, resp *resource.ConfigureResponse) {
	if req.ProviderData == nil {
		return
	}
	c, ok := req.ProviderData.(*connection)
	if !ok {
		resp.Diagnostics.AddError("Unexpected provider data", fmt.Sprintf("%T", req.ProviderData))
	}
	r.connection = c
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
	var region types.String
	if _, has := r.kind.optional["region"]; has {
		get("region", &region)
	}
	if r.kind.create != nil {
		if err := r.kind.create(ctx, r.connection.client(region.ValueString()), get); err != nil {
			resp.Diagnostics.AddError("Creating aws_"+r.kind.name, err.Error())
			return
		}
	}
	resp.State.Raw = req.Plan.Raw
	arn := strings.NewReplacer("{region}", cmp.Or(region.ValueString(), r.connection.config.Region), "{account}", r.connection.account).Replace(r.kind.arn)
	if len(r.kind.required) == 0 {
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("id"), arn)...)
	}
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
