// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package copyjob

import (
	"context"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/lifecycle"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/recoverypoint"
)

// defaultTimeout bounds every wait for a copy: AWS Backup cannot stop one, so
// all that a shorter limit would save is calls, which are few.
const defaultTimeout = 24 * time.Hour

// Create implements resource.Resource: start the job once, put its ID into the
// response whatever happens, and wait.
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
	m.Region, m.ID, m.Outputs = tftypes.StringValue(region.Name), tftypes.StringNull(), noOutputs()
	in, token, diags := m.request(ctx, r.data)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	waiting, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	s := newStarter(r.data, region)
	ended, diags := job.Creation[awsbackup.CopyJob]{
		Starter: s.Starter, Request: s.request(in, token, token == m.IdempotencyToken.ValueString()), WaitFor: m.WaitFor.ValueString(), Timeout: timeout,
		Of: m.RecoveryPointARN.ValueString(), Attempt: m.attempt,
		Seen: func(id, token string, created *time.Time, j *awsbackup.CopyJob) {
			if id != m.ID.ValueString() {
				m.Outputs = noOutputs()
			}
			m.ID, m.IdempotencyToken = apivalue.Text(&id), tftypes.StringValue(token)
			if j != nil {
				m.FromJob(j)
			}
			m.CreationDate = apivalue.Keep(m.CreationDate, apivalue.Date(created))
		},
	}.Run(ctx, waiting)
	resp.Diagnostics.Append(diags...)
	met := ended != nil && r.finish(waiting, &m, &resp.Diagnostics)
	if m.ID.ValueString() != "" {
		resp.Diagnostics.Append(resp.State.Set(ctx, &m)...)
		resp.Diagnostics.Append(job.SaveIdentity(ctx, nil, resp.Identity, m.identity())...)
		resp.Diagnostics.Append(job.EndCreate(ctx, resp.Private, met, resp.Diagnostics.HasError())...)
	}
}

// request is what the model asks for, and its idempotency token: the user's own,
// or the one that follows from what is sent.
func (m *Model) request(ctx context.Context, data *providerdata.Data) (in *backup.StartCopyJobInput, token string, diags diag.Diagnostics) {
	in, diags = m.ToAPI(ctx)
	triggers, d := apivalue.Strings(ctx, m.Triggers)
	diags.Append(d...)
	if token = m.IdempotencyToken.ValueString(); token == "" {
		token = deriveToken(in, m.Region.ValueString(), data.IdempotencyScope(), triggers)
	}
	return in, token, diags
}

// intent names what the model asks for, alike in the object that leaves a job
// behind and in the one that continues with it. A derived token in state may be
// one for an earlier job of the same request.
func (m *Model) intent(ctx context.Context, data *providerdata.Data) (string, diag.Diagnostics) {
	asked := *m
	if job.IsDerived(asked.IdempotencyToken.ValueString()) {
		asked.IdempotencyToken = tftypes.StringNull()
	}
	_, intent, diags := asked.request(ctx, data)
	return intent, diags
}

// finish completes the model of a job whose wait is over and reports how it
// ended. met is false where that is an error.
func (r *Resource) finish(ctx context.Context, m *Model, diags *diag.Diagnostics) (met bool) {
	met = true
	if d := m.outcome(ctx, false); d != nil {
		diags.Append(d)
		met = d.Severity() != diag.SeverityError
	}
	if m.lacksPoint(ctx) {
		r.awaitPoint(ctx, m, diags)
	}
	if !m.finished(ctx) || m.DestinationRecoveryPointARN.ValueString() == "" {
		return met
	}
	if m.elsewhere() {
		diags.Append(m.notVisible())
		return met
	}
	points, d := r.points(m)
	if d != nil {
		diags.Append(awsdiag.Warning(d))
		return met
	}
	// The copy is made: whatever fails here is a warning, and the next refresh
	// tries again.
	switch found := points.Check(ctx, m.expected(), recoverypoint.Patient); found.Presence {
	case lifecycle.PresenceThere:
		m.FromPoint(found.Point)
	case lifecycle.PresenceDue:
		m.DestinationRecoveryPointStatus = tftypes.StringValue(recoverypoint.StatusDeleted)
	default:
		diags.Append(awsdiag.Warning(awsdiag.FromError(m.ref().Attempt("reading the new copy ", "DescribeRecoveryPoint"), found.Err)))
	}
	return met
}

// awaitPoint asks for a copy that AWS has not reported.
func (r *Resource) awaitPoint(ctx context.Context, m *Model, diags *diag.Diagnostics) {
	intervals := r.data.RetryIntervals()
	if region, err := r.data.Region(m.Region.ValueString()); err == nil {
		if j := kind.AwaitResult(ctx, region.API, m.ID.ValueString(), intervals.PointRetryEvery, intervals.PointRetryFor); j != nil {
			m.FromJob(j)
			return
		}
	}
	diags.Append(m.pointNotReported())
}

// outcome is how the model's job ended, by on_issues: nil for a success, or
// while it is in flight. kept says that the object is in state and stays there.
func (m *Model) outcome(ctx context.Context, kept bool) diag.Diagnostic {
	a := m.attempt("copying "+m.RecoveryPointARN.ValueString(), "StartCopyJob")
	a.Kept = kept
	return kind.Outcome(a, m.record(ctx), m.OnIssues.ValueString())
}

// notVisible is reported once of a copy in another account.
func (m *Model) notVisible() diag.Diagnostic {
	vault, name := m.destination()
	return diag.NewWarningDiagnostic("Copy in Another Account",
		fmt.Sprintf("Copy job %s has made %s in vault %s of account %s. Credentials of account %s can neither read nor delete it: "+
			"state keeps what the job reported, and the copy is not checked again. To follow the copy itself, read it with a provider configuration of account %[4]s.",
			m.ID.ValueString(), m.DestinationRecoveryPointARN.ValueString(), name, vault.AccountID, m.account()))
}

// points is the client of the Region that the copy is in.
func (r *Resource) points(m *Model) (*recoverypoint.Client, diag.Diagnostic) {
	vault, _ := m.destination()
	var diags diag.Diagnostics
	region := r.data.RegionOrDiag(vault.Region, &diags)
	if region == nil {
		return nil, awsdiag.WithoutPath(diags[0])
	}
	return recoverypoint.NewClient(r.data, region), nil
}
