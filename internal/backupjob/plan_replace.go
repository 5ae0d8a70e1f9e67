// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"context"
	"fmt"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
)

var newBackupArguments = []job.Argument[Model]{
	{Name: "backup_vault_name", Of: func(m *Model) attr.Value { return m.BackupVaultName }},
	{Name: "resource_arn", Of: func(m *Model) attr.Value { return m.ResourceARN }},
	{Name: "backup_options", Of: func(m *Model) attr.Value { return m.BackupOptions }},
	{Name: "idempotency_token", Of: func(m *Model) attr.Value { return m.IdempotencyToken }},
	{Name: "logically_air_gapped_backup_vault_arn", Of: func(m *Model) attr.Value { return m.LogicallyAirGappedBackupVaultARN }},
	{Name: "triggers", Of: func(m *Model) attr.Value { return m.Triggers }},
	{Name: "region", Of: func(m *Model) attr.Value { return m.Region }},
}

// newBackupPaths is the arguments whose change takes a new backup.
func newBackupPaths(prior, plan *Model, imported bool) path.Paths {
	paths := job.NewJobPaths(newBackupArguments, prior, plan, imported)
	if imported && prior.airGapped() {
		// The job names the vault that it went to, not the one asked for.
		paths = slices.DeleteFunc(paths, path.Root("backup_vault_name").Equal)
	}
	return paths
}

// airGapped reports a backup whose point is, or was, on its way to an
// air-gapped vault.
func (m *Model) airGapped() bool {
	return m.Temporary() || m.VaultKind() == "LOGICALLY_AIR_GAPPED_BACKUP_VAULT"
}

// warnReplacement says what a replacement does to the backup that is there.
// The on_destroy that counts is the one in state.
func (r *Resource) warnReplacement(ctx context.Context, prior, plan *Model) diag.Diagnostics {
	if refused := unwantedDeletion(prior, plan); refused != nil {
		return diag.Diagnostics{refused}
	}
	kept := prior.copyKept()
	if !prior.deletesPoint() {
		return append(kept, prior.replacedInWords()...)
	}
	if r.lockOn(ctx, prior) {
		return diag.Diagnostics{diag.NewWarningDiagnostic("Backup Will Be Kept by a Locked Vault", keptByLock(prior))}
	}
	return append(kept, diag.NewWarningDiagnostic("Replacement Deletes the Old Backup First",
		fmt.Sprintf("on_destroy is \"delete\": %s is deleted, by default before the new backup is taken. "+
			"To have the new one first, set lifecycle { create_before_destroy = true }; to keep both, apply on_destroy = \"retain\" first.", prior.pointInWords())))
}

// replacedInWords says what becomes of a backup that a replacement does not
// delete, and of a job in flight.
func (m *Model) replacedInWords() diag.Diagnostics {
	switch does := m.endedBy(m.OnDestroy.ValueString()); {
	case does != "":
		return diag.Diagnostics{diag.NewWarningDiagnostic("Replacement Ends the Old Job",
			fmt.Sprintf("The replacement takes a new backup. on_destroy is %q, so it would also %s.", m.OnDestroy.ValueString(), does))}
	case !m.finished():
		return diag.Diagnostics{diag.NewWarningDiagnostic("Old Backup Is Kept",
			fmt.Sprintf("The replacement takes a new backup. on_destroy is %q, so job %s of %s continues, and Terraform no longer manages the backup that it makes.",
				m.OnDestroy.ValueString(), m.ID.ValueString(), m.ResourceARN.ValueString()))}
	case m.hasPoint():
		return diag.Diagnostics{diag.NewWarningDiagnostic("Old Backup Is Kept",
			fmt.Sprintf("The replacement takes a new backup. on_destroy is %q, so %s stays in vault %s, and Terraform no longer manages it. %s",
				m.OnDestroy.ValueString(), m.pointInWords(), m.pointVault(), m.ref().KeptUntil()))}
	}
	return nil
}

// unwantedDeletion is why this replacement is refused, nil if it is not.
func unwantedDeletion(prior, plan *Model) diag.Diagnostic {
	why := job.UnwantedDeletion("takes a new backup", prior.OnDestroy, plan.OnDestroy, prior.endedBy)
	if why == "" {
		return nil
	}
	return diag.NewAttributeErrorDiagnostic(path.Root("on_destroy"), "Replacement Would Delete a Backup to Be Kept", why)
}

// endedBy is what the end of the object would do by this on_destroy, as a verb
// and its object; "" if nothing.
func (m *Model) endedBy(onDestroy string) string {
	job := fmt.Sprintf("job %s of %s", m.ID.ValueString(), m.ResourceARN.ValueString())
	switch {
	case onDestroy == OnDestroyDelete && m.hasPoint():
		return "delete " + m.pointInWords()
	case onDestroy == OnDestroyDelete && !m.finished():
		return "stop " + job + " and delete its backup"
	case onDestroy == OnDestroyStop && !m.finished() && m.stopServed():
		return "stop " + job
	}
	return ""
}

// deletesPoint reports an object whose end deletes a recovery point.
func (m *Model) deletesPoint() bool {
	return m.OnDestroy.ValueString() == OnDestroyDelete && m.hasPoint()
}

func (m *Model) pointInWords() string {
	return fmt.Sprintf("recovery point %s of %s (created %s)", m.RecoveryPointARN.ValueString(), m.ResourceARN.ValueString(), m.CreationDate.ValueString())
}
