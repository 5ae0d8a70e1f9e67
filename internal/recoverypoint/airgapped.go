// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package recoverypoint

import (
	"cmp"
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
)

// AirGappedCopy is what became of the copy of a temporary point to its air-gapped
// vault.
type AirGappedCopy struct {
	// ARN is that of the lasting copy, "" while there is none.
	ARN string
	// Failed is the error of a copy that has failed, nil if it has not.
	Failed diag.Diagnostic
}

// FindAirGappedCopy looks for the lasting copy of a temporary point. AWS keeps copy
// records for 30 days, so look for it until it is known, and no longer.
func (c *Client) FindAirGappedCopy(ctx context.Context, ref Ref) (AirGappedCopy, diag.Diagnostics) {
	if !ref.Temporary || ref.ARN == "" {
		return AirGappedCopy{}, nil
	}
	var failed *types.CopyJob
	inFlight := false
	for page, err := range awsbackup.Pages(ctx, c.API.ListCopyJobs, &backup.ListCopyJobsInput{BySourceRecoveryPointArn: &ref.ARN}) {
		if err != nil {
			return AirGappedCopy{}, ref.warning("looking for the air-gapped copy of ", "ListCopyJobs", err)
		}
		for _, job := range page.CopyJobs {
			arn := aws.ToString(job.DestinationRecoveryPointArn)
			switch {
			case awsbackup.Contradicts(job.SourceRecoveryPointArn, ref.ARN), awsbackup.Contradicts(job.DestinationBackupVaultArn, ref.CopyVaultARN):
				// Another copy of the same point, or an endpoint that ignores the filter.
			case job.State == types.CopyJobStateCompleted && arn != "":
				return AirGappedCopy{ARN: arn}, nil
			case job.State == types.CopyJobStateFailed:
				failed = &job
			default:
				inFlight = true
			}
		}
	}
	if failed == nil || inFlight {
		return AirGappedCopy{}, nil
	}
	return AirGappedCopy{Failed: ref.copyFailed(failed)}, nil
}

func (r Ref) copyFailed(job *types.CopyJob) diag.Diagnostic {
	return diag.NewErrorDiagnostic("Copy to the Air-Gapped Vault Failed",
		fmt.Sprintf("AWS Backup has completed %s of %s, and copy job %s to %s ended %s: %s\n\nThe backup is not in the air-gapped vault. Recovery point %s stays in vault %s. %s "+
			"Fix the cause and take a new backup, by a change of triggers for example.",
			r.Owner, r.ResourceARN, aws.ToString(job.CopyJobId), aws.ToString(job.DestinationBackupVaultArn), job.State,
			cmp.Or(aws.ToString(job.StatusMessage), "AWS Backup gave no reason."), r.ARN, r.VaultName, r.KeptUntil()))
}

// DeleteAirGappedCopy deletes the lasting copy of a temporary point. An air-gapped
// vault is locked, so AWS usually keeps the copy until its time: that is a
// warning. So is a copy that is not known, or not made yet.
func (c *Client) DeleteAirGappedCopy(ctx context.Context, ref Ref) diag.Diagnostics {
	found := AirGappedCopy{ARN: ref.CopyARN}
	var diags diag.Diagnostics
	if found.ARN == "" {
		found, diags = c.FindAirGappedCopy(ctx, ref)
	}
	switch {
	case found.Failed != nil: // There is none.
		return nil
	case found.ARN == "":
		return append(diags, ref.copyStays(fmt.Sprintf("The copy of %s is not known: it may still be in progress, or AWS Backup has dropped its record.", ref.ARN)))
	}
	copied := ref
	copied.ARN, copied.Temporary, copied.Parent, copied.DeleteAfterDays = found.ARN, false, false, 0
	copied.VaultName, _ = catalog.VaultNameFromARN(ref.CopyVaultARN)
	point, err := describe(ctx, c.API, copied.VaultName, copied.ARN)
	switch {
	case awsbackup.IsNotFound(err):
		return nil // It has gone, as planned or by hand.
	case err != nil:
		return diag.Diagnostics{copied.fault("reading the air-gapped copy ", "DescribeRecoveryPoint", err)}
	}
	copied.VaultName, copied.Seen = cmp.Or(aws.ToString(point.BackupVaultName), copied.VaultName), true
	copied.Parent, copied.DeleteAt = point.IsParent, deleteAt(point.CalculatedLifecycle)
	return c.Delete(ctx, copied)
}

// AirGappedCopyKept says before a deletion that the lasting copy will stay.
func (r Ref) AirGappedCopyKept() diag.Diagnostic {
	if r.CopyARN == "" {
		return r.copyStays("Whether " + r.ARN + " has been copied is not known yet.")
	}
	return r.copyStays("The copy is " + r.CopyARN + ".")
}

func (r Ref) copyStays(which string) diag.Diagnostic {
	vault := cmp.Or(r.CopyVaultARN, "an air-gapped vault")
	return diag.NewWarningDiagnostic("Air-Gapped Copy Stays",
		fmt.Sprintf("The lasting copy of the backup of %s by %s is in %s. Air-gapped vaults are locked: AWS Backup deletes nothing there before its retention ends, so the copy stays when the resource is destroyed. %s",
			r.ResourceARN, r.Owner, vault, which))
}

// IndexFailed is the error of a search index that the configuration asks for and
// that AWS could not make; nil if it has not failed. wanted is the argument index.
func (r Ref) IndexFailed(wanted string, point *awsbackup.Point) diag.Diagnostic {
	if wanted != string(types.IndexEnabled) || point.IndexStatus != types.IndexStatusFailed {
		return nil
	}
	return diag.NewErrorDiagnostic("Index of the Backup Failed",
		fmt.Sprintf("AWS Backup has completed %s of %s and could not index recovery point %s: %s\n\nThe backup is there and cannot be searched. Check that the backup's role may index it, then set index = \"DISABLED\", apply, and set \"ENABLED\" again; to do without the index, remove the argument.",
			r.Owner, r.ResourceARN, r.ARN, cmp.Or(aws.ToString(point.IndexStatusMessage), "AWS Backup gave no reason.")))
}
