// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package jobcompletion

import (
	"context"
	"slices"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// defaultTimeout bounds the wait of a create and of an update.
const defaultTimeout = 24 * time.Hour

// Of describes the completion of one kind of job.
type Of[J any] struct {
	Kind *job.Kind[J]
	// TypeName follows the provider's name, as in "_backup_job_completion".
	TypeName string
	// Result is the attribute with the ARN of what a job made, such as
	// "recovery_point_arn".
	Result string
	// Other finds how the job ended by an ID that is not a job ID, such as a
	// recovery point's ARN. ok is false for a job ID. It may be nil.
	Other func(ctx context.Context, region *providerdata.Region, id string) (ended Ended, ok bool, err error)
	// NotReadable names the permissions to check for jobs that could not be
	// read.
	NotReadable string
	// Descriptions has the text of each attribute.
	Descriptions Descriptions
}

// Descriptions are the texts of the schema. IDs is that of the argument with
// the IDs; Members are those of one job, by attribute.
type Descriptions struct {
	Resource, IDs, TotalSize string
	Members                  map[string]string
}

// Resource is the resource.
type Resource[J any] struct {
	of   Of[J]
	data *providerdata.Data
}

var _ resource.ResourceWithModifyPlan = (*Resource[struct{}])(nil)

// New makes the resource.
func New[J any](of Of[J]) resource.Resource { return &Resource[J]{of: of} }

// Metadata implements resource.Resource.
func (c *Resource[J]) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + c.of.TypeName
}

// Configure implements resource.ResourceWithConfigure.
func (c *Resource[J]) Configure(_ context.Context, req resource.ConfigureRequest, resp *resource.ConfigureResponse) {
	c.data = providerdata.FromConfigure(req.ProviderData, &resp.Diagnostics)
}

// ModifyPlan implements resource.ResourceWithModifyPlan: what has ended stays
// known, and a wait that is not over is an update. So is one that ended badly:
// an update that failed leaves its jobs in state, and the next apply must not
// let through what this one has held back.
func (c *Resource[J]) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if c.data == nil || req.Plan.Raw.IsNull() {
		return
	}
	region := path.Root("region")
	var configured types.String
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, region, &configured)...)
	plan, diags := c.read(ctx, req.Plan)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	if req.State.Raw.IsNull() {
		if configured.IsNull() && !c.data.Unknown() {
			resp.Diagnostics.Append(resp.Plan.SetAttribute(ctx, region, c.data.RegionName())...)
		}
		resp.Diagnostics.Append(c.data.CheckRegionArgument(configured)...)
		return
	}
	prior, diags := c.read(ctx, req.State)
	resp.Diagnostics.Append(diags...)
	if configured.IsNull() && !plan.region.Equal(prior.region) {
		plan.region = prior.region
		resp.Diagnostics.Append(resp.Plan.SetAttribute(ctx, region, plan.region)...)
	}
	if !plan.region.Equal(prior.region) {
		resp.RequiresReplace = append(resp.RequiresReplace, region)
	}
	// Jobs of the same apply have unknown IDs; those of state never do.
	ids, diags := prior.jobIDs(ctx)
	resp.Diagnostics.Append(diags...)
	known := prior.known()
	rejected := slices.ContainsFunc(ids, func(id string) bool { return known[id].rejected(plan.onIssues) })
	complete := len(missing(ids, known)) == 0 && !rejected
	if complete && !plan.jobs.IsUnknown() {
		return // Nothing has changed. Each write walks the whole plan, with all its jobs.
	}
	if complete && plan.ids.Equal(prior.ids) {
		plan.jobs, plan.totalSize = prior.jobs, prior.totalSize
	} else {
		plan.jobs, plan.totalSize = types.MapUnknown(c.jobType()), types.Int64Unknown()
	}
	resp.Diagnostics.Append(plan.setJobs(ctx, &resp.Plan)...)
}

// Create implements resource.Resource.
func (c *Resource[J]) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	m, diags := c.read(ctx, req.Plan)
	resp.Diagnostics.Append(diags...)
	timeout, diags := m.timeouts.Create(ctx, defaultTimeout)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	c.complete(ctx, &m, nil, timeout, req.Plan, &resp.State, &resp.Diagnostics)
}

// Read implements resource.Resource. A job that has ended does not change any
// more, and AWS drops its record after 30 days: there is nothing to ask.
func (c *Resource[J]) Read(context.Context, resource.ReadRequest, *resource.ReadResponse) {}

// Update implements resource.Resource: it waits only for jobs that are not known
// yet.
func (c *Resource[J]) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	prior, diags := c.read(ctx, req.State)
	resp.Diagnostics.Append(diags...)
	m, diags := c.read(ctx, req.Plan)
	resp.Diagnostics.Append(diags...)
	timeout, diags := m.timeouts.Update(ctx, defaultTimeout)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	c.complete(ctx, &m, prior.known(), timeout, req.Plan, &resp.State, &resp.Diagnostics)
}

// Delete implements resource.Resource. There is nothing to undo.
func (c *Resource[J]) Delete(context.Context, resource.DeleteRequest, *resource.DeleteResponse) {}

// complete waits for the model's jobs that are not among the known ones, keeps
// how each ended, and reports all of them at once. The state is the plan with
// what was found out.
func (c *Resource[J]) complete(ctx context.Context, m *model, known map[string]Ended, timeout time.Duration, plan tfsdk.Plan, state *tfsdk.State, diags *diag.Diagnostics) {
	defer func() { c.data.PaceResponse(job.Partial(*diags, *state)) }()
	region := c.data.RegionOrDiag(m.region.ValueString(), diags)
	ids, d := m.jobIDs(ctx)
	diags.Append(d...)
	if diags.HasError() {
		return
	}
	waiting, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	ended, failed := c.waitForAll(waiting, region, missing(ids, known))
	jobs := make(map[string]Ended, len(ids))
	for _, id := range ids {
		if end, ok := known[id]; ok {
			jobs[id] = end
		} else if end, ok := ended[id]; ok {
			jobs[id] = end
		}
	}
	m.keep(c.jobType(), jobs)
	state.Raw = plan.Raw.Copy()
	diags.Append(state.SetAttribute(ctx, path.Root("region"), region.Name)...)
	diags.Append(m.setJobs(ctx, state)...)
	byResult := ""
	if c.of.Other != nil {
		byResult = c.of.Result
	}
	report := report{
		byResult: byResult,
		name:     c.of.Kind.Name, title: c.of.Kind.Title, noun: c.of.Kind.Noun, permissions: c.of.NotReadable,
		region: region.Name, timeout: timeout, total: len(ids), jobs: jobs, known: known, failed: failed, onIssues: m.onIssues.ValueString(),
	}
	diags.Append(report.diagnostics(ctx)...)
}

func missing(ids []string, known map[string]Ended) []string {
	return slices.DeleteFunc(slices.Clone(ids), func(id string) bool {
		_, ok := known[id]
		return ok
	})
}
