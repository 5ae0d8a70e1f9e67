// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/backupjob/record"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/lifecycle"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/recoverypoint"
)

// Default timeouts. EFS may take days, so they are long: the wait costs few
// calls, and what runs out is resumed by the next apply.
const (
	// DefaultCreateTimeout bounds the start of a backup and the wait for it.
	DefaultCreateTimeout = 24 * time.Hour
	defaultUpdateTimeout = 24 * time.Hour
	defaultDeleteTimeout = time.Hour
)

// Create implements resource.Resource: start the job once, put its ID into the
// answer whatever comes, and wait.
func (r *Resource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	defer func() { r.data.PaceResponse(job.Partial(resp.Diagnostics, resp.State)) }()
	var m Model
	resp.Diagnostics.Append(req.Plan.Get(ctx, &m)...)
	timeout, diags := m.Timeouts.Create(ctx, DefaultCreateTimeout)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	region := r.data.RegionOrDiag(m.Region.ValueString(), &resp.Diagnostics)
	if region == nil {
		return
	}
	m.Region = tftypes.StringValue(region.Name)
	planned := m.Outputs
	m.Outputs = record.NullOutputs()
	m.ID = tftypes.StringNull()

	met := r.create(ctx, region, &m, timeout, &resp.Diagnostics)
	if m.ID.ValueString() != "" {
		m.KeepPlanned(planned)
		resp.Diagnostics.Append(job.ReportLate(ctx, resp.Private, resp.Private, m.late, m.OnIssues.ValueString(), true)...)
		met = met && !resp.Diagnostics.HasError()
		resp.Diagnostics.Append(resp.State.Set(ctx, &m)...)
		resp.Diagnostics.Append(job.SaveIdentity(ctx, nil, resp.Identity, m.identity())...)
		resp.Diagnostics.Append(job.EndCreate(ctx, resp.Private, met, resp.Diagnostics.HasError())...)
	}
}

// create does the work of Create on the model. met says that the intent has
// ended: the wait was met, or what the job became was reported.
func (r *Resource) create(ctx context.Context, region *providerdata.Region, m *Model, timeout time.Duration, diags *diag.Diagnostics) (met bool) {
	tags, d := recoverypoint.MergedTags(ctx, r.data.Tags(), m.Tags)
	diags.Append(d...)
	in, d := m.ToAPI(ctx, tags)
	diags.Append(d...)
	intent, d := m.intent(ctx, r.data)
	diags.Append(d...)
	if diags.HasError() {
		return false
	}
	m.TagsAll = apivalue.StringMap(tags)

	request := StartRequest{Input: in, Token: m.IdempotencyToken.ValueString(), Explicit: m.IdempotencyToken.ValueString() != ""}
	if !request.Explicit {
		request.Token = intent
	}
	waiting, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	s := NewStarter(region, r.data.RetryIntervals())
	ended, d := job.Creation[awsbackup.Job]{
		Starter: s.Starter, Request: s.Request(request), WaitFor: m.WaitFor.ValueString(), Timeout: timeout,
		Of: m.ResourceARN.ValueString(), Attempt: m.attempt,
		Seen: func(id, token string, created *time.Time, j *awsbackup.Job) {
			if id != m.ID.ValueString() {
				m.Outputs = record.NullOutputs()
			}
			m.ID, m.IdempotencyToken = apivalue.Text(&id), tftypes.StringValue(token)
			if j != nil {
				m.FromJob(j)
			}
			m.CreationDate = apivalue.Keep(m.CreationDate, apivalue.Date(created))
		},
	}.Run(ctx, waiting)
	diags.Append(d...)
	if ended == nil {
		return false
	}
	return r.finish(waiting, region, m, ended, diags)
}

// intent names what the model asks for, alike in the object that leaves a job
// behind and in the one that continues with it: the derived token of its request.
func (m *Model) intent(ctx context.Context, data *providerdata.Data) (string, diag.Diagnostics) {
	in, diags := m.ToAPI(ctx, nil)
	triggers, d := apivalue.Strings(ctx, m.Triggers)
	diags.Append(d...)
	return deriveToken(in, m.Region.ValueString(), data.IdempotencyScope(), triggers), diags
}

// wait waits for the model's job.
func (m *Model) wait(ctx context.Context, region *providerdata.Region, waitFor string) (*awsbackup.Job, error) {
	return kind.Wait(ctx, region.Jobs, m.ID.ValueString(), apivalue.Time(m.CreationDate), waitFor)
}

// finish completes the model of a job whose wait is over and says what became
// of it. met is false where that is an error.
func (r *Resource) finish(ctx context.Context, region *providerdata.Region, m *Model, ended *awsbackup.Job, diags *diag.Diagnostics) (met bool) {
	met = true
	if d := kind.Outcome(m.attempt("taking a backup of "+m.ResourceARN.ValueString(), "StartBackupJob"), ended, m.OnIssues.ValueString()); d != nil {
		diags.Append(d)
		met = d.Severity() != diag.SeverityError
	}
	diags.Append(r.readNewPoint(ctx, region, m)...)
	return met
}

// readNewPoint adds what only the recovery point knows to a model whose job has
// just finished; of any other it does nothing. The backup is made: whatever goes
// wrong here is a warning, and the next refresh tries again.
func (r *Resource) readNewPoint(ctx context.Context, region *providerdata.Region, m *Model) diag.Diagnostics {
	if m.lacksPoint() && !r.awaitPoint(ctx, region, m) {
		return diag.Diagnostics{m.pointNotReported()}
	}
	if !m.finished() || m.RecoveryPointARN.ValueString() == "" {
		return nil
	}
	var diags diag.Diagnostics
	points := recoverypoint.NewClient(r.data, region)
	found := points.Check(ctx, m.ref(), recoverypoint.Patient)
	switch found.Presence {
	case lifecycle.PresenceThere:
		m.FromPoint(found.Point)
		m.addLate(m.ref().IndexFailed(m.Index.ValueString(), found.Point))
	case lifecycle.PresenceDue:
		if !m.Temporary() { // The next refresh looks at what became of a temporary one.
			m.RecoveryPointStatus = tftypes.StringValue(recoverypoint.StatusDeleted)
		}
	default:
		diags.Append(awsdiag.Warning(found.Diagnostic()))
	}
	diags.Append(m.findAirGappedCopy(ctx, points)...)
	return diags
}
