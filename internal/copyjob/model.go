// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package copyjob

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/recoverypoint"
)

// Model is the awsbackup_copy_job resource in configuration, plan and state.
type Model struct {
	Arguments
	Outputs

	ID               tftypes.String `tfsdk:"id"`
	IdempotencyToken tftypes.String `tfsdk:"idempotency_token"`
	Triggers         tftypes.Map    `tfsdk:"triggers"`
	WaitFor          tftypes.String `tfsdk:"wait_for"`
	OnIssues         tftypes.String `tfsdk:"on_issues"`
	OnDestroy        tftypes.String `tfsdk:"on_destroy"`
	Region           tftypes.String `tfsdk:"region"`
	Timeouts         timeouts.Value `tfsdk:"timeouts"`
}

// The values of on_destroy; the first is the default.
const (
	OnDestroyRetain = "retain"
	OnDestroyDelete = "delete"
)

// destination is the destination vault: its ARN and name.
func (m *Model) destination() (vault catalog.ARN, name string) {
	vault, name, _ = catalog.ParseVaultARN(m.DestinationBackupVaultARN.ValueString())
	return vault, name
}

// account is the account that the job runs in: the role's until the job record
// says, since the two never differ.
func (m *Model) account() string {
	if own := m.AccountID.ValueString(); own != "" {
		return own
	}
	role, _ := catalog.ParseARN(m.IAMRoleARN.ValueString())
	return role.AccountID
}

// elsewhere reports a copy in another account. Credentials of the source neither
// read nor delete it.
func (m *Model) elsewhere() bool {
	vault, _ := m.destination()
	own := m.account()
	return own != "" && vault.AccountID != "" && own != vault.AccountID
}

// ref is the copy.
func (m *Model) ref() recoverypoint.Ref {
	vault, name := m.destination()
	days, _ := m.Lifecycle.Attributes()["delete_after_days"].(tftypes.Int64)
	return recoverypoint.Ref{
		VaultName: name, ARN: m.DestinationRecoveryPointARN.ValueString(),
		Region: vault.Region, AccountID: vault.AccountID,
		CreationDate: m.sourceCreated(), DeleteAt: m.DeleteAt(), DeleteAfterDays: days.ValueInt64(), ColdAt: m.ColdAt(),
		Seen: !m.DestinationRecoveryPointStatus.IsNull(), Parent: m.isParent(),
		ResourceARN: m.ResourceARN.ValueString(), RoleARN: m.IAMRoleARN.ValueString(),
		Noun: "Copy", Owner: "copy job " + m.ID.ValueString(),
	}
}

// expected is ref for a look at the copy. One that was never seen is due some days
// after the start of its job at the latest: they count from the creation of its
// source, which was before.
func (m *Model) expected() recoverypoint.Ref {
	ref := m.ref()
	if started := apivalue.Time(m.CreationDate); !ref.Seen && ref.DeleteAfterDays > 0 && !started.IsZero() {
		ref.DeleteAt = started.AddDate(0, 0, int(ref.DeleteAfterDays))
	}
	return ref
}

// hasPoint reports a copy that can still be changed from here.
func (m *Model) hasPoint() bool {
	return m.DestinationRecoveryPointARN.ValueString() != "" && !m.elsewhere() && m.DestinationRecoveryPointStatus.ValueString() != recoverypoint.StatusDeleted
}

// lacksPoint reports a copy that is made, and of which AWS has not reported the
// recovery point.
func (m *Model) lacksPoint(ctx context.Context) bool {
	return !m.byRecoveryPoint() && kind.Succeeded(m.record(ctx)) && m.DestinationRecoveryPointARN.ValueString() == ""
}

// pointNotReported is the warning about a copy that lacks its recovery point.
func (m *Model) pointNotReported() diag.Diagnostic {
	return kind.ResultNotReported(m.ID.ValueString(), m.RecoveryPointARN.ValueString())
}

// attempt names what is being done to the model's job, for diagnostics.
func (m *Model) attempt(doing, operation string) awsdiag.Attempt {
	return awsdiag.Attempt{
		Kind: kind.Kind.Name, Doing: doing, Operation: operation,
		Region: m.Region.ValueString(), AccountID: m.account(), JobID: m.jobID(),
		VaultName: m.SourceBackupVaultName.ValueString(), DestinationVaultARN: m.DestinationBackupVaultARN.ValueString(), ResourceARN: m.ResourceARN.ValueString(),
		RoleARN: m.IAMRoleARN.ValueString(), RecoveryPointARN: m.RecoveryPointARN.ValueString(),
	}
}

// byRecoveryPoint reports an object that was imported without a job record. Its
// id is the ARN of the copy.
func (m *Model) byRecoveryPoint() bool { return catalog.IsRecoveryPointARN(m.ID.ValueString()) }

// jobID is the ID of the copy job, "" where only the copy is known.
func (m *Model) jobID() string {
	if m.byRecoveryPoint() {
		return ""
	}
	return m.ID.ValueString()
}

// waitMet reports whether the job in state meets wait_for.
func (m *Model) waitMet(ctx context.Context) bool {
	return m.finished(ctx) || kind.WaitMet(m.State.ValueString(), m.WaitFor.ValueString())
}

// finished reports whether the job in state is over.
func (m *Model) finished(ctx context.Context) bool { return kind.Finished(m.record(ctx)) }

// record is the job's record, as far as state has what its end is judged by.
func (m *Model) record(ctx context.Context) *awsbackup.CopyJob {
	j := &awsbackup.CopyJob{
		State:           types.CopyJobState(m.State.ValueString()),
		StatusMessage:   m.StatusMessage.ValueStringPointer(),
		MessageCategory: m.MessageCategory.ValueStringPointer(),
	}
	members := m.Job.Attributes()
	if n, ok := members["number_of_child_jobs"].(tftypes.Int64); ok {
		j.NumberOfChildJobs = n.ValueInt64Pointer()
	}
	if counts, ok := members["child_jobs_in_state"].(tftypes.Map); ok && !counts.IsUnknown() {
		// Of a state that the schema has decoded, this does not fail.
		_ = counts.ElementsAs(ctx, &j.ChildJobsInState, false)
	}
	j.CreationDate, j.CompletionDate = datePointer(m.CreationDate), datePointer(m.CompletionDate)
	return j
}

func datePointer(v timetypes.RFC3339) *time.Time {
	at := apivalue.Time(v)
	if at.IsZero() {
		return nil
	}
	return &at
}
