// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package recoverypoint

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/lifecycle"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// Delete deletes a recovery point, a parent's nested points first, and waits
// until it is gone. A locked vault or a legal hold is a warning: the point stays,
// and the resource can be forgotten. A missing vault is a warning too. ctx bounds
// the wait.
func (c *Client) Delete(ctx context.Context, ref Ref) diag.Diagnostics {
	at, doing, err := c.deleteAll(ctx, ref)
	c.Points.Forget(ref.VaultName, ref.ARN)
	other, elsewhere := errors.AsType[*OtherAccountError](err)
	switch {
	case err == nil:
		return nil
	case elsewhere:
		return diag.Diagnostics{other.diagnostic()}
	case c.refused(ctx, ref.VaultName, err):
		return diag.Diagnostics{ref.keptWarning(at, err)}
	case c.goneWithVault(ctx, ref, err):
		return diag.Diagnostics{diag.NewWarningDiagnostic(ref.Noun+" Gone With Its Vault",
			fmt.Sprintf("There is no vault %s in region %s any more, so recovery point %s of %s is gone too: AWS deletes no vault that still has one. The resource is removed from state.",
				ref.VaultName, c.Region, ref.ARN, ref.Owner))}
	}
	a := ref.Attempt("", "DeleteRecoveryPoint")
	a.Doing = doing + at
	return diag.Diagnostics{awsdiag.FromError(a, err)}
}

// deleteAll deletes a point and, before it, its nested points. An error is about
// the point at.
func (c *Client) deleteAll(ctx context.Context, ref Ref) (at, doing string, err error) {
	if ref.Parent {
		nested, err := c.nested(ctx, ref)
		if err != nil {
			return ref.ARN, "listing the nested recovery points of ", err
		}
		for _, arn := range nested {
			// Some nested points (an EKS cluster's state) are deleted only with
			// their parent.
			if err := c.deleteOne(ctx, ref, arn); err != nil && c.refused(ctx, ref.VaultName, err) {
				return arn, "deleting nested recovery point ", err
			}
		}
		for _, arn := range nested {
			if err := c.awaitGone(ctx, ref.VaultName, arn); err != nil {
				return arn, "deleting nested recovery point ", err
			}
		}
	}
	if err = c.deleteOne(ctx, ref, ref.ARN); err == nil {
		err = c.awaitGone(ctx, ref.VaultName, ref.ARN)
	}
	return ref.ARN, "deleting recovery point ", err
}

// deleteOne requests the deletion of one point. A point that is gone, or being
// deleted, is a success.
func (c *Client) deleteOne(ctx context.Context, ref Ref, arn string) error {
	for {
		_, err := c.API.DeleteRecoveryPoint(ctx, &backup.DeleteRecoveryPointInput{BackupVaultName: &ref.VaultName, RecoveryPointArn: &arn})
		switch {
		case awsbackup.IsNotFound(err):
			return c.missing(ctx, ref, err)
		case awsbackup.IsAccessDenied(err): // also the answer to an ARN that names another account
			if match, answering := c.matchAccount(ctx, ref); match == lifecycle.MatchOther {
				return ref.otherAccount(answering)
			}
			return err
		case err == nil || awsbackup.IsAlreadyDeleting(err):
			return nil
		case !awsbackup.IsBusy(err) || providerdata.Sleep(ctx, c.Pace.DeleteEvery) != nil:
			return err
		}
	}
}

// missing is an error if the account that does not know the point is known to
// be another than the point's.
func (c *Client) missing(ctx context.Context, ref Ref, err error) error {
	evidence := ref.evidence(err)
	evidence.DeleteAt, evidence.DeleteAfterDays, evidence.Temporary = time.Time{}, 0, false
	var answering string
	evidence.Account, answering = c.matchAccount(ctx, ref)
	if _, doubt := lifecycle.Judge(evidence); doubt == lifecycle.DoubtOtherAccount {
		return ref.otherAccount(answering)
	}
	return nil
}

// NotDeletedError is a recovery point that AWS accepted to delete and then
// could not: it stays, EXPIRED, and still costs.
type NotDeletedError struct {
	RecoveryPointARN string
	Message          string
}

func (e *NotDeletedError) Error() string {
	return fmt.Sprintf("AWS Backup could not delete %s and left it EXPIRED (%s). It still costs. "+
		"Usual causes: the IAM role that made the backup is gone (destroy it after the backup, with depends_on), a KMS key is not accessible, or the source service holds the snapshot. "+
		"Restore the role or the access and destroy again.", e.RecoveryPointARN, e.Message)
}

// awaitGone waits for the end of a deletion: AWS accepts a delete at once and
// deletes later, or not at all.
func (c *Client) awaitGone(ctx context.Context, vault, arn string) error {
	for {
		point, err := c.API.DescribeRecoveryPoint(ctx, &backup.DescribeRecoveryPointInput{BackupVaultName: &vault, RecoveryPointArn: &arn})
		switch {
		case awsbackup.IsNotFound(err):
			return nil
		case err != nil && (awsbackup.IsPermanent(err) || awsbackup.IsPermanentTransport(err) || ctx.Err() != nil):
			return err
		case err == nil && point.Status == types.RecoveryPointStatusExpired:
			return &NotDeletedError{RecoveryPointARN: arn, Message: aws.ToString(point.StatusMessage)}
		}
		if err := providerdata.Sleep(ctx, c.Pace.DeleteEvery); err != nil {
			return fmt.Errorf("recovery point %s was still there: %w", arn, err)
		}
	}
}

// nested are the nested points of a composite backup.
func (c *Client) nested(ctx context.Context, parent Ref) ([]string, error) {
	var arns []string
	in := &backup.ListRecoveryPointsByBackupVaultInput{BackupVaultName: &parent.VaultName, ByParentRecoveryPointArn: &parent.ARN}
	for page, err := range awsbackup.Pages(ctx, c.API.ListRecoveryPointsByBackupVault, in) {
		if err != nil {
			return nil, err
		}
		for _, point := range page.RecoveryPoints {
			// An endpoint that ignores the filter must not cost another
			// resource's backup.
			if arn := aws.ToString(point.RecoveryPointArn); arn != "" && aws.ToString(point.ParentRecoveryPointArn) == parent.ARN {
				arns = append(arns, arn)
			}
		}
	}
	return arns, nil
}

// refused reports a deletion that no retry and no permission changes for now:
// the vault is locked or the point is under legal hold. It must not block a
// destroy. A denial has other causes too, so the vault is described.
func (c *Client) refused(ctx context.Context, vault string, err error) bool {
	if awsbackup.IsRefused(err) {
		return true
	}
	if !awsbackup.IsAccessDenied(err) {
		return false
	}
	out, describeErr := c.API.DescribeBackupVault(ctx, &backup.DescribeBackupVaultInput{BackupVaultName: &vault})
	return describeErr == nil && (aws.ToBool(out.Locked) || out.VaultType == types.VaultTypeLogicallyAirGappedBackupVault)
}

// goneWithVault reports an answer, usually a denial, that only means that the
// vault does not exist, and no point in it either.
func (c *Client) goneWithVault(ctx context.Context, ref Ref, err error) bool {
	if !awsbackup.IsAccessDenied(err) && !awsbackup.IsNotFound(err) {
		return false
	}
	listing, listErr := c.listVault(ctx, ref.VaultName)
	if listErr != nil {
		return false
	}
	_, doubt := lifecycle.Judge(lifecycle.Evidence{Answer: lifecycle.AnswerDenied, Seen: true, VaultMissing: !listing.exists, Account: ref.match(listing.account)})
	return doubt == lifecycle.DoubtVaultMissing
}

func (r Ref) keptWarning(arn string, err error) diag.Diagnostic {
	return diag.NewWarningDiagnostic(r.Noun+" Kept, Resource Forgotten",
		fmt.Sprintf("Recovery point %s of %s cannot be deleted now: %s. The resource is removed from state and the %s stays. %s\n\n%s",
			arn, r.Owner, r.keptBecause(err), r.noun(), r.KeptUntil(), err))
}

// keptBecause is why AWS Backup refuses to delete the point. AWS documents no
// text for a backup access point, so its words are enough.
func (r Ref) keptBecause(err error) string {
	if strings.Contains(strings.ToLower(err.Error()), "access point") {
		return "a backup access point (S3) exposes it, and while one exists AWS Backup does not delete the recovery point, not by its retention either. " +
			"To delete both, delete the access points first (aws backup list-backup-access-points, delete-backup-access-point)"
	}
	return fmt.Sprintf("vault %s is locked, or the point is under legal hold or has a backup access point", r.VaultName)
}

// KeptUntil is a sentence about when AWS deletes the point.
func (r Ref) KeptUntil() string {
	if r.DeleteAt.IsZero() {
		return "It is kept indefinitely."
	}
	return "AWS Backup deletes it on " + r.DeleteAt.Format(time.RFC3339) + "."
}
