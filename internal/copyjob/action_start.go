// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package copyjob

import (
	"context"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/action/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/durationvalidator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/lifecyclevalidator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// startModel is the configuration of the action.
type startModel struct {
	Arguments
	job.StartArguments

	SkipIfNewerThan tftypes.String `tfsdk:"skip_if_newer_than"`
}

// NewStartAction makes the awsbackup_start_copy_job action: a copy of which
// Terraform keeps nothing.
func NewStartAction() action.Action {
	return job.NewStartAction(job.Start[awsbackup.CopyJob]{
		Kind: kind, TypeName: "_start_copy_job",
		Description: "Copies a recovery point to another vault, Region or account and waits for the copy, with progress: after a backup, or by hand with `terraform apply -invoke`.\n\n" +
			"Every invocation makes another copy, unless `skip_if_newer_than` finds a recent one. Terraform stores nothing of an action: the ARN of the copy is in the last line of progress. For a copy that others refer to, use the resource `awsbackup_copy_job`.\n\n" +
			"An interrupt and a timeout leave the job running. AWS Backup cannot stop it.",
		Attributes:     startAttributes,
		Issues:         "with issues (a `message_category` other than success)",
		RegionOf:       "recovery point",
		Validators:     []action.ConfigValidator{lifecyclevalidator.CopyAction()},
		DefaultTimeout: defaultTimeout,
		Check: func(ctx context.Context, data *providerdata.Data, region string, config tfsdk.Config) diag.Diagnostics {
			c, diags := newCheck(data, config.Raw, config.Raw, region)
			diags.Append(c.all()...)
			if !diags.HasError() {
				diags.Append(c.preflight(ctx)...)
			}
			return diags
		},
		Prepare: prepare,
	})
}

func startAttributes() map[string]schema.Attribute {
	d := argumentDescriptions
	return map[string]schema.Attribute{
		"recovery_point_arn":           schema.StringAttribute{Required: true, MarkdownDescription: d["recovery_point_arn"]},
		"source_backup_vault_name":     schema.StringAttribute{Required: true, MarkdownDescription: d["source_backup_vault_name"]},
		"destination_backup_vault_arn": schema.StringAttribute{Required: true, MarkdownDescription: d["destination_backup_vault_arn"]},
		"iam_role_arn":                 schema.StringAttribute{Required: true, MarkdownDescription: d["iam_role_arn"]},
		"recovery_point_lifecycle": schema.SingleNestedAttribute{
			Optional: true, MarkdownDescription: d["recovery_point_lifecycle"],
			Attributes: map[string]schema.Attribute{
				"move_to_cold_storage_after_days":           schema.Int64Attribute{Optional: true, MarkdownDescription: d["move_to_cold_storage_after_days"]},
				"delete_after_days":                         schema.Int64Attribute{Optional: true, MarkdownDescription: d["delete_after_days"]},
				"opt_in_to_archive_for_supported_resources": schema.BoolAttribute{Optional: true, MarkdownDescription: d["opt_in_to_archive_for_supported_resources"]},
			},
		},
		"skip_if_newer_than": schema.StringAttribute{
			Optional: true, Validators: []validator.String{durationvalidator.Positive()},
			MarkdownDescription: "Makes no copy if a job younger than this Go duration, such as `\"4h\"`, has copied this recovery point into the destination vault; waits instead for such a job in flight. The age is that of the job, by AWS's clock. AWS Backup lists jobs for 30 days. Default: always copy.",
		},
	}
}

func prepare(ctx context.Context, data *providerdata.Data, region *providerdata.Region, config tfsdk.Config, run *job.Invocation[awsbackup.CopyJob]) (func(ctx, waiting context.Context) diag.Diagnostics, diag.Diagnostics) {
	var m startModel
	diags := config.Get(ctx, &m)
	in, d := m.ToAPI(ctx)
	diags.Append(d...)
	i := invocation{Invocation: run, starter: newStarter(data, region), in: in}
	i.Starter, i.Request = i.starter.Starter, i.starter.request(in, "", false)
	i.Of, i.Into = aws.ToString(in.RecoveryPointArn), "to vault "+aws.ToString(in.DestinationBackupVaultArn)
	i.Attempt, i.Done = invocationAttempt(region.Name, in), outcomeLine
	if age := m.SkipIfNewerThan.ValueString(); age != "" {
		i.skipIfNewerThan, _ = time.ParseDuration(age) // The validator has checked it.
	}
	return i.run, diags
}

// invocation is one run of the action.
type invocation struct {
	*job.Invocation[awsbackup.CopyJob]

	starter         starter
	in              *backup.StartCopyJobInput
	skipIfNewerThan time.Duration // 0 for always copying
}

func (i *invocation) run(ctx, waiting context.Context) diag.Diagnostics {
	if i.skipIfNewerThan > 0 {
		if done, diags := i.skip(ctx, waiting, i.in, i.skipIfNewerThan); done || diags.HasError() {
			return diags
		}
	}
	return i.Run(ctx, waiting)
}

// skip does without a new copy if a young job has made one that is still there,
// or is making one. done is false where a copy must be made.
func (i *invocation) skip(ctx, waiting context.Context, in *backup.StartCopyJobInput, limit time.Duration) (done bool, diags diag.Diagnostics) {
	now := time.Now()
	since := now.Add(-limit - clockMargin)
	jobs, answer, err := i.starter.list(waiting, in, since)
	if err != nil {
		return false, diag.Diagnostics{awsdiag.FromError(i.Attempt("looking for a younger copy of "+i.Of, "ListCopyJobs"), err)}
	}
	if server, ok := awsbackup.ServerTime(answer); ok {
		now = server
	}
	var newest *awsbackup.CopyJob
	for _, j := range jobs {
		young := j.CreationDate != nil && now.Sub(*j.CreationDate) < limit
		if young && mismatchIn(&j, in) == nil && (kind.Succeeded(&j) || !kind.Finished(&j)) && (newest == nil || j.CreationDate.After(*newest.CreationDate)) {
			newest = &j
		}
	}
	switch {
	case newest == nil:
		return false, nil
	case kind.Finished(newest):
		if i.starter.copyGone(waiting, newest) != "" {
			return false, nil
		}
		i.Send(ctx, fmt.Sprintf("no copy needed: %s was made by copy job %s, which was created %s ago, less than %s",
			aws.ToString(newest.DestinationRecoveryPointArn), aws.ToString(newest.CopyJobId), job.Duration(now.Sub(*newest.CreationDate)), awsdiag.Span(limit)))
		return true, nil
	}
	i.Send(ctx, fmt.Sprintf("copy job %s of the same recovery point is %s already, started %s ago; waiting for it instead of starting another",
		aws.ToString(newest.CopyJobId), newest.State, job.Duration(now.Sub(*newest.CreationDate))))
	found, d := i.Await(ctx, waiting, newest)
	if d != nil {
		return true, diag.Diagnostics{d}
	}
	if kind.Finished(found) && !kind.Succeeded(found) {
		i.Send(ctx, fmt.Sprintf("copy job %s ended %s, so a new one is started", aws.ToString(found.CopyJobId), found.State))
		return false, nil
	}
	return true, i.Report(ctx, found)
}

// mismatchIn is mismatch for a copy by any role.
func mismatchIn(j *awsbackup.CopyJob, in *backup.StartCopyJobInput) error {
	same := *in
	same.IamRoleArn = j.IamRoleArn
	return mismatch(j, &same)
}

// invocationAttempt names what is being done, for diagnostics.
func invocationAttempt(region string, in *backup.StartCopyJobInput) func(doing, operation string) awsdiag.Attempt {
	return func(doing, operation string) awsdiag.Attempt {
		return awsdiag.Attempt{
			Kind: kind.Kind.Name, Doing: doing, Operation: operation, Region: region, Unrecorded: true,
			VaultName: aws.ToString(in.SourceBackupVaultName), DestinationVaultARN: aws.ToString(in.DestinationBackupVaultArn), RecoveryPointARN: aws.ToString(in.RecoveryPointArn), RoleARN: aws.ToString(in.IamRoleArn),
			AccountID: catalog.AccountIn(aws.ToString(in.IamRoleArn)),
		}
	}
}

// outcomeLine is the last line: the copy, its size and how long it took.
func outcomeLine(j *awsbackup.CopyJob, elapsed time.Duration) string {
	if !kind.Finished(j) {
		return fmt.Sprintf("copy job %s is %s and continues", aws.ToString(j.CopyJobId), j.State)
	}
	if took := job.Took(j.CreationDate, j.CompletionDate); took > 0 {
		elapsed = took
	}
	text := "copy completed in " + job.Duration(elapsed)
	if bytes := aws.ToInt64(j.BackupSizeInBytes); bytes > 0 {
		text += ", " + job.Size(bytes)
	}
	return text + fmt.Sprintf(": %s in vault %s", aws.ToString(j.DestinationRecoveryPointArn), aws.ToString(j.DestinationBackupVaultArn))
}
