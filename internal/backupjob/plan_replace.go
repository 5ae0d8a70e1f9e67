// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
)

// requested is an argument of the request whose change means a new backup.
type requested struct {
	name string
	of   func(*Model) attr.Value
}

var newBackupArguments = []requested{
	{"backup_vault_name", func(m *Model) attr.Value { return m.BackupVaultName }},
	{"resource_arn", func(m *Model) attr.Value { return m.ResourceARN }},
	{"backup_options", func(m *Model) attr.Value { return m.BackupOptions }},
	{"idempotency_token", func(m *Model) attr.Value { return m.IdempotencyToken }},
	{"logically_air_gapped_backup_vault_arn", func(m *Model) attr.Value { return m.LogicallyAirGappedBackupVaultARN }},
	{"triggers", func(m *Model) attr.Value { return m.Triggers }},
	{"region", func(m *Model) attr.Value { return m.Region }},
}

// newBackupPaths is the arguments whose change takes a new backup. An import
// has nulls where AWS returns nothing; taking the configuration's values over,
// or leaving them out, is no change of the backup that is there.
func newBackupPaths(prior, plan *Model, imported bool) path.Paths {
	var paths path.Paths
	for _, argument := range newBackupArguments {
		was, will := argument.of(prior), argument.of(plan)
		if same(was, will) || imported && (was.IsNull() || will.IsNull()) {
			continue
		}
		if imported && argument.name == "backup_vault_name" && prior.airGapped() {
			// The job names the vault that it went to, not the one asked for.
			continue
		}
		paths = append(paths, path.Root(argument.name))
	}
	return paths
}

// same also takes null and an empty map for one, and an element that is null
// for one that is not there: the request has none of them.
func same(was, will attr.Value) bool {
	if was.Equal(will) {
		return true
	}
	a, ok := was.(tftypes.Map)
	if !ok {
		return false
	}
	b, ok := will.(tftypes.Map)
	return ok && !a.IsUnknown() && !b.IsUnknown() && maps.EqualFunc(given(a), given(b), attr.Value.Equal)
}

func given(m tftypes.Map) map[string]attr.Value {
	elements := m.Elements()
	maps.DeleteFunc(elements, func(_ string, v attr.Value) bool { return v.IsNull() })
	return elements
}

// airGapped reports a backup whose point is, or was, on its way to an
// air-gapped vault.
func (m *Model) airGapped() bool {
	return m.Temporary() || m.VaultType.ValueString() == "LOGICALLY_AIR_GAPPED_BACKUP_VAULT"
}

// warnAdoption names what an import takes over from the configuration.
func warnAdoption(prior, plan *Model) diag.Diagnostics {
	var adopted []string
	for _, argument := range newBackupArguments {
		was, will := argument.of(prior), argument.of(plan)
		if !same(was, will) && (was.IsNull() || will.IsNull()) {
			adopted = append(adopted, argument.name)
		}
	}
	if len(adopted) == 0 {
		return nil
	}
	return diag.Diagnostics{diag.NewWarningDiagnostic("Imported Backup Takes Over the Configuration",
		fmt.Sprintf("AWS Backup does not return %s of job %s, so the configuration's values are taken over as they are, without a new backup. From the next change on they count.",
			strings.Join(adopted, ", "), prior.ID.ValueString()))}
}

// warnReplacement says what a replacement does to the backup that is there.
// The on_destroy that counts is the one in state.
func (r *Resource) warnReplacement(ctx context.Context, prior, plan *Model) diag.Diagnostics {
	if refused := unwantedDeletion(prior, plan); refused != nil {
		return diag.Diagnostics{refused}
	}
	if !prior.deletesPoint() {
		return nil
	}
	if vault, locked := r.lockOn(ctx, prior); locked {
		return diag.Diagnostics{diag.NewWarningDiagnostic("Backup Will Be Kept by a Locked Vault", keptByLock(prior, vault))}
	}
	return diag.Diagnostics{diag.NewWarningDiagnostic("Replacement Deletes the Old Backup First",
		fmt.Sprintf("on_destroy is \"delete\": %s is deleted, by default before the new backup is taken. "+
			"To have the new one first, set lifecycle { create_before_destroy = true }; to keep both, apply on_destroy = \"retain\" first.", prior.pointInWords()))}
}

// unwantedDeletion refuses a replacement that would delete what the
// configuration says to keep; nil if this one would not.
func unwantedDeletion(prior, plan *Model) diag.Diagnostic {
	if !prior.deletesPoint() || plan.OnDestroy.ValueString() != OnDestroyRetain {
		return nil
	}
	return diag.NewAttributeErrorDiagnostic(path.Root("on_destroy"), "Replacement Would Delete a Backup to Be Kept",
		fmt.Sprintf("The configuration says on_destroy = \"retain\", but state still says \"delete\", and that is what counts: replacing this resource would delete %s. "+
			"Apply the change of on_destroy by itself first, then the change that takes a new backup.", prior.pointInWords()))
}

// deletesPoint reports an object whose end deletes a recovery point.
func (m *Model) deletesPoint() bool {
	return m.OnDestroy.ValueString() == OnDestroyDelete && m.hasPoint()
}

func (m *Model) pointInWords() string {
	return fmt.Sprintf("recovery point %s of %s (created %s)", m.RecoveryPointARN.ValueString(), m.ResourceARN.ValueString(), m.CreationDate.ValueString())
}

// refusedKey is private state: why the object must not be replaced, between the
// plan of its change and that of its replacement.
const refusedKey = "refused"

// noteReplacement keeps what would have to be said if Terraform replaced the
// object by itself, for -replace or replace_triggered_by: it asks for the plan of
// a change first, then for that of a new object, which sees nothing of the old
// one but private data.
func noteReplacement(ctx context.Context, before job.PrivateReader, after job.PrivateWriter, prior, plan *Model) diag.Diagnostics {
	refused := unwantedDeletion(prior, plan)
	if refused == nil {
		if refusedReplacement(ctx, before) == nil {
			return nil
		}
		return after.SetKey(ctx, refusedKey, []byte(`null`))
	}
	return job.SaveJSON(ctx, after, refusedKey, refusal{Summary: refused.Summary(), Detail: refused.Detail()})
}

// refusedReplacement is why the object before this new one must not be
// replaced, or nil.
func refusedReplacement(ctx context.Context, private job.PrivateReader) diag.Diagnostic {
	value, diags := private.GetKey(ctx, refusedKey)
	var refused refusal
	if diags.HasError() || json.Unmarshal(value, &refused) != nil || refused.Summary == "" {
		return nil
	}
	return diag.NewAttributeErrorDiagnostic(path.Root("on_destroy"), refused.Summary, refused.Detail)
}

// refusal is an error in private state.
type refusal struct {
	Summary string `json:"summary"`
	Detail  string `json:"detail"`
}
