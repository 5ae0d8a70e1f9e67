// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package restorejob

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// defaultTimeout bounds the wait of a create and of an update. A restore from
// the archive of EBS takes longer; the next apply waits for it again.
const defaultTimeout = 24 * time.Hour

// Create implements resource.Resource: start the job once, put its ID into the
// answer whatever comes, and wait.
func (r *Resource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	defer func() { r.data.PaceResponse(job.Partial(resp.Diagnostics, resp.State)) }()
	var m Model
	resp.Diagnostics.Append(req.Plan.Get(ctx, &m)...)
	timeout, diags := m.Timeouts.Create(ctx, defaultTimeout)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	region := r.data.RegionOrDiag(m.Region.ValueString(), &resp.Diagnostics)
	if region == nil {
		return
	}
	m.Region = tftypes.StringValue(region.Name)
	m.Outputs = noOutputs()
	m.ID = tftypes.StringNull()

	met, expired := r.create(ctx, region, &m, timeout, &resp.Diagnostics)
	if m.ResourceType.IsUnknown() {
		m.ResourceType = tftypes.StringNull()
	}
	if m.ID.ValueString() != "" {
		resp.Diagnostics.Append(resp.State.Set(ctx, &m)...)
		resp.Diagnostics.Append(job.SaveIdentity(ctx, nil, resp.Identity, m.identity())...)
		resp.Diagnostics.Append(job.MarkRecordLost(ctx, resp.Private, expired)...)
		resp.Diagnostics.Append(job.EndCreate(ctx, resp.Private, met, resp.Diagnostics.HasError())...)
	}
}

// create does the work of Create on the model. met says that the intent has
// ended: the wait was met, or what the job became was reported. expired is a job
// of an earlier apply whose record is gone.
func (r *Resource) create(ctx context.Context, region *providerdata.Region, m *Model, timeout time.Duration, diags *diag.Diagnostics) (met, expired bool) {
	in, d := m.ToAPI(ctx)
	diags.Append(d...)
	triggers, d := apivalue.Strings(ctx, m.Triggers)
	diags.Append(d...)
	intent, d := m.intent(ctx, r.data)
	diags.Append(d...)
	if diags.HasError() {
		return false, false
	}
	token, explicit := m.IdempotencyToken.ValueString(), m.IdempotencyToken.ValueString() != ""
	if !explicit {
		token = deriveToken(in, region.Name, r.data.IdempotencyScope(), triggers)
	}
	start := request(ctx, region, in)
	start.Token, start.Explicit, start.Intent = token, explicit, intent
	start.Earlier = search{region: region, in: in, distinct: len(triggers) > 0}.run
	waiting, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	ended, d := job.Creation[awsbackup.RestoreJob]{
		Starter: job.NewStarter(kind, region, r.data.RetryIntervals()), Request: start,
		WaitFor: m.WaitFor.ValueString(), Timeout: timeout, Of: m.RecoveryPointARN.ValueString(), Attempt: m.attempt,
		Seen: func(id, token string, created *time.Time, j *awsbackup.RestoreJob) {
			if id != m.ID.ValueString() {
				m.Outputs = noOutputs()
			}
			m.ID, m.IdempotencyToken = apivalue.Text(&id), tftypes.StringValue(token)
			if j != nil {
				m.fromJob(j)
			}
			m.CreationDate = apivalue.Keep(m.CreationDate, apivalue.Date(created))
		},
		Expired: func() { expired = true },
	}.Run(ctx, waiting)
	diags.Append(d...)
	if ended == nil {
		return false, expired
	}
	if d := kind.Outcome(m.attempt("restoring "+m.RecoveryPointARN.ValueString(), kind.StartOperation), ended, m.OnIssues.ValueString()); d != nil {
		diags.Append(d)
		return d.Severity() != diag.SeverityError, false
	}
	return true, false
}

// intent names what the model asks for, alike in the object that leaves a job
// behind and in the one that resumes it. State has the resource type of AWS's
// record, which may not have been part of the request.
func (m *Model) intent(ctx context.Context, data *providerdata.Data) (string, diag.Diagnostics) {
	in, diags := m.ToAPI(ctx)
	triggers, d := apivalue.Strings(ctx, m.Triggers)
	diags.Append(d...)
	in.ResourceType = nil
	return deriveToken(in, m.Region.ValueString(), data.IdempotencyScope(), triggers), diags
}

// fromJob is FromJob, with the resource type where only AWS can tell it.
func (m *Model) fromJob(j *awsbackup.RestoreJob) {
	m.FromJob(j)
	m.ResourceType = apivalue.Keep(m.ResourceType, apivalue.Text(j.ResourceType))
}
