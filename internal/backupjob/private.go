// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"context"
	"encoding/json"

	"github.com/hashicorp/terraform-plugin-framework/diag"
)

// Private state, which Terraform keeps beside the resource and shows nobody.
const (
	// settledKey marks an object whose intent has ended: its wait was met, or
	// its end was reported. What on_destroy says is done only to such an object;
	// one without the mark is the leftover of a cut-off apply, whose job the next
	// create resumes. Terraform loses it with a taint.
	settledKey = "settled"
	// owedKey marks an object whose job ended badly after the apply that was to
	// wait for it: the next apply has to fail for that, once.
	owedKey = "owed"
	// importedKey marks an imported object until the configuration's values for
	// what AWS does not return have been taken over.
	importedKey = "imported"
	// refusedKey holds why the object must not be replaced, between the plan of
	// its change and that of its replacement.
	refusedKey = "refused"
)

// importedReads is how many refreshes an import mark outlives, the import's own
// included: long enough for the plan after the import, too short to adopt a
// triggers value that is added later.
const importedReads = 2

type privateReader interface {
	GetKey(ctx context.Context, key string) ([]byte, diag.Diagnostics)
}

type privateWriter interface {
	SetKey(ctx context.Context, key string, value []byte) diag.Diagnostics
}

func settled(ctx context.Context, private privateReader) bool {
	return marked(ctx, private, settledKey)
}

func settle(ctx context.Context, private privateWriter) diag.Diagnostics {
	return private.SetKey(ctx, settledKey, []byte(`true`))
}

func owed(ctx context.Context, private privateReader) bool { return marked(ctx, private, owedKey) }

func owe(ctx context.Context, private privateWriter) diag.Diagnostics {
	return private.SetKey(ctx, owedKey, []byte(`true`))
}

func paid(ctx context.Context, private privateWriter) diag.Diagnostics {
	return private.SetKey(ctx, owedKey, []byte(`null`))
}

func marked(ctx context.Context, private privateReader, key string) bool {
	value, diags := private.GetKey(ctx, key)
	return !diags.HasError() && len(value) > 0 && string(value) != "null"
}

// importMark is how many reads an imported object has seen.
type importMark struct {
	Reads int `json:"reads"`
}

// imported is the mark, or nil for an object that was created or whose mark
// has ended.
func imported(ctx context.Context, private privateReader) *importMark {
	value, diags := private.GetKey(ctx, importedKey)
	if diags.HasError() || len(value) == 0 || string(value) == "null" {
		return nil
	}
	var mark importMark
	if json.Unmarshal(value, &mark) != nil {
		return nil
	}
	return &mark
}

func (m importMark) save(ctx context.Context, private privateWriter) diag.Diagnostics {
	value, err := json.Marshal(m)
	if err != nil {
		return notWritten(err)
	}
	return private.SetKey(ctx, importedKey, value)
}

func notWritten(err error) diag.Diagnostics {
	return diag.Diagnostics{diag.NewErrorDiagnostic("Private State Not Written", "This is a bug in the provider: "+err.Error())}
}

func forgetImport(ctx context.Context, private privateWriter) diag.Diagnostics {
	return private.SetKey(ctx, importedKey, []byte(`null`))
}
