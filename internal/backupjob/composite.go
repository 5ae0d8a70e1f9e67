// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"context"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/backupjob/record"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/recoverypoint"
)

// completedBelow are the completed jobs below a composite job that made no
// recovery point of its own: their recovery points stay.
func completedBelow(ctx context.Context, api awsbackup.API, parentJobID string) ([]*awsbackup.Job, error) {
	var completed, composite []*awsbackup.Job
	for member, err := range job.Each(ctx, 0, record.Pages(api, &backup.ListBackupJobsInput{ByParentJobId: &parentJobID})) {
		switch {
		case err != nil:
			return nil, err
		case aws.ToString(member.ParentJobId) != parentJobID:
			// An endpoint that ignores the filter.
		case awsbackup.Finished(member.State) && !record.WithoutPoint(member.State) && aws.ToString(member.RecoveryPointArn) != "":
			completed = append(completed, member)
		case member.IsParent:
			composite = append(composite, member)
		}
	}
	for _, member := range composite {
		below, err := completedBelow(ctx, api, aws.ToString(member.BackupJobId))
		if err != nil {
			return nil, err
		}
		completed = append(completed, below...)
	}
	return completed, nil
}

// completedMembers carries out on_destroy for a composite backup that ended
// without success after some of its members were completed: they are deleted, or
// named.
func (d *deletion) completedMembers(ctx context.Context) diag.Diagnostics {
	members, err := completedBelow(ctx, d.region.API, d.m.ID.ValueString())
	if err != nil {
		return diag.Diagnostics{awsdiag.FromError(d.m.attempt("listing the members of the backup job", "ListBackupJobs"), err)}
	}
	if len(members) == 0 {
		return nil
	}
	if d.m.OnDestroy.ValueString() != OnDestroyDelete {
		return diag.Diagnostics{membersStay(d.m.ID.ValueString(), members)}
	}
	var diags diag.Diagnostics
	points := recoverypoint.NewClient(d.data, d.region)
	for _, member := range members {
		ref := d.m.ref()
		ref.ARN, ref.ResourceARN = aws.ToString(member.RecoveryPointArn), aws.ToString(member.ResourceArn)
		ref.JobID, ref.Owner = aws.ToString(member.BackupJobId), "job "+aws.ToString(member.BackupJobId)
		ref.Parent, ref.CreationDate = member.IsParent, aws.ToTime(member.CreationDate)
		// An earlier destroy, or the end of the composite recovery point, may have
		// deleted it. Nothing but its job tells that it was there.
		ref.Ended = aws.ToTime(member.CompletionDate)
		if name, ok := catalog.VaultNameFromARN(aws.ToString(member.BackupVaultArn)); ok {
			ref.VaultName = name
		}
		diags.Append(points.Delete(ctx, ref)...)
	}
	return diags
}

// membersStay is the warning about members of a composite backup that was
// stopped halfway.
func membersStay(jobID string, members []*awsbackup.Job) diag.Diagnostic {
	lines := make([]string, 0, len(members))
	for _, member := range members {
		lines = append(lines, fmt.Sprintf("  - %s of %s", aws.ToString(member.RecoveryPointArn), aws.ToString(member.ResourceArn)))
	}
	return diag.NewWarningDiagnostic("Recovery Points of a Stopped Backup Stay",
		fmt.Sprintf("Composite job %s has ended without success after %d of its members were completed. Their recovery points stay until their retention ends, and no Terraform object manages them:\n%s",
			jobID, len(members), strings.Join(lines, "\n")))
}

// warnUntaggableMembers says which members of a composite backup do not get a
// planned change of tags.
func (r *Resource) warnUntaggableMembers(ctx context.Context, prior, plan *Model) diag.Diagnostics {
	if !prior.IsParent() || !prior.hasPoint() || plan.TagsAll.Equal(prior.TagsAll) || r.data.Preflight() == providerdata.PreflightOff {
		return nil
	}
	region, err := r.data.Region(prior.Region.ValueString())
	if err != nil {
		return nil
	}
	arns, err := recoverypoint.NewClient(r.data, region).UntaggableMembers(ctx, prior.ref())
	if err != nil {
		return diag.Diagnostics{awsdiag.Warning(awsdiag.FromError(prior.attempt("listing the nested recovery points of "+prior.RecoveryPointARN.ValueString(), "ListRecoveryPointsByBackupVault"), err))}
	}
	if len(arns) == 0 {
		return nil
	}
	return diag.Diagnostics{diag.NewAttributeWarningDiagnostic(path.Root("tags"), "Tags of Some Nested Recovery Points Cannot Change",
		fmt.Sprintf("AWS Backup changes tags only of recovery points whose ARN belongs to the service backup. The other members of this composite backup get the new tags, and these keep what they have:\n  %s\n\n"+
			"To tag them, use the service that holds each.", strings.Join(arns, "\n  ")))}
}
