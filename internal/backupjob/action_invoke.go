// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"context"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/recoverypoint"
)

// defaultInvokeTimeout bounds an invocation as creating the resource is bounded.
const defaultInvokeTimeout = defaultCreateTimeout

// Invoke implements action.Action. Terraform plans an action, but does not plan
// it again once its values are known: what was unknown is checked here.
func (a *StartAction) Invoke(ctx context.Context, req action.InvokeRequest, resp *action.InvokeResponse) {
	var m startModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	timeout, diags := m.Timeouts.Invoke(ctx, defaultInvokeTimeout)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	region := a.data.RegionOrDiag(m.Region.ValueString(), &resp.Diagnostics)
	if region == nil {
		return
	}
	tags, diags := recoverypoint.MergedTags(ctx, a.data.Tags(), m.Tags)
	resp.Diagnostics.Append(diags...)
	in, diags := m.ToAPI(ctx, tags)
	resp.Diagnostics.Append(diags...)
	// Warnings were said by the plan.
	resp.Diagnostics.Append(a.check(ctx, &m, req.Config).Errors()...)
	if resp.Diagnostics.HasError() {
		return
	}
	waiting, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	i := invocation{m: &m, in: in, region: region}
	starter := newStarter(region, a.data.RetryIntervals())
	i.Invocation = job.Invocation[awsbackup.Job]{
		Reporter: job.NewReporter(resp.SendProgress), Starter: starter.Starter, Request: starter.request(startRequest{Input: in}),
		Of: aws.ToString(in.ResourceArn), Into: "into vault " + aws.ToString(in.BackupVaultName),
		WaitFor: m.waitFor(), OnIssues: m.onIssues(), Timeout: timeout, Attempt: i.attempt, Done: outcomeLine,
	}
	resp.Diagnostics.Append(i.run(ctx, waiting)...)
}

// invocation is one run of the start action. The first context of its methods
// is Terraform's, the second one ends with the timeout.
type invocation struct {
	job.Invocation[awsbackup.Job]

	region *providerdata.Region
	m      *startModel
	in     *backup.StartBackupJobInput
}

func (i *invocation) run(ctx, waiting context.Context) diag.Diagnostics {
	if age := i.m.SkipIfNewerThan.ValueString(); age != "" {
		done, diags := i.skip(ctx, waiting, age)
		if done || diags.HasError() {
			return diags
		}
	}
	return i.Run(ctx, waiting)
}

// outcomeLine is the last line: recovery point, size and duration.
func outcomeLine(j *awsbackup.Job, elapsed time.Duration) string {
	id, vault := aws.ToString(j.BackupJobId), aws.ToString(j.BackupVaultName)
	point := aws.ToString(j.RecoveryPointArn)
	if !awsbackup.Finished(j.State) {
		text := fmt.Sprintf("backup job %s is %s and goes on by itself", id, j.State)
		if point != "" {
			text += "; its recovery point will be " + point
		}
		return text
	}
	if took := job.Took(j.CreationDate, j.CompletionDate); took > 0 {
		elapsed = took
	}
	text := fmt.Sprintf("backup completed in %s", job.Duration(elapsed))
	if bytes := aws.ToInt64(j.BackupSizeInBytes); bytes > 0 {
		text += ", " + job.Size(bytes)
	}
	text += fmt.Sprintf(": recovery point %s in vault %s", point, vault)
	if l := j.RecoveryPointLifecycle; l != nil && l.DeleteAfterEvent == types.LifecycleDeleteAfterEventDeleteAfterCopy {
		text += ", temporary until AWS Backup has copied it to the air-gapped vault"
	}
	return text
}

// attempt names what is being done, for diagnostics.
func (i *invocation) attempt(doing, operation string) awsdiag.Attempt {
	a := awsdiag.Attempt{
		Doing: doing, Operation: operation, Region: i.region.Name, VaultName: aws.ToString(i.in.BackupVaultName),
		ResourceARN: aws.ToString(i.in.ResourceArn), RoleARN: aws.ToString(i.in.IamRoleArn), Unrecorded: true,
	}
	if role, err := catalog.ParseARN(a.RoleARN); err == nil {
		a.AccountID = role.AccountID
	}
	return a
}
