// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/lifecycle"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/recoverypoint"
)

// Default timeouts. EFS may take days, so they are long: the wait costs few
// calls, and what runs out is resumed by the next apply.
const (
	defaultCreateTimeout = 24 * time.Hour
	defaultUpdateTimeout = 24 * time.Hour
	defaultDeleteTimeout = time.Hour
)

// roleFailureWindow is how soon after its creation a job must have failed for
// a role that could not be assumed to be taken for one made in the same apply.
const roleFailureWindow = 10 * time.Minute

// Create implements resource.Resource: start the job once, put its ID into the
// answer whatever comes, and wait.
func (r *Resource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	defer func() { r.data.TakeTurn(partial(resp.Diagnostics, resp.State)) }()
	var m Model
	resp.Diagnostics.Append(req.Plan.Get(ctx, &m)...)
	timeout, diags := m.Timeouts.Create(ctx, defaultCreateTimeout)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	region := r.data.Reach(ctx, m.Region.ValueString(), &resp.Diagnostics)
	if region == nil {
		return
	}
	m.Region = tftypes.StringValue(region.Name)
	m.Outputs = noOutputs()
	m.ID = tftypes.StringNull()

	met := r.create(ctx, region, &m, timeout, &resp.Diagnostics)
	if m.IdempotencyToken.IsUnknown() {
		m.IdempotencyToken = tftypes.StringNull()
	}
	if m.ID.ValueString() != "" {
		resp.Diagnostics.Append(resp.State.Set(ctx, &m)...)
		resp.Diagnostics.Append(saveIdentity(ctx, nil, resp.Identity, &m)...)
		if met {
			resp.Diagnostics.Append(settle(ctx, resp.Private)...)
		}
	}
}

// create does the work of Create on the model. met says that the intent has
// ended: the wait was met, or what the job became was reported.
func (r *Resource) create(ctx context.Context, region *providerdata.Region, m *Model, timeout time.Duration, diags *diag.Diagnostics) (met bool) {
	tags, d := recoverypoint.MergedTags(ctx, r.data.Tags(), m.Tags)
	diags.Append(d...)
	in, d := m.ToAPI(ctx, tags)
	diags.Append(d...)
	triggers, d := apivalue.Strings(ctx, m.Triggers)
	diags.Append(d...)
	if diags.HasError() {
		return false
	}
	m.TagsAll = apivalue.StringMap(tags)

	o := order{Input: in, Token: m.IdempotencyToken.ValueString(), Explicit: m.IdempotencyToken.ValueString() != ""}
	if !o.Explicit {
		o.Token = deriveToken(in, region.Name, r.data.IdempotencyScope(), triggers)
	}
	waiting, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	l := launcher{region: region, pace: r.data.Pace()}

	for again := false; ; again = true {
		started, err := l.start(waiting, o)
		diags.Append(started.Warnings...)
		m.ID = apivalue.Text(&started.JobID)
		m.IdempotencyToken = tftypes.StringValue(started.Token)
		if started.Job != nil {
			m.FromJob(started.Job)
		}
		if err != nil {
			diags.Append(startFailed(ctx, m, o, err, timeout))
			return false
		}
		job, err := wait(waiting, region, m, m.WaitFor.ValueString())
		if err != nil {
			d, _ := waitFailed(ctx, m.attempt("waiting for the backup job of "+m.ResourceARN.ValueString(), "ListBackupJobs"), err, timeout)
			diags.Append(d)
			return false
		}
		m.FromJob(job)
		if again || o.Explicit || !roleNotReady(job) {
			return r.finish(waiting, region, m, job, diags)
		}
		// A role made in the same apply: AWS never retries a failed job, and
		// this one left nothing behind.
		diags.Append(restartedWarning(job))
		o.Token = saltToken(started.Token, started.JobID)
		m.Outputs = noOutputs()
	}
}

// startFailed explains a start that led to no job of ours, or to one that could
// not be looked at; the latter's ID is in the model.
func startFailed(ctx context.Context, m *Model, o order, err error, timeout time.Duration) diag.Diagnostic {
	if d := tokenDiagnostic(err); d != nil {
		return d
	}
	a := m.attempt("starting a backup of "+aws.ToString(o.Input.ResourceArn), "StartBackupJob")
	a.Resumable = true // The token follows from the configuration.
	if m.ID.ValueString() != "" {
		d, _ := waitFailed(ctx, a, err, timeout)
		return d
	}
	if unseen, ok := errors.AsType[*UnseenJobError](err); ok {
		a.Doing = "looking at job " + unseen.JobID + ", which an earlier start of the same backup led to,"
		a.JobID, err = unseen.JobID, unseen.Err
	}
	return awsdiag.FromError(a, err)
}

// finish completes the model of a job whose wait is over and says what became
// of it. met is false where that is an error.
func (r *Resource) finish(ctx context.Context, region *providerdata.Region, m *Model, job *awsbackup.Job, diags *diag.Diagnostics) (met bool) {
	met = true
	if d := ended(m.attempt("taking a backup of "+m.ResourceARN.ValueString(), "StartBackupJob"), job, m.OnIssues.ValueString()); d != nil {
		diags.Append(d)
		met = d.Severity() != diag.SeverityError
	}
	if awsbackup.Finished(job.State) && m.RecoveryPointARN.ValueString() != "" {
		diags.Append(r.readNewPoint(ctx, region, m)...)
	}
	return met
}

// readNewPoint adds what only the recovery point knows to a model whose job has
// just finished. The backup is made: whatever goes wrong here is a warning,
// and the next refresh tries again.
func (r *Resource) readNewPoint(ctx context.Context, region *providerdata.Region, m *Model) diag.Diagnostics {
	var diags diag.Diagnostics
	points := recoverypoint.NewClient(r.data, region)
	found := points.Check(ctx, m.ref(), recoverypoint.Patient)
	switch found.Presence {
	case lifecycle.PresenceThere:
		m.FromPoint(found.Point)
	case lifecycle.PresenceDue: // A temporary point that is gone already.
	default:
		diags.Append(awsdiag.Warning(awsdiag.FromError(m.attempt("reading the new recovery point "+m.RecoveryPointARN.ValueString(), "DescribeRecoveryPoint"), found.Err)))
	}
	diags.Append(m.findAirGappedCopy(ctx, points)...)
	return diags
}

// roleNotReady reports whether the job failed at once because AWS Backup could
// not assume the role.
func roleNotReady(job *awsbackup.Job) bool {
	if !awsbackup.Finished(job.State) || awsbackup.Succeeded(job.State) || !awsbackup.RoleNotAssumableMessage(aws.ToString(job.StatusMessage)) {
		return false
	}
	return job.CompletionDate == nil || job.CreationDate == nil || job.CompletionDate.Sub(*job.CreationDate) < roleFailureWindow
}

// tokenDiagnostic is the diagnostic of a fault of an explicit token, or nil.
func tokenDiagnostic(err error) diag.Diagnostic {
	if !isTokenError(err) {
		return nil
	}
	return diag.NewAttributeErrorDiagnostic(path.Root("idempotency_token"), "Idempotency Token Already Used", fmt.Sprintf("%s", err))
}
