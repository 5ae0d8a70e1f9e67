// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package recoverypoint

import (
	"context"
	"errors"
	"fmt"
	"slices"
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
// until it is gone. A lock or a legal hold that AWS shows is a warning: the point
// stays, and the resource can be forgotten. A missing vault is a warning too.
// Everything else that keeps the point is an error, which names what is left. ctx
// bounds the wait.
func (c *Client) Delete(ctx context.Context, ref Ref) diag.Diagnostics {
	d := deletion{client: c}
	d.tree(ctx, ref)
	c.Points.Forget(ref.VaultName, ref.ARN)
	if len(d.failed) == 0 {
		return nil
	}
	first := d.failed[0]
	other, elsewhere := errors.AsType[*OtherAccountError](first.Err)
	switch {
	case elsewhere:
		return diag.Diagnostics{other.diagnostic()}
	case d.allKept(ctx, ref):
		return diag.Diagnostics{ref.keptWarning(d.left(), first.Err)}
	case len(d.deleted) == 0 && c.goneWithVault(ctx, ref, first.Err):
		return diag.Diagnostics{diag.NewWarningDiagnostic(ref.Noun+" Gone With Its Vault",
			fmt.Sprintf("There is no vault %s in region %s any more, so recovery point %s of %s is gone too: AWS deletes no vault that still has one. The resource is removed from state.",
				ref.VaultName, c.Region, ref.ARN, ref.Owner))}
	}
	a := ref.Attempt("", "DeleteRecoveryPoint")
	a.Doing, a.RecoveryPointARN = d.doing+first.RecoveryPointARN, first.RecoveryPointARN
	found := awsdiag.FromError(a, first.Err)
	if !ref.Parent {
		return diag.Diagnostics{found}
	}
	return diag.Diagnostics{diag.NewErrorDiagnostic(found.Summary(), fmt.Sprintf("%s\n\n%s", d.summary(ref), found.Detail()))}
}

// deletion is one Delete: what became of each recovery point.
type deletion struct {
	client  *Client
	deleted []string
	// failed are the points that AWS keeps, and why; doing is what was done to
	// the first of them.
	failed []MemberError
	doing  string
	// blocked are the composite points that are left, mostly because a member
	// is, and the members that go with them.
	blocked []string
}

func (d *deletion) fail(doing string, ref Ref, err error) {
	if len(d.failed) == 0 {
		d.doing = doing
	}
	d.failed = append(d.failed, MemberError{RecoveryPointARN: ref.ARN, Err: err})
}

// tree deletes a point and, before it, all points below it: AWS deletes no
// composite point that still has nested ones. It continues with the other
// members after an error, and reports whether the point is gone.
func (d *deletion) tree(ctx context.Context, ref Ref) (gone bool) {
	if !ref.Parent {
		return d.all(ctx, "deleting recovery point ", ref)
	}
	nested, err := d.client.nested(ctx, ref)
	if err != nil {
		d.fail("listing the nested recovery points of ", ref, err)
		return false
	}
	// AWS removes a composite point with its last member, so a not-found of
	// one that had members is believed.
	ref.Seen = ref.Seen || len(nested) > 0
	var leaves, withParent []Ref
	complete := true
	for _, member := range nested {
		switch {
		case member.clusterState():
			withParent = append(withParent, member)
		case member.Parent:
			complete = d.tree(ctx, member) && complete
		default:
			leaves = append(leaves, member)
		}
	}
	if !d.all(ctx, "deleting nested recovery point ", leaves...) || !complete || !d.all(ctx, "deleting recovery point ", ref) {
		d.blocked = append(d.blocked, ref.ARN)
		for _, member := range withParent {
			d.blocked = append(d.blocked, member.ARN)
		}
		return false
	}
	return d.allGone(ctx, "waiting for the end of nested recovery point ", withParent...)
}

// all deletes points: it requests every deletion before it waits for any.
func (d *deletion) all(ctx context.Context, doing string, refs ...Ref) bool {
	var accepted []Ref
	for _, ref := range refs {
		if err := d.client.deleteOne(ctx, ref); err != nil {
			d.fail(doing, ref, err)
			continue
		}
		accepted = append(accepted, ref)
	}
	return d.allGone(ctx, doing, accepted...) && len(accepted) == len(refs)
}

func (d *deletion) allGone(ctx context.Context, doing string, refs ...Ref) bool {
	all := true
	for _, ref := range refs {
		if err := d.client.awaitGone(ctx, ref.VaultName, ref.ARN); err != nil {
			d.fail(doing, ref, err)
			all = false
			continue
		}
		d.deleted = append(d.deleted, ref.ARN)
	}
	return all
}

// allKept reports that a lock or a legal hold explains every point that is left.
func (d *deletion) allKept(ctx context.Context, ref Ref) bool {
	for _, member := range d.failed {
		if !d.client.kept(ctx, ref.VaultName, member.Err) {
			return false
		}
	}
	return true
}

// left are the ARNs of everything that was not deleted.
func (d *deletion) left() []string {
	arns := make([]string, 0, len(d.failed)+len(d.blocked))
	for _, member := range d.failed {
		arns = append(arns, member.RecoveryPointARN)
	}
	for _, arn := range d.blocked {
		if !slices.Contains(arns, arn) {
			arns = append(arns, arn)
		}
	}
	return arns
}

// summary says how far the deletion of a composite point has come.
func (d *deletion) summary(ref Ref) string {
	text := fmt.Sprintf("Composite recovery point %s of %s is not deleted: %d of its recovery points are gone, and these are left:\n  %s\n\nThe resource is kept, so destroying it again continues with them.",
		ref.ARN, ref.Owner, len(d.deleted), strings.Join(d.left(), "\n  "))
	if len(d.failed) > 1 {
		text += "\n\nThe errors:" + listed(d.failed) + "\n\nMore about the first:"
	}
	return text
}

// deleteOne requests the deletion of one point. A point that is gone, or being
// deleted, is a success. One not-found proves nothing, so the request is
// repeated: once for a point that was seen before, and for as long as AWS may
// take to show a point for one that never was.
func (c *Client) deleteOne(ctx context.Context, ref Ref) error {
	wait := c.Pace.PointRetryFor
	if ref.Seen {
		wait = c.Pace.PointRetryEvery
	}
	var deadline time.Time // from the first not-found on
	for {
		_, err := c.API.DeleteRecoveryPoint(ctx, &backup.DeleteRecoveryPointInput{BackupVaultName: &ref.VaultName, RecoveryPointArn: &ref.ARN})
		pause := c.Pace.DeleteEvery
		switch {
		case awsbackup.IsAccessDenied(err): // also the answer to an ARN that names another account
			if match, answering := c.matchAccount(ctx, ref); match == lifecycle.MatchOther {
				return ref.otherAccount(answering)
			}
			return err
		case err == nil || awsbackup.IsAlreadyDeleting(err):
			return nil
		case awsbackup.IsNotFound(err):
			evidence := ref.evidence(err)
			evidence.Confirmed = !deadline.IsZero() && !time.Now().Before(deadline)
			if deadline.IsZero() {
				deadline = time.Now().Add(wait)
			}
			if presence, _ := lifecycle.Judge(evidence); presence == lifecycle.PresenceDue || evidence.Confirmed {
				return c.missing(ctx, ref, presence, err)
			}
			pause = c.Pace.PointRetryEvery
		case !awsbackup.IsBusy(err):
			return err
		}
		if providerdata.Sleep(ctx, pause) != nil {
			return err
		}
	}
}

// missing is an error if a point that AWS does not know is not gone for sure:
// the account that answered is another than the point's, or AWS has never shown
// the point.
func (c *Client) missing(ctx context.Context, ref Ref, presence lifecycle.Presence, err error) error {
	shown := ref.evidence(err).Shown()
	evidence := lifecycle.Evidence{Answer: answerOf(err), Confirmed: true, Seen: true, Now: awsbackup.Clock(err)}
	var answering string
	evidence.Account, answering = c.matchAccount(ctx, ref)
	if _, doubt := lifecycle.Judge(evidence); doubt == lifecycle.DoubtOtherAccount {
		return ref.otherAccount(answering)
	}
	if presence != lifecycle.PresenceDue && !shown {
		return &NeverSeenError{RecoveryPointARN: ref.ARN, Err: err}
	}
	return nil
}

// NeverSeenError is a recovery point that AWS Backup has reported and never
// shown: it may still appear.
type NeverSeenError struct {
	RecoveryPointARN string
	// Err is AWS's answer.
	Err error
}

func (e *NeverSeenError) Error() string {
	return fmt.Sprintf("AWS Backup has reported recovery point %s and does not show it yet: %s", e.RecoveryPointARN, e.Err)
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

// kept reports a deletion that no retry and no permission changes for now: AWS's
// answer names a legal hold, or the vault is seen to be locked. It must not block
// a destroy. AWS sends the same errors for other reasons, such as a restore in
// progress.
func (c *Client) kept(ctx context.Context, vault string, err error) bool {
	if awsbackup.IsLegalHold(err) {
		return true
	}
	if !awsbackup.IsRefused(err) && !awsbackup.IsAccessDenied(err) {
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
	missing := listErr == nil && !listing.exists
	_, doubt := lifecycle.Judge(lifecycle.Evidence{Answer: lifecycle.AnswerDenied, Seen: true, VaultMissing: missing, Account: ref.match(listing.account)})
	return doubt == lifecycle.DoubtVaultMissing
}

func (r Ref) keptWarning(arns []string, err error) diag.Diagnostic {
	return diag.NewWarningDiagnostic(r.Noun+" Kept, Resource Forgotten",
		fmt.Sprintf("Recovery point %s of %s cannot be deleted now: vault %s is locked or the point is under legal hold. The resource is removed from state and the %s stays. %s\n\n%s",
			strings.Join(arns, ", "), r.Owner, r.VaultName, r.noun(), r.KeptUntil(), err))
}

// KeptUntil is a sentence about when AWS deletes the point.
func (r Ref) KeptUntil() string {
	if r.DeleteAt.IsZero() {
		return "It is kept indefinitely."
	}
	return "AWS Backup deletes it on " + r.DeleteAt.Format(time.RFC3339) + "."
}
