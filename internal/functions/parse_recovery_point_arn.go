// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Package functions holds the provider functions. They are pure: no network call, no credentials, the same result always.
package functions

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
)

// NewParseRecoveryPointARN returns the function parse_recovery_point_arn (Terraform >= 1.8).
func NewParseRecoveryPointARN() function.Function {
	return parseRecoveryPointARN{}
}

type parseRecoveryPointARN struct{}

// recoveryPoint is the result. Members that the ARN does not tell are null.
type recoveryPoint struct {
	Partition    types.String `tfsdk:"partition"`
	Service      types.String `tfsdk:"service"`
	Region       types.String `tfsdk:"region"`
	AccountID    types.String `tfsdk:"account_id"`
	ResourceType types.String `tfsdk:"resource_type"`
	ID           types.String `tfsdk:"id"`
}

// Metadata implements function.Function.
func (parseRecoveryPointARN) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "parse_recovery_point_arn"
}

// Definition implements function.Function.
func (parseRecoveryPointARN) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary: "Parse the ARN of a recovery point",
		MarkdownDescription: "Splits the ARN of an AWS Backup recovery point into an object with these attributes:\n\n" +
			"- `partition`: `aws`, `aws-cn`, `aws-us-gov` and so on.\n" +
			"- `service`: the service that holds the backup, such as `ec2`, `rds` or `backup`. AWS Backup itself can tag and describe the content of `backup` points only.\n" +
			"- `region`: the region, or null where the ARN has none.\n" +
			"- `account_id`: the account, or null where the ARN has none (EBS snapshots and AMIs).\n" +
			"- `resource_type`: AWS Backup's type of the resource, such as `EC2`, `RDS` or `S3`, or null where the ARN does not tell. EBS and Storage Gateway snapshots look alike, so do Aurora, DocumentDB, Neptune and RDS cluster snapshots, and so do most points of the service `backup`.\n" +
			"- `id`: what the service calls the backup and takes for a restore: `snap-...`, `ami-...`, the name of an RDS or Redshift snapshot (`awsbackup:job-...`), `backup-...` for FSx, the backup ID for DynamoDB; for points of the service `backup` everything after `recovery-point:`, mostly a UUID.\n\n" +
			"ARNs of services that the provider does not know are split too; `id` is then the whole resource part. The ARN of a resource instead of a backup is an error.",
		Parameters: []function.Parameter{
			function.StringParameter{
				Name:                "arn",
				MarkdownDescription: "ARN of a recovery point, such as the `recovery_point_arn` of an `awsbackup_backup_job`.",
			},
		},
		Return: function.ObjectReturn{AttributeTypes: map[string]attr.Type{
			"partition":     types.StringType,
			"service":       types.StringType,
			"region":        types.StringType,
			"account_id":    types.StringType,
			"resource_type": types.StringType,
			"id":            types.StringType,
		}},
	}
}

// Run implements function.Function.
func (parseRecoveryPointARN) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var arn string
	if resp.Error = req.Arguments.Get(ctx, &arn); resp.Error != nil {
		return
	}
	point, err := catalog.ParseRecoveryPointARN(arn)
	if err != nil {
		resp.Error = function.NewArgumentFuncError(0, fmt.Sprintf("%q is not the ARN of a recovery point, because %s.", arn, catalog.Reason(err)))
		return
	}
	resp.Error = resp.Result.Set(ctx, recoveryPoint{
		Partition:    types.StringValue(point.Partition),
		Service:      types.StringValue(point.Service),
		Region:       nullIfEmpty(point.Region),
		AccountID:    nullIfEmpty(point.AccountID),
		ResourceType: nullIfEmpty(point.ResourceType),
		ID:           types.StringValue(point.ID),
	})
}

func nullIfEmpty(s string) types.String {
	if s == "" {
		return types.StringNull()
	}
	return types.StringValue(s)
}
