// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"context"
	"crypto/rand"
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
	"github.com/awsbackup/terraform-provider-awsbackup/internal/jobwatch"
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
	region := a.data.Reach(ctx, m.Region.ValueString(), &resp.Diagnostics)
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
	i := invocation{
		narrator: newNarrator(resp.SendProgress), launcher: launcher{region: region, pace: a.data.Pace()},
		region: region, m: &m, in: in, timeout: timeout,
	}
	resp.Diagnostics.Append(i.run(ctx, waiting)...)
}

// invocation is one run of the start action. The first context of its methods
// is Terraform's, the second one ends with the timeout.
type invocation struct {
	*narrator
	launcher

	region  *providerdata.Region
	m       *startModel
	in      *backup.StartBackupJobInput
	timeout time.Duration
}

func (i *invocation) run(ctx, waiting context.Context) diag.Diagnostics {
	if age := i.m.SkipIfNewerThan.ValueString(); age != "" {
		done, diags := i.skip(ctx, waiting, age)
		if done || diags.HasError() {
			return diags
		}
	}
	return i.start(ctx, waiting)
}

// start starts the backup, waits for it as far as the configuration asks, and
// says what became of it.
func (i *invocation) start(ctx, waiting context.Context) diag.Diagnostics {
	var diags diag.Diagnostics
	o := order{Input: i.in, Token: randomToken()}
	for again := false; ; again = true {
		var got launched
		var err error
		i.during(ctx, func() string {
			return fmt.Sprintf("still asking AWS Backup for a backup of %s - %s elapsed", aws.ToString(i.in.ResourceArn), duration(time.Since(i.began)))
		}, func(func(news)) { got, err = i.launcher.start(waiting, o) })
		diags.Append(got.Warnings...)
		if err != nil {
			diags.Append(i.failed(ctx, got.JobID, "starting a backup of "+aws.ToString(i.in.ResourceArn), "StartBackupJob", err))
			return diags
		}
		i.say(ctx, fmt.Sprintf("started backup job %s of %s into vault %s; an interrupt or a timeout would leave it running",
			got.JobID, aws.ToString(i.in.ResourceArn), aws.ToString(i.in.BackupVaultName)))
		job, d := i.await(ctx, waiting, got.Job)
		if d != nil {
			diags.Append(d)
			return diags
		}
		if again || !roleNotReady(job) {
			return append(diags, i.verdict(ctx, job)...)
		}
		i.say(ctx, fmt.Sprintf("backup job %s could not assume the role, which may be a moment old; starting once more", got.JobID))
		o.Token = randomToken()
	}
}

// await waits for a job as far as wait_for says.
func (i *invocation) await(ctx, waiting context.Context, job *awsbackup.Job) (*awsbackup.Job, diag.Diagnostic) {
	if waitMet(string(job.State), i.m.waitFor()) {
		return job, nil
	}
	id := aws.ToString(job.BackupJobId)
	ended, err := i.follow(ctx, waiting, i.region, jobwatch.Request{ID: id, Created: aws.ToTime(job.CreationDate), Until: until(i.m.waitFor())})
	if err != nil {
		return nil, i.failed(ctx, id, "waiting for the backup job of "+aws.ToString(i.in.ResourceArn), "ListBackupJobs", err)
	}
	return ended, nil
}

// failed explains why there is no end to tell of. The job, if there is one, goes
// on.
func (i *invocation) failed(ctx context.Context, jobID, doing, operation string, err error) diag.Diagnostic {
	a := i.attempt(doing, operation)
	a.JobID = jobID
	if jobID == "" {
		return awsdiag.FromError(a, err)
	}
	d, _ := waitFailed(ctx, a, err, i.timeout)
	return d
}

// verdict is what became of the job: the last line of progress, which is all
// that Terraform has of it, or the reason why there is no backup.
func (i *invocation) verdict(ctx context.Context, job *awsbackup.Job) diag.Diagnostics {
	var diags diag.Diagnostics
	if d := ended(i.attempt("taking a backup of "+aws.ToString(i.in.ResourceArn), "StartBackupJob"), job, i.m.onIssues()); d != nil {
		diags.Append(d)
	}
	if !awsbackup.Finished(job.State) || awsbackup.Succeeded(job.State) {
		i.say(ctx, outcome(job, time.Since(i.began)))
	}
	return diags
}

// outcome is the last line: recovery point, size and duration.
func outcome(job *awsbackup.Job, elapsed time.Duration) string {
	id, vault := aws.ToString(job.BackupJobId), aws.ToString(job.BackupVaultName)
	point := aws.ToString(job.RecoveryPointArn)
	if !awsbackup.Finished(job.State) {
		text := fmt.Sprintf("backup job %s is %s and goes on by itself", id, job.State)
		if point != "" {
			text += "; its recovery point will be " + point
		}
		return text
	}
	if took := jobDuration(job.CreationDate, job.CompletionDate); took > 0 {
		elapsed = took
	}
	text := fmt.Sprintf("backup completed in %s", duration(elapsed))
	if bytes := aws.ToInt64(job.BackupSizeInBytes); bytes > 0 {
		text += ", " + size(bytes)
	}
	text += fmt.Sprintf(": recovery point %s in vault %s", point, vault)
	if l := job.RecoveryPointLifecycle; l != nil && l.DeleteAfterEvent == types.LifecycleDeleteAfterEventDeleteAfterCopy {
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

// randomToken makes every invocation a backup of its own, and repetitions of a
// request within it the same one.
func randomToken() string { return "tfab-action-" + rand.Text() }
