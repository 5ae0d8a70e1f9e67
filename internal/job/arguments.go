// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package job

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// Argument is an argument of a request whose change starts a new job. M is the
// model of the resource.
type Argument[M any] struct {
	Name string
	Of   func(*M) attr.Value
}

// NewJobPaths is the arguments whose change starts a new job. An import has
// nulls where AWS returns nothing; to adopt the configuration's values, or to
// leave them out, does not change the job that is there.
func NewJobPaths[M any](arguments []Argument[M], prior, plan *M, imported bool) path.Paths {
	var paths path.Paths
	for _, argument := range arguments {
		was, will := argument.Of(prior), argument.Of(plan)
		if !Same(was, will) && !(imported && (was.IsNull() || will.IsNull())) {
			paths = append(paths, path.Root(argument.Name))
		}
	}
	return paths
}

// Adopted names the arguments that an import adopts from the configuration.
func Adopted[M any](arguments []Argument[M], prior, plan *M) []string {
	var adopted []string
	for _, argument := range arguments {
		was, will := argument.Of(prior), argument.Of(plan)
		if !Same(was, will) && (was.IsNull() || will.IsNull()) {
			adopted = append(adopted, argument.Name)
		}
	}
	return adopted
}

// AdoptedWarning names what an import adopts from the configuration.
func (k *Kind[J]) AdoptedWarning(jobID string, adopted []string) diag.Diagnostics {
	if len(adopted) == 0 {
		return nil
	}
	return diag.Diagnostics{diag.NewWarningDiagnostic("Imported "+capital(k.Noun)+" Takes Over the Configuration",
		fmt.Sprintf("AWS Backup does not return %s of job %s, so state adopts the values of the configuration, without a new %s. Later changes of them count.",
			strings.Join(adopted, ", "), jobID, k.Noun))}
}

// Same also treats null as an empty map and as false, and an element that is null
// as one that is not there: the request is the same.
func Same(was, will attr.Value) bool {
	if was.Equal(will) {
		return true
	}
	if a, ok := was.(types.Bool); ok {
		b, ok := will.(types.Bool)
		return ok && !a.IsUnknown() && !b.IsUnknown() && a.ValueBool() == b.ValueBool()
	}
	a, ok := was.(types.Map)
	if !ok {
		return false
	}
	b, ok := will.(types.Map)
	return ok && !a.IsUnknown() && !b.IsUnknown() && maps.EqualFunc(given(a), given(b), attr.Value.Equal)
}

func given(m types.Map) map[string]attr.Value {
	elements := m.Elements()
	maps.DeleteFunc(elements, func(_ string, v attr.Value) bool { return v.IsNull() })
	return elements
}

// UnwantedDeletion is why a replacement is refused that would stop or delete what
// the configuration says to keep, or may say once it is known; "" if this one would
// not. The on_destroy that counts is the one in state. endedBy is what the end of
// the object does by an on_destroy, as a verb and its object, "" for nothing;
// anew is what a replacement does, such as "takes a new backup".
func UnwantedDeletion(anew string, state, config types.String, endedBy func(onDestroy string) string) string {
	would, wanted := endedBy(state.ValueString()), endedBy(config.ValueString())
	says := fmt.Sprintf("The configuration says on_destroy = %q", config.ValueString())
	if config.IsUnknown() {
		wanted, says = "", "The value of on_destroy in the configuration is not known before the apply"
	}
	if would == "" || would == wanted {
		return ""
	}
	return fmt.Sprintf("%s, but state still says %q, and that is what counts: replacing this resource would %s. "+
		"Apply the change of on_destroy on its own first, then the change that %s.", says, state.ValueString(), would, anew)
}

// refusedKey is private state: why the object must not be replaced, between the
// plan of its change and that of its replacement.
const refusedKey = "refused"

// NoteReplacement keeps what would have to be reported if Terraform replaced the
// object by itself, for -replace or replace_triggered_by: it asks for the plan of
// a change first, then for that of a new object, which sees nothing of the old
// one but private data. refused is nil if a replacement is fine.
func NoteReplacement(ctx context.Context, before PrivateReader, after PrivateWriter, refused diag.Diagnostic) diag.Diagnostics {
	if refused == nil {
		if RefusedReplacement(ctx, before) == nil {
			return nil
		}
		return after.SetKey(ctx, refusedKey, []byte(`null`))
	}
	return SaveJSON(ctx, after, refusedKey, refusal{Summary: refused.Summary(), Detail: refused.Detail()})
}

// RefusedReplacement is why the object before this new one must not be
// replaced, or nil.
func RefusedReplacement(ctx context.Context, private PrivateReader) diag.Diagnostic {
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
