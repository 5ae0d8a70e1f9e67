// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package restorejob

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/action/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/lifecyclevalidator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// startModel is the configuration of the action.
type startModel struct {
	Arguments
	job.StartArguments
}

// NewStartAction makes the awsbackup_start_restore_job action: a restore of
// which Terraform keeps nothing.
func NewStartAction() action.Action {
	return job.NewStartAction(job.Start[awsbackup.RestoreJob]{
		Kind: kind, TypeName: "_start_restore_job",
		Description: "Restores a recovery point and waits for the restored resource, with progress: after a change, or by hand with `terraform apply -invoke`.\n\n" +
			"Every invocation starts another restore. Terraform stores nothing of an action: the ARN of the restored resource is in the last line of progress, and `awsbackup_restore_jobs` lists the job. For a restored resource that others refer to, use the resource `awsbackup_restore_job`.\n\n" +
			"An interrupt and a timeout leave the job running. AWS Backup cannot stop it.",
		Attributes:     startAttributes,
		Issues:         "with a message, because objects were skipped or failed (S3, EKS),",
		RegionOf:       "recovery point",
		Validators:     []action.ConfigValidator{lifecyclevalidator.RestoreAction()},
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
		"recovery_point_arn": schema.StringAttribute{Required: true, MarkdownDescription: d["recovery_point_arn"]},
		"resource_type": schema.StringAttribute{
			Optional: true, Validators: []validator.String{stringvalidator.LengthAtLeast(1)}, MarkdownDescription: d["resource_type"],
		},
		"metadata":                              schema.MapAttribute{Required: true, ElementType: tftypes.StringType, MarkdownDescription: d["metadata"]},
		"iam_role_arn":                          schema.StringAttribute{Optional: true, MarkdownDescription: d["iam_role_arn"]},
		"copy_source_tags_to_restored_resource": schema.BoolAttribute{Optional: true, MarkdownDescription: d["copy_source_tags_to_restored_resource"]},
		"allow_overwrite":                       schema.BoolAttribute{Optional: true, MarkdownDescription: d["allow_overwrite"]},
	}
}

func prepare(ctx context.Context, data *providerdata.Data, region *providerdata.Region, config tfsdk.Config, i *job.Invocation[awsbackup.RestoreJob]) (run func(ctx, waiting context.Context) diag.Diagnostics, diags diag.Diagnostics) {
	var m startModel
	diags = config.Get(ctx, &m)
	in, d := m.ToAPI(ctx)
	diags.Append(d...)
	i.Starter, i.Request = job.NewStarter(kind, region, data.RetryIntervals()), request(ctx, region, in)
	i.Of, i.Into = aws.ToString(in.RecoveryPointArn), "with role "+cmp.Or(aws.ToString(in.IamRoleArn), "of AWS Backup's choice")
	i.Attempt, i.Done = invocationAttempt(region.Name, in), outcomeLine
	return i.Run, diags
}

// invocationAttempt names what is being done, for diagnostics.
func invocationAttempt(region string, in *backup.StartRestoreJobInput) func(doing, operation string) awsdiag.Attempt {
	return func(doing, operation string) awsdiag.Attempt {
		a := awsdiag.Attempt{
			Kind: kind.Name, Doing: doing, Operation: operation, Region: region, Unrecorded: true,
			RecoveryPointARN: aws.ToString(in.RecoveryPointArn), RoleARN: aws.ToString(in.IamRoleArn),
		}
		if role, err := catalog.ParseARN(a.RoleARN); err == nil {
			a.AccountID = role.AccountID
		}
		return a
	}
}

// outcomeLine is the last line: what was restored, from how much, and how long
// it took.
func outcomeLine(j *awsbackup.RestoreJob, elapsed time.Duration) string {
	if !kind.Finished(j) {
		return fmt.Sprintf("restore job %s is %s and continues", aws.ToString(j.RestoreJobId), j.Status)
	}
	if took := job.Took(j.CreationDate, j.CompletionDate); took > 0 {
		elapsed = took
	}
	text := "restore completed in " + job.Duration(elapsed)
	if bytes := aws.ToInt64(j.BackupSizeInBytes); bytes > 0 {
		text += ", " + job.Size(bytes)
	}
	return text + ": " + cmp.Or(aws.ToString(j.CreatedResourceArn), "AWS Backup names no resource; see restore job "+aws.ToString(j.RestoreJobId))
}
