// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package actions

import (
	"context"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/action/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/backupjob"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/backupjob/record"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/durationvalidator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/lifecyclevalidator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/recoverypoint"
)

// startModel is the configuration of the action.
type startModel struct {
	backupjob.Arguments
	job.StartArguments

	SkipIfNewerThan tftypes.String `tfsdk:"skip_if_newer_than"`
}

// NewStartAction makes the awsbackup_start_backup_job action: a backup before a
// change, of which Terraform keeps nothing.
func NewStartAction() action.Action {
	return job.NewStartAction(job.Start[awsbackup.Job]{
		Kind: record.Kind, TypeName: "_start_backup_job",
		Description: "Takes an on-demand AWS Backup of one resource and waits for it, with progress: before a change, or by hand with `terraform apply -invoke`.\n\n" +
			"Every invocation takes a new backup, unless `skip_if_newer_than` finds a recent one. Terraform stores nothing of an action: the ARN of the recovery point is in the last line of progress, and `awsbackup_recovery_point` finds it. For a backup that other resources refer to, use the resource `awsbackup_backup_job`.\n\n" +
			"An interrupt and a timeout leave the job running.",
		Attributes:     startAttributes,
		Issues:         "with issues (a `message_category` other than success)",
		RegionOf:       "backup",
		Validators:     []action.ConfigValidator{lifecyclevalidator.Action()},
		DefaultTimeout: backupjob.DefaultCreateTimeout,
		Check:          backupjob.CheckAction,
		Prepare:        prepare,
	})
}

func startAttributes() map[string]schema.Attribute {
	d := backupjob.ArgumentDescriptions
	return map[string]schema.Attribute{
		"backup_vault_name": schema.StringAttribute{Required: true, MarkdownDescription: d["backup_vault_name"]},
		"resource_arn":      schema.StringAttribute{Required: true, MarkdownDescription: d["resource_arn"]},
		"iam_role_arn":      schema.StringAttribute{Required: true, MarkdownDescription: d["iam_role_arn"]},
		"recovery_point_lifecycle": schema.SingleNestedAttribute{
			Optional: true, MarkdownDescription: d["recovery_point_lifecycle"],
			Attributes: map[string]schema.Attribute{
				"move_to_cold_storage_after_days":           schema.Int64Attribute{Optional: true, MarkdownDescription: d["move_to_cold_storage_after_days"]},
				"delete_after_days":                         schema.Int64Attribute{Optional: true, MarkdownDescription: d["delete_after_days"]},
				"opt_in_to_archive_for_supported_resources": schema.BoolAttribute{Optional: true, MarkdownDescription: d["opt_in_to_archive_for_supported_resources"]},
			},
		},
		"backup_options":                        schema.MapAttribute{Optional: true, ElementType: tftypes.StringType, MarkdownDescription: d["backup_options"]},
		"start_window_minutes":                  schema.Int64Attribute{Optional: true, MarkdownDescription: d["start_window_minutes"]},
		"complete_window_minutes":               schema.Int64Attribute{Optional: true, MarkdownDescription: d["complete_window_minutes"]},
		"index":                                 schema.StringAttribute{Optional: true, MarkdownDescription: d["index"]},
		"logically_air_gapped_backup_vault_arn": schema.StringAttribute{Optional: true, MarkdownDescription: d["logically_air_gapped_backup_vault_arn"]},
		"tags":                                  schema.MapAttribute{Optional: true, ElementType: tftypes.StringType, MarkdownDescription: d["tags"]},
		"skip_if_newer_than": schema.StringAttribute{
			Optional: true, Validators: []validator.String{durationvalidator.Positive()},
			MarkdownDescription: "Takes no backup if the vault has a completed recovery point of the resource that is younger than this Go duration, such as `\"4h\"`, by its creation and AWS's clock; waits instead for a job in flight that is younger. Default: always take one.",
		},
	}
}

func prepare(ctx context.Context, data *providerdata.Data, region *providerdata.Region, config tfsdk.Config, run *job.Invocation[awsbackup.Job]) (func(ctx, waiting context.Context) diag.Diagnostics, diag.Diagnostics) {
	var m startModel
	diags := config.Get(ctx, &m)
	tags, d := recoverypoint.MergedTags(ctx, data.Tags(), m.Tags)
	diags.Append(d...)
	in, d := m.ToAPI(ctx, tags)
	diags.Append(d...)
	i := invocation{Invocation: run, region: region, skipIfNewerThan: m.SkipIfNewerThan.ValueString(), in: in}
	starter := backupjob.NewStarter(region, data.RetryIntervals())
	i.Starter, i.Request = starter.Starter, starter.Request(backupjob.StartRequest{Input: in})
	i.Of, i.Into = aws.ToString(in.ResourceArn), "into vault "+aws.ToString(in.BackupVaultName)
	i.Attempt, i.Done = i.attempt, outcomeLine
	return i.run, diags
}

// invocation is one run of the start action. The first context of its methods
// is Terraform's, the second one ends with the timeout.
type invocation struct {
	*job.Invocation[awsbackup.Job]

	region          *providerdata.Region
	skipIfNewerThan string // "" for always taking a backup
	in              *backup.StartBackupJobInput
}

func (i *invocation) run(ctx, waiting context.Context) diag.Diagnostics {
	if age := i.skipIfNewerThan; age != "" {
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
		text := fmt.Sprintf("backup job %s is %s and continues", id, j.State)
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
