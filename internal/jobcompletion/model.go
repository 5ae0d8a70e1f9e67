// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package jobcompletion

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
)

// model is the resource in plan and state. It has no tags of the framework: the
// names of some attributes depend on the kind.
type model struct {
	result   string // the name of what a job made
	stage    func(state string) awsbackup.Stage
	ids      idSet
	onIssues tftypes.String
	region   tftypes.String
	timeouts timeouts.Value

	jobs      tftypes.Map
	totalSize tftypes.Int64
}

// attributes is a plan or a state.
type attributes interface {
	GetAttribute(ctx context.Context, at path.Path, target any) diag.Diagnostics
}

// settable is a plan or a state that can be written.
type settable interface {
	SetAttribute(ctx context.Context, at path.Path, value any) diag.Diagnostics
}

func (c *Resource[J]) read(ctx context.Context, from attributes) (model, diag.Diagnostics) {
	m := model{result: c.of.Result, stage: c.of.Kind.Stage}
	var diags diag.Diagnostics
	for name, target := range map[string]any{
		c.of.Kind.Attribute + "s": &m.ids, "on_issues": &m.onIssues, "region": &m.region, "timeouts": &m.timeouts,
		"jobs": &m.jobs, "total_backup_size_in_bytes": &m.totalSize,
	} {
		diags.Append(from.GetAttribute(ctx, path.Root(name), target)...)
	}
	return m, diags
}

// jobIDs are the jobs to wait for. They must be known, as in state and at apply.
func (m *model) jobIDs(ctx context.Context) ([]string, diag.Diagnostics) {
	var ids []string
	diags := m.ids.ElementsAs(ctx, &ids, false)
	return ids, diags
}

// known are the jobs of which state knows how they ended.
func (m *model) known() map[string]Ended {
	jobs := make(map[string]Ended)
	for id, value := range m.jobs.Elements() {
		if o, ok := value.(tftypes.Object); ok && !o.IsNull() {
			jobs[id] = endedFrom(o, m.result, func(state string) bool { return m.stage(state) == awsbackup.StageSucceeded })
		}
	}
	return jobs
}

// keep puts the ended jobs into the model.
func (m *model) keep(shape tftypes.ObjectType, jobs map[string]Ended) {
	var total int64
	elements := make(map[string]attr.Value, len(jobs))
	for id, ended := range jobs {
		total += ended.SizeInBytes.ValueInt64()
		elements[id] = ended.object(shape, m.result)
	}
	m.jobs = basetypes.NewMapValueMust(shape, elements)
	m.totalSize = tftypes.Int64Value(total)
}

func (m *model) setJobs(ctx context.Context, to settable) diag.Diagnostics {
	diags := to.SetAttribute(ctx, path.Root("jobs"), m.jobs)
	return append(diags, to.SetAttribute(ctx, path.Root("total_backup_size_in_bytes"), m.totalSize)...)
}
