// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"context"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
)

// deletePoint deletes the recovery point, a parent's children first, and waits
// until it is gone.
func (d *deletion) deletePoint(ctx context.Context, diags *diag.Diagnostics) {
	vault, arn := d.m.pointVault(), d.m.RecoveryPointARN.ValueString()
	at, doing, err := d.deleteAll(ctx, vault, arn)
	d.region.Points.Forget(vault, arn)
	other, elsewhere := errors.AsType[*OtherAccountError](err)
	switch {
	case err == nil:
	case elsewhere:
		diags.Append(other.diagnostic())
	case d.refused(ctx, vault, err):
		diags.Append(d.keptWarning(at, vault, err))
	case d.vaultGone(ctx, vault, err):
		diags.AddWarning("Backup Gone With Its Vault",
			fmt.Sprintf("There is no vault %s in region %s any more, so recovery point %s of job %s is gone too: AWS deletes no vault that still has one. The resource is removed from state.",
				vault, d.region.Name, arn, d.m.ID.ValueString()))
	default:
		diags.Append(awsdiag.FromError(d.m.attempt(doing+at, "DeleteRecoveryPoint"), err))
	}
}

// deleteAll deletes a point and, before it, its children. An error is about the
// point at.
func (d *deletion) deleteAll(ctx context.Context, vault, arn string) (at, doing string, err error) {
	if d.m.IsParent.ValueBool() {
		children, err := d.children(ctx, vault, arn)
		if err != nil {
			return arn, "listing the nested recovery points of ", err
		}
		for _, child := range children {
			// Some children (an EKS cluster's state) go only with their parent.
			if err := d.deleteOne(ctx, vault, child); err != nil && d.refused(ctx, vault, err) {
				return child, "deleting nested recovery point ", err
			}
		}
		for _, child := range children {
			if err := d.awaitGone(ctx, vault, child); err != nil {
				return child, "deleting nested recovery point ", err
			}
		}
	}
	if err = d.deleteOne(ctx, vault, arn); err == nil {
		err = d.awaitGone(ctx, vault, arn)
	}
	return arn, "deleting recovery point ", err
}

// deleteOne asks for the deletion of one point. Gone, and on its way, are as
// good as done.
func (d *deletion) deleteOne(ctx context.Context, vault, arn string) error {
	for {
		_, err := d.region.API.DeleteRecoveryPoint(ctx, &backup.DeleteRecoveryPointInput{BackupVaultName: &vault, RecoveryPointArn: &arn})
		switch {
		case awsbackup.IsNotFound(err):
			return d.goneFromHere(ctx)
		case err == nil || awsbackup.IsAlreadyDeleting(err):
			return nil
		case !awsbackup.IsBusy(err) || sleep(ctx, d.data.Pace().DeleteEvery) != nil:
			return err
		}
	}
}

// goneFromHere is an error if the account that does not know the point is known
// to be another than the point's.
func (d *deletion) goneFromHere(ctx context.Context) error {
	if other := inOwnAccount(ctx, d.data, d.region, d.m); other != nil && other.Own != "" && other.Asked != "" {
		return other
	}
	return nil
}

// NotDeletedError is a recovery point that AWS accepted to delete and then
// could not: it stays, EXPIRED, and keeps costing.
type NotDeletedError struct {
	RecoveryPointARN string
	Message          string
}

func (e *NotDeletedError) Error() string {
	return fmt.Sprintf("AWS Backup could not delete %s and left it EXPIRED (%s). It still costs. "+
		"Usual causes: the IAM role that made the backup is gone (destroy it after the backup, with depends_on), a KMS key is not accessible, or the source service holds the snapshot. "+
		"Restore the role or the access and destroy again.", e.RecoveryPointARN, e.Message)
}

// awaitGone waits for the end of a deletion: AWS answers a delete at once and
// deletes later, or not at all.
func (d *deletion) awaitGone(ctx context.Context, vault, arn string) error {
	for {
		point, err := d.region.API.DescribeRecoveryPoint(ctx, &backup.DescribeRecoveryPointInput{BackupVaultName: &vault, RecoveryPointArn: &arn})
		switch {
		case awsbackup.IsNotFound(err):
			return nil
		case err != nil && (awsbackup.IsPermanent(err) || ctx.Err() != nil):
			return err
		case err == nil && point.Status == types.RecoveryPointStatusExpired:
			return &NotDeletedError{RecoveryPointARN: arn, Message: aws.ToString(point.StatusMessage)}
		}
		if err := sleep(ctx, d.data.Pace().DeleteEvery); err != nil {
			return fmt.Errorf("recovery point %s was still there: %w", arn, err)
		}
	}
}

// children are the nested points of a composite backup.
func (d *deletion) children(ctx context.Context, vault, parent string) ([]string, error) {
	var arns []string
	pages := backup.NewListRecoveryPointsByBackupVaultPaginator(d.region.API, &backup.ListRecoveryPointsByBackupVaultInput{
		BackupVaultName: &vault, ByParentRecoveryPointArn: &parent,
	}, func(o *backup.ListRecoveryPointsByBackupVaultPaginatorOptions) { o.StopOnDuplicateToken = true })
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, err
		}
		for _, point := range page.RecoveryPoints {
			// A stand-in that ignores the filter must not cost a stranger's backup.
			if arn := aws.ToString(point.RecoveryPointArn); arn != "" && aws.ToString(point.ParentRecoveryPointArn) == parent {
				arns = append(arns, arn)
			}
		}
	}
	return arns, nil
}

// refused reports a deletion that no retry and no permission will change for
// now: the vault is locked or the point is under legal hold. It must not jam a
// destroy. A denial has other causes too, so the vault is asked.
func (d *deletion) refused(ctx context.Context, vault string, err error) bool {
	if awsbackup.IsRefused(err) {
		return true
	}
	if !awsbackup.IsAccessDenied(err) {
		return false
	}
	out, describeErr := d.region.API.DescribeBackupVault(ctx, &backup.DescribeBackupVaultInput{BackupVaultName: &vault})
	return describeErr == nil && (aws.ToBool(out.Locked) || out.VaultType == types.VaultTypeLogicallyAirGappedBackupVault)
}

// vaultGone reports an answer, mostly a denial, that only means that the vault is
// not there, which is the end of every point in it.
func (d *deletion) vaultGone(ctx context.Context, vault string, err error) bool {
	if !awsbackup.IsAccessDenied(err) && !awsbackup.IsNotFound(err) {
		return false
	}
	listing, listErr := listVault(ctx, d.data, d.region, vault)
	return listErr == nil && !listing.exists && !listing.elsewhere(d.m)
}

func (d *deletion) keptWarning(arn, vault string, err error) diag.Diagnostic {
	until := "It is kept for ever."
	if at := d.m.DeleteAt(); !at.IsZero() {
		until = fmt.Sprintf("AWS Backup deletes it on %s.", at.Format("2006-01-02"))
	}
	return diag.NewWarningDiagnostic("Backup Kept, Resource Forgotten",
		fmt.Sprintf("Recovery point %s of job %s cannot be deleted now: vault %s is locked or the point is under legal hold. The resource is removed from state and the backup stays. %s\n\n%s",
			arn, d.m.ID.ValueString(), vault, until, err))
}
