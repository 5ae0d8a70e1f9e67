// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

var (
	_ resource.Resource               = (*Completion)(nil)
	_ resource.ResourceWithConfigure  = (*Completion)(nil)
	_ resource.ResourceWithModifyPlan = (*Completion)(nil)
)

// Completion is awsbackup_backup_job_completion: one wait for many jobs.
type Completion struct {
	data *providerdata.Data
}

// NewCompletion makes the awsbackup_backup_job_completion resource.
func NewCompletion() resource.Resource { return &Completion{} }

// Metadata implements resource.Resource.
func (c *Completion) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_backup_job_completion"
}

// Configure implements resource.ResourceWithConfigure.
func (c *Completion) Configure(_ context.Context, req resource.ConfigureRequest, resp *resource.ConfigureResponse) {
	c.data = providerdata.From(req.ProviderData, &resp.Diagnostics)
}

// ModifyPlan implements resource.ResourceWithModifyPlan: what has ended stays
// known, and a wait that is not over is an update. So is one that ended badly:
// an update that failed leaves its jobs in state, and the next apply must not
// let through what this one has held back.
func (c *Completion) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if c.data == nil || req.Plan.Raw.IsNull() {
		return
	}
	var config, plan CompletionModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	if resp.Diagnostics.HasError() {
		return
	}
	if req.State.Raw.IsNull() {
		if config.Region.IsNull() && !c.data.Unknown() {
			plan.Region = types.StringValue(c.data.Region())
		}
		resp.Diagnostics.Append(c.data.CheckRegionArgument(config.Region)...)
		resp.Diagnostics.Append(resp.Plan.Set(ctx, &plan)...)
		return
	}
	var prior CompletionModel
	resp.Diagnostics.Append(req.State.Get(ctx, &prior)...)
	if config.Region.IsNull() {
		plan.Region = prior.Region
	}
	if !plan.Region.Equal(prior.Region) {
		resp.RequiresReplace = append(resp.RequiresReplace, path.Root("region"))
	}
	// Jobs of the same apply have unknown IDs; those of state never do.
	ids, diags := prior.ids(ctx)
	resp.Diagnostics.Append(diags...)
	known, diags := prior.known(ctx)
	resp.Diagnostics.Append(diags...)
	rejected := slices.ContainsFunc(ids, func(id string) bool { return known[id].rejected(plan.OnIssues) })
	if plan.BackupJobIDs.Equal(prior.BackupJobIDs) && len(missing(ids, known)) == 0 && !rejected {
		plan.Jobs, plan.TotalBackupSizeInBytes = prior.Jobs, prior.TotalBackupSizeInBytes
	} else {
		plan.Jobs, plan.TotalBackupSizeInBytes = types.MapUnknown(completedJobType), types.Int64Unknown()
	}
	resp.Diagnostics.Append(resp.Plan.Set(ctx, &plan)...)
}

// Create implements resource.Resource.
func (c *Completion) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var m CompletionModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &m)...)
	timeout, diags := m.Timeouts.Create(ctx, defaultCreateTimeout)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	c.complete(ctx, &m, nil, timeout, &resp.State, &resp.Diagnostics)
}

// Read implements resource.Resource. A job that has ended does not change any
// more, and AWS forgets it after 30 days: there is nothing to ask.
func (c *Completion) Read(context.Context, resource.ReadRequest, *resource.ReadResponse) {}

// Update implements resource.Resource: only jobs that are not known yet are
// waited for.
func (c *Completion) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var prior, m CompletionModel
	resp.Diagnostics.Append(req.State.Get(ctx, &prior)...)
	resp.Diagnostics.Append(req.Plan.Get(ctx, &m)...)
	timeout, diags := m.Timeouts.Update(ctx, defaultUpdateTimeout)
	resp.Diagnostics.Append(diags...)
	known, diags := prior.known(ctx)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	c.complete(ctx, &m, known, timeout, &resp.State, &resp.Diagnostics)
}

// Delete implements resource.Resource. It waited; there is nothing to undo.
func (c *Completion) Delete(context.Context, resource.DeleteRequest, *resource.DeleteResponse) {}

// complete waits for the model's jobs that are not among the known ones, keeps
// the end of each, and gives one verdict.
func (c *Completion) complete(ctx context.Context, m *CompletionModel, known map[string]CompletedJob, timeout time.Duration, state *tfsdk.State, diags *diag.Diagnostics) {
	defer func() { c.data.TakeTurn(partial(*diags, *state)) }()
	region := c.data.Reach(ctx, m.Region.ValueString(), diags)
	ids, d := m.ids(ctx)
	diags.Append(d...)
	if diags.HasError() {
		return
	}
	m.Region = types.StringValue(region.Name)

	waiting, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	ended, failed := waitForAll(waiting, region, missing(ids, known))
	jobs := make(map[string]CompletedJob, len(ids))
	for _, id := range ids {
		if job, ok := known[id]; ok {
			jobs[id] = job
		} else if job, ok := ended[id]; ok {
			jobs[id] = job
		}
	}
	diags.Append(m.setJobs(ctx, jobs)...)
	diags.Append(state.Set(ctx, m)...)
	verdict := verdict{attempt: awsdiag.Attempt{Region: region.Name}, timeout: timeout, total: len(ids), jobs: jobs, known: known, failed: failed, onIssues: m.OnIssues.ValueString()}
	diags.Append(verdict.diagnostics(ctx)...)
}

func missing(ids []string, known map[string]CompletedJob) []string {
	return slices.DeleteFunc(slices.Clone(ids), func(id string) bool {
		_, ok := known[id]
		return ok
	})
}

// verdict is what became of many jobs.
type verdict struct {
	attempt  awsdiag.Attempt
	timeout  time.Duration
	total    int
	jobs     map[string]CompletedJob
	known    map[string]CompletedJob
	failed   map[string]error
	onIssues string
}

func (v verdict) diagnostics(ctx context.Context) diag.Diagnostics {
	var diags diag.Diagnostics
	var bad, issues, waiting, faulty []string
	for id, job := range v.jobs {
		// What is only a warning was said when the job was new.
		_, said := v.known[id]
		switch {
		case job.withoutBackup():
			bad = append(bad, job.line(id))
		case job.HasIssues.ValueBool() && (v.onIssues == OnIssuesError || !said):
			issues = append(issues, job.line(id))
		}
	}
	for id, err := range v.failed {
		if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
			waiting = append(waiting, id)
		} else {
			faulty = append(faulty, fmt.Sprintf("%s: %s", id, awsdiag.Reason(err)))
		}
	}
	if len(bad) > 0 {
		diags.AddError("Backup Jobs Without a Backup",
			v.list(bad, "ended without a complete backup", "Mend the cause of each and apply again: a job resource that failed plans a replacement by itself."))
	}
	if len(faulty) > 0 {
		diags.AddError("Backup Jobs Not Found or Not Readable",
			v.list(faulty, "could not be followed to their end", "Check the IDs, the region and the permissions backup:ListBackupJobs and backup:DescribeBackupJob (for the ARN of a recovery point: backup:ListBackupVaults and backup:DescribeRecoveryPoint), then apply again."))
	}
	if len(issues) > 0 {
		detail := v.list(issues, "completed with issues", "Each has a recovery point; AWS's message says what it lacks.")
		if v.onIssues == OnIssuesError {
			diags.AddError("Backups Completed With Issues", detail)
		} else {
			diags.AddWarning("Backups Completed With Issues", detail)
		}
	}
	if len(waiting) > 0 {
		fix := fmt.Sprintf("The jobs go on. The next apply waits for these only; to wait longer than %s each time, raise timeouts.", v.timeout)
		if ctx.Err() != nil {
			diags.AddWarning("Wait Interrupted", v.list(waiting, "had not ended when Terraform was interrupted", "The jobs go on, and the next apply waits for these only."))
		} else {
			diags.AddError("Timed Out Waiting for Backup Jobs", v.list(waiting, fmt.Sprintf("had not ended after %s", v.timeout), fix))
		}
	}
	return diags
}

// list is one paragraph about some of the jobs, a line each.
func (v verdict) list(lines []string, what, fix string) string {
	slices.Sort(lines)
	return fmt.Sprintf("%d of %d backup jobs in %s %s:\n\n  %s\n\n%s", len(lines), v.total, v.attempt.Region, what, strings.Join(lines, "\n  "), fix)
}
