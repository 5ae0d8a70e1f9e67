// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"context"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/recoverypoint"
)

// A job whose record has expired before AWS reported its recovery point has
// only a guess: the one point that may be its. A guess is shown in state and
// marked in private state, and says that it is one. It is never deleted or
// changed, it never takes a new backup, and an import makes it knowledge.

// guessKept is the summary of what a destroy says about a guess.
const guessKept = "Recovery Point Kept: It Was Only Guessed"

// guessPoint looks for the recovery point of such a job.
func (m *Model) guessPoint(ctx context.Context, points *recoverypoint.Client, diags *diag.Diagnostics) {
	point, err := points.FindByJob(ctx, m.ref())
	if err != nil {
		diags.Append(awsdiag.Warning(awsdiag.FromError(m.attempt("looking for the recovery point of a job whose record has expired", "ListRecoveryPointsByResource"), err)))
		return
	}
	var state string
	if point != nil {
		state, _ = recoverypoint.Outcome(point.Status)
	}
	if state == "" {
		m.lose(ctx, points, "no recovery point could be identified as its own", diags)
		return
	}
	m.guessed = true
	m.RecoveryPointARN = tftypes.StringPointerValue(point.RecoveryPointArn)
	m.State = tftypes.StringValue(state)
	m.StatusMessage = tftypes.StringNull() // It was about the unfinished job.
	m.FromPoint(point)
	diags.AddWarning("Recovery Point Guessed",
		fmt.Sprintf("AWS Backup no longer knows job %s of %s and has never reported its recovery point. %s is the only one that the job may have made: it is of the same resource, in vault %s, "+
			"and was created within 12 hours of the job. State shows it and the job as %s, which may be wrong. Because it is a guess, this resource never deletes the recovery point and changes neither its retention nor its index and tags. %s",
			m.ID.ValueString(), m.ResourceARN.ValueString(), aws.ToString(point.RecoveryPointArn), m.pointVault(), state, m.importGuess()))
}

// importGuess says how a guess becomes knowledge.
func (m *Model) importGuess() string {
	return fmt.Sprintf("If it is the right one, remove the resource with terraform state rm and import it with the ID %s,%s.", m.pointVault(), m.RecoveryPointARN.ValueString())
}

// guessGone is about a guess that its vault no longer has.
func (m *Model) guessGone() diag.Diagnostic {
	return diag.NewWarningDiagnostic("Recovery Point Guessed",
		fmt.Sprintf("Recovery point %s, which was only guessed to be that of job %s, is gone before its time. Whether the job's own backup exists is not known, so the resource is kept and no new backup is planned. "+
			"To take one, change triggers.", m.RecoveryPointARN.ValueString(), m.ID.ValueString()))
}

func (m *Model) guessKeptDetail() string {
	return fmt.Sprintf("on_destroy is \"delete\", but AWS Backup has never reported recovery point %s as that of job %s: it was matched by resource and time, and may be another backup. Only the resource is removed from state. "+
		"To delete the recovery point, run:\n\n  aws backup delete-recovery-point --backup-vault-name %s --recovery-point-arn %s --region %s",
		m.RecoveryPointARN.ValueString(), m.ID.ValueString(), m.pointVault(), m.RecoveryPointARN.ValueString(), m.Region.ValueString())
}

// warnUnchanged names what changes in state only, because the recovery point is a
// guess, or not known.
func warnUnchanged(ctx context.Context, prior, plan *Model) diag.Diagnostics {
	var changed []string
	retention, diags := retentionChanged(ctx, prior, plan)
	if retention {
		changed = append(changed, "recovery_point_lifecycle")
	}
	if plan.Index.ValueString() != prior.Index.ValueString() {
		changed = append(changed, "index")
	}
	if !plan.Tags.Equal(prior.Tags) {
		changed = append(changed, "tags")
	}
	switch {
	case len(changed) == 0 || prior.hasPoint():
	case !prior.guessed:
		diags.AddWarning("Recovery Point Not Changed: It Is Not Known",
			fmt.Sprintf("AWS Backup no longer knows job %s, and its recovery point is not known, so what is new in %s is kept in state only.", prior.ID.ValueString(), strings.Join(changed, ", ")))
	default:
		diags.AddWarning("Recovery Point Not Changed: It Was Only Guessed",
			fmt.Sprintf("AWS Backup has never reported recovery point %s as that of job %s, so what is new in %s is kept in state only. %s",
				prior.RecoveryPointARN.ValueString(), prior.ID.ValueString(), strings.Join(changed, ", "), prior.importGuess()))
	}
	return diags
}
