// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package job

import (
	"context"
	"encoding/json"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
)

// Private state, which Terraform keeps beside the object and does not show.
const (
	// doneKey marks an object whose wait is done: it was met, or the end of the
	// job was reported. Terraform drops it when it replaces a tainted object.
	doneKey = "wait_done"
	// leftoverKey marks an object whose create ended before its wait did, or with
	// an error: its value says which. Terraform drops it as it does doneKey, so
	// an object that is deleted with neither is tainted and replaced: on_destroy
	// does not apply to it, and the create that follows continues with its job.
	leftoverKey = "leftover"
	// failureKey marks an object whose job ended badly after the apply that was
	// to wait for it: the next apply must fail for that, once.
	failureKey = "failure_pending"
	// importedKey marks an imported object until the configuration's values for
	// what AWS does not return have been adopted.
	importedKey = "imported"
	// lostKey marks an object whose job record expired before its end was seen:
	// nothing can be learned of the job any more.
	lostKey = "lost"
	// indexedKey marks an object whose recovery point AWS has shown with an index.
	indexedKey = "indexed"
	// guessedKey marks an object whose recovery point was only found, by its
	// resource and its time. It is never deleted or changed.
	guessedKey = "guessed"
)

// importedReads is how many refreshes an import mark outlives, the import's own
// included: enough for the plan after the import, too few to adopt a triggers
// value that is added later.
const importedReads = 2

// PrivateReader is the private state that Terraform hands over.
type PrivateReader interface {
	GetKey(ctx context.Context, key string) ([]byte, diag.Diagnostics)
}

// PrivateWriter is the private state that is handed back.
type PrivateWriter interface {
	SetKey(ctx context.Context, key string, value []byte) diag.Diagnostics
}

// WaitDone reports whether the wait of an object is done.
func WaitDone(ctx context.Context, private PrivateReader) bool { return marked(ctx, private, doneKey) }

// MarkWaitDone notes that the wait of an object is done.
func MarkWaitDone(ctx context.Context, private PrivateWriter) diag.Diagnostics {
	return mark(ctx, private, doneKey, true)
}

// The values of the leftover mark.
const (
	leftoverUntainted = `"interrupted"`
	leftoverTainted   = `"failed"`
)

// EndCreate notes how the create of an object with a job has ended. done is a
// wait that was met, or a job whose end was reported; failed is a create that
// returns an error.
func EndCreate(ctx context.Context, private PrivateWriter, done, failed bool) diag.Diagnostics {
	if done {
		return MarkWaitDone(ctx, private)
	}
	return markLeftover(ctx, private, failed)
}

// EndUpdate notes how the update of an object has ended. waitMet says that its
// job meets wait_for, or has ended; failed is an update that returns an error.
func EndUpdate(ctx context.Context, before PrivateReader, after PrivateWriter, waitMet, failed bool) diag.Diagnostics {
	var diags diag.Diagnostics
	if Leftover(ctx, before) { // Terraform updates it, so it is not tainted any more.
		diags.Append(markLeftover(ctx, after, false)...)
	}
	if waitMet {
		diags.Append(MarkWaitDone(ctx, after)...)
		diags.Append(clearFailurePending(ctx, after)...)
	}
	if !failed {
		diags.Append(EndImport(ctx, after)...)
	}
	return diags
}

// markLeftover notes that a create has ended without its wait being done. failed
// is a create that returns an error: Terraform taints its object.
func markLeftover(ctx context.Context, private PrivateWriter, failed bool) diag.Diagnostics {
	value := leftoverUntainted
	if failed {
		value = leftoverTainted
	}
	return private.SetKey(ctx, leftoverKey, []byte(value))
}

// Leftover reports an object whose create has failed, and that no later apply
// has continued. It is tainted unless terraform untaint was used.
func Leftover(ctx context.Context, private PrivateReader) bool {
	value, diags := private.GetKey(ctx, leftoverKey)
	return !diags.HasError() && string(value) == leftoverTainted
}

// OnDestroyApplies reports, in a deletion, an object whose job no other object can
// have continued with. Of a tainted object that is replaced Terraform hands over no
// mark. One whose create failed before the job had ended may be what
// create_before_destroy has replaced, in this apply or an earlier one.
func OnDestroyApplies(ctx context.Context, private PrivateReader) bool {
	return !Leftover(ctx, private) && (WaitDone(ctx, private) || marked(ctx, private, leftoverKey))
}

// FailurePending reports whether the next apply must fail for how the job ended.
func FailurePending(ctx context.Context, private PrivateReader) bool {
	return marked(ctx, private, failureKey)
}

// clearFailurePending notes that an apply has failed for how the job ended.
func clearFailurePending(ctx context.Context, private PrivateWriter) diag.Diagnostics {
	return mark(ctx, private, failureKey, false)
}

// RecordLost reports whether the record of the job expired before its end was
// seen.
func RecordLost(ctx context.Context, private PrivateReader) bool {
	return marked(ctx, private, lostKey)
}

// MarkRecordLost notes whether the record of the job has expired before its end
// was seen.
func MarkRecordLost(ctx context.Context, private PrivateWriter, lost bool) diag.Diagnostics {
	return mark(ctx, private, lostKey, lost)
}

// Indexed reports an object whose recovery point AWS has shown with an index.
func Indexed(ctx context.Context, private PrivateReader) bool {
	return marked(ctx, private, indexedKey)
}

// MarkIndexed notes whether AWS shows the recovery point with an index.
func MarkIndexed(ctx context.Context, private PrivateWriter, indexed bool) diag.Diagnostics {
	return mark(ctx, private, indexedKey, indexed)
}

// Guessed reports an object whose recovery point AWS has not reported as the
// job's.
func Guessed(ctx context.Context, private PrivateReader) bool {
	return marked(ctx, private, guessedKey)
}

// MarkGuessed notes that the recovery point of an object was only found.
func MarkGuessed(ctx context.Context, private PrivateWriter) diag.Diagnostics {
	return mark(ctx, private, guessedKey, true)
}

// mark sets or ends a mark that [marked] reads.
func mark(ctx context.Context, private PrivateWriter, key string, on bool) diag.Diagnostics {
	value := "null"
	if on {
		value = "true"
	}
	return private.SetKey(ctx, key, []byte(value))
}

func marked(ctx context.Context, private PrivateReader, key string) bool {
	value, diags := private.GetKey(ctx, key)
	return !diags.HasError() && len(value) > 0 && string(value) != "null"
}

// RecordOutcome is for a refresh of an object whose wait is met: it marks the
// wait as done and reports how the job ended if this refresh is the first to see
// it. outcome is by [Kind.Outcome], nil for a success. Issues of a completed job
// are a warning now; a failure is reported by every plan. If an apply was to wait
// for the job and would have failed, the next one must.
func RecordOutcome(ctx context.Context, before PrivateReader, after PrivateWriter, endedBefore, succeeded bool, outcome diag.Diagnostic) diag.Diagnostics {
	waiting := !WaitDone(ctx, before) // Read first: the framework hands out one private state for both.
	diags := MarkWaitDone(ctx, after)
	if endedBefore || outcome == nil {
		return diags
	}
	if succeeded {
		diags.Append(awsdiag.Warning(outcome))
	}
	if waiting && outcome.Severity() == diag.SeverityError {
		diags.Append(mark(ctx, after, failureKey, true)...)
	}
	return diags
}

// ImportMark is how many reads an imported object has seen.
type ImportMark struct {
	Reads int `json:"reads"`
}

// Imported is the mark of an import, nil for an object that was created or whose
// mark has ended.
func Imported(ctx context.Context, private PrivateReader) *ImportMark {
	value, diags := private.GetKey(ctx, importedKey)
	var mark *ImportMark
	if diags.HasError() || json.Unmarshal(value, &mark) != nil {
		return nil
	}
	return mark
}

// Save writes the mark.
func (m ImportMark) Save(ctx context.Context, private PrivateWriter) diag.Diagnostics {
	return SaveJSON(ctx, private, importedKey, m)
}

// Count notes one more read of the object. The mark ends with the next refresh
// but one.
func (m *ImportMark) Count(ctx context.Context, private PrivateWriter) diag.Diagnostics {
	m.Reads++
	if m.Reads > importedReads {
		return EndImport(ctx, private)
	}
	return m.Save(ctx, private)
}

// EndImport ends the mark of an import.
func EndImport(ctx context.Context, private PrivateWriter) diag.Diagnostics {
	return mark(ctx, private, importedKey, false)
}

// SaveJSON writes a value of private state.
func SaveJSON(ctx context.Context, private PrivateWriter, key string, v any) diag.Diagnostics {
	value, err := json.Marshal(v)
	if err != nil {
		return diag.Diagnostics{diag.NewErrorDiagnostic("Private State Not Written", "This is a bug in the provider: "+err.Error())}
	}
	return private.SetKey(ctx, key, value)
}

// Partial reports a response with both an error and an object, which Terraform
// must not get at the same moment as another response.
func Partial(diags diag.Diagnostics, state tfsdk.State) bool {
	return diags.HasError() && !state.Raw.IsNull()
}
