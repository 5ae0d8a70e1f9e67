// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package actions

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/action/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/backupjob"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/backupjob/record"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/jobwatch"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

var (
	_ action.Action               = (*StopAction)(nil)
	_ action.ActionWithConfigure  = (*StopAction)(nil)
	_ action.ActionWithModifyPlan = (*StopAction)(nil)
)

// stopTimeout bounds the wait for a stopped job to end.
const stopTimeout = time.Hour

// StopAction is the action awsbackup_stop_backup_job.
type StopAction struct {
	data *providerdata.Data
}

// NewStopAction makes the awsbackup_stop_backup_job action.
func NewStopAction() action.Action { return &StopAction{} }

type stopModel struct {
	BackupJobID tftypes.String `tfsdk:"backup_job_id"`
	Region      tftypes.String `tfsdk:"region"`
}

// Metadata implements action.Action.
func (a *StopAction) Metadata(_ context.Context, req action.MetadataRequest, resp *action.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_stop_backup_job"
}

// Configure implements action.ActionWithConfigure.
func (a *StopAction) Configure(_ context.Context, req action.ConfigureRequest, resp *action.ConfigureResponse) {
	a.data = providerdata.FromConfigure(req.ProviderData, &resp.Diagnostics)
}

// Schema implements action.Action.
func (a *StopAction) Schema(_ context.Context, _ action.SchemaRequest, resp *action.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Stops a backup job and waits, for up to an hour, until it has ended. A job that has ended already is left as it is.\n\n" +
			"AWS Backup does not stop jobs of Aurora, DocumentDB, FSx, Neptune, RDS and SAP HANA on Amazon EC2: the action then fails, and the job continues.",
		Attributes: map[string]schema.Attribute{
			"backup_job_id": schema.StringAttribute{
				Required: true, Validators: []validator.String{stringvalidator.LengthAtLeast(1)},
				MarkdownDescription: "ID of the backup job.",
			},
			"region": schema.StringAttribute{Optional: true, Validators: providerdata.RegionValidators(), MarkdownDescription: "Region of the job. Default: the provider's."},
		},
	}
}

// ModifyPlan implements action.ActionWithModifyPlan. Actions are validated once,
// before variables are known.
func (a *StopAction) ModifyPlan(ctx context.Context, req action.ModifyPlanRequest, resp *action.ModifyPlanResponse) {
	if a.data == nil {
		return
	}
	var m stopModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	resp.Diagnostics.Append(a.data.CheckRegionArgument(m.Region)...)
}

// Invoke implements action.Action. What was unknown to the plan is checked here.
func (a *StopAction) Invoke(ctx context.Context, req action.InvokeRequest, resp *action.InvokeResponse) {
	var m stopModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	resp.Diagnostics.Append(a.data.CheckRegionArgument(m.Region)...)
	if resp.Diagnostics.HasError() {
		return
	}
	region := a.data.RegionOrDiag(m.Region.ValueString(), &resp.Diagnostics)
	if region == nil {
		return
	}
	waiting, cancel := context.WithTimeout(ctx, stopTimeout)
	defer cancel()
	s := stopping{Reporter: job.NewReporter(resp.SendProgress), region: region, id: m.BackupJobID.ValueString()}
	resp.Diagnostics.Append(s.run(ctx, waiting)...)
}

// stopping is one run of the stop action.
type stopping struct {
	*job.Reporter

	region *providerdata.Region
	id     string
}

func (s *stopping) run(ctx, waiting context.Context) diag.Diagnostics {
	found, err := s.region.API.DescribeBackupJob(waiting, &backup.DescribeBackupJobInput{BackupJobId: &s.id})
	if err != nil {
		return s.fault("looking at the backup job before stopping it", "DescribeBackupJob", nil, err)
	}
	resource := aws.ToString(found.ResourceArn)
	if awsbackup.Finished(found.State) {
		s.Send(ctx, fmt.Sprintf("backup job %s of %s has ended already, %s: there is nothing to stop", s.id, resource, found.State))
		return nil
	}
	if kind := aws.ToString(found.ResourceType); !catalog.StopSupported(kind) {
		return diag.Diagnostics{diag.NewErrorDiagnostic("Backup Job Cannot Be Stopped",
			fmt.Sprintf("AWS Backup does not stop jobs of type %s, so job %s of %s was not stopped and is still %s. Let it end, and delete its recovery point afterwards if it is not wanted.",
				kind, s.id, resource, found.State))}
	}
	s.Send(ctx, fmt.Sprintf("stopping backup job %s of %s, %s", s.id, resource, found.State))
	if _, err := backupjob.RequestStop(waiting, s.region.API, s.id); err != nil {
		return s.fault("stopping the backup job", "StopBackupJob", found, err)
	}
	ended, err := job.Follow(s.Reporter, ctx, waiting, record.Kind, s.region.Jobs, jobwatch.Request{ID: s.id, Created: aws.ToTime(found.CreationDate), Until: jobwatch.Finished})
	if err != nil {
		return s.notEnded(ctx, found, err)
	}
	return s.report(ctx, ended)
}

// report is how the job ended: a stop may come too late.
func (s *stopping) report(ctx context.Context, of *awsbackup.Job) diag.Diagnostics {
	s.Send(ctx, fmt.Sprintf("backup job %s ended %s after %s", s.id, of.State, job.Duration(time.Since(s.Began))))
	if !awsbackup.Succeeded(of.State) {
		return nil
	}
	return diag.Diagnostics{diag.NewWarningDiagnostic("Backup Job Completed Before It Was Stopped",
		fmt.Sprintf("Job %s of %s was asked to stop and completed all the same. Its recovery point %s is there, and is kept.",
			s.id, aws.ToString(of.ResourceArn), aws.ToString(of.RecoveryPointArn)))}
}

// notEnded is for a job that was asked to stop and whose end was not seen.
func (s *stopping) notEnded(ctx context.Context, of *awsbackup.Job, err error) diag.Diagnostics {
	if ctx.Err() == nil && !errors.Is(err, context.DeadlineExceeded) {
		return s.fault("waiting for the backup job to end", "DescribeBackupJob", of, err)
	}
	last := string(types.BackupJobStateAborting)
	if wait, ok := errors.AsType[*jobwatch.WaitError](err); ok && wait.Last != nil {
		last = wait.Last.State
	}
	return diag.Diagnostics{diag.NewErrorDiagnostic("Stopped Waiting for the Backup Job",
		fmt.Sprintf("AWS Backup has accepted to stop job %s of %s, but the job had not ended after %s; it was last seen %s. It will end: check it again later.",
			s.id, aws.ToString(of.ResourceArn), job.Duration(time.Since(s.Began)), last))}
}

func (s *stopping) fault(doing, operation string, of *awsbackup.Job, err error) diag.Diagnostics {
	a := awsdiag.Attempt{Doing: doing, Operation: operation, Region: s.region.Name, JobID: s.id, Unrecorded: true}
	if of != nil {
		a.ResourceARN, a.AccountID = aws.ToString(of.ResourceArn), aws.ToString(of.AccountId)
	}
	return diag.Diagnostics{awsdiag.WithoutPath(awsdiag.FromError(a, err))}
}
