// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package lifecycle

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
)

// maxMetadata is AWS's limit on restore metadata in bytes, keys and values together.
const maxMetadata = 200 << 10

// metadata is restore metadata by lower-case key, without null elements.
type metadata struct {
	values map[string]Value[string]
	// open is true where keys are not all known: the map as a whole is unknown.
	open bool
}

// elements are the elements that would be sent: null ones are left out.
func elements(m Map) map[string]Value[string] {
	all, _ := m.Get()
	all = maps.Clone(all)
	maps.DeleteFunc(all, func(_ string, value Value[string]) bool { return value.IsNull() })
	return all
}

func folded(m Map) metadata {
	out := metadata{values: map[string]Value[string]{}, open: m.IsUnknown()}
	for key, value := range elements(m) {
		out.values[strings.ToLower(key)] = value
	}
	return out
}

// get returns the value of a key in any case: null where it is not there, unknown where that cannot be told.
func (m metadata) get(key string) Value[string] {
	if m.open {
		return Unknown[string]()
	}
	return m.values[strings.ToLower(key)]
}

// holds tells whether a condition is met; known is false where a value that is not known yet decides it.
func (m metadata) holds(c catalog.RestoreCondition) (met, known bool) {
	v := m.get(c.Key)
	value, _ := v.Get()
	switch {
	case v.IsUnknown():
		return false, false // It may turn out null, which counts as left out.
	case c.Value == "":
		met = value != ""
	default:
		met = strings.EqualFold(value, c.Value)
	}
	return met != c.Not, true
}

// all tells whether every condition is met for sure.
func (m metadata) all(conditions []catalog.RestoreCondition) bool {
	for _, c := range conditions {
		if met, known := m.holds(c); !met || !known {
			return false
		}
	}
	return true
}

func checkMetadata(r Restore) []Violation {
	t, listed := catalog.RestoreTypeOf(restoreType(r))
	all := append(checkTwice(r.Metadata), checkSize(r.Metadata)...)
	if !listed {
		return all
	}
	sent := elements(r.Metadata)
	for _, key := range slices.Sorted(maps.Keys(sent)) {
		all = append(all, checkKey(t, key, sent[key])...)
	}
	if r.Metadata.IsNull() {
		return all // The configuration of a restore that is imported; the plan of a new one refuses it.
	}
	m := folded(r.Metadata)
	p, _ := point(r.RecoveryPointARN)
	for _, need := range t.Needs {
		all = append(all, checkNeed(t, need, m, p)...)
	}
	all = append(all, checkRestoreTags(r, t)...)
	all = append(all, checkOverwrite(r, t, m)...)
	return append(all, checkExposure(t, m)...)
}

// checkTwice: AWS Backup does not look at the case of keys, so that one of the two values would be lost.
func checkTwice(m Map) []Violation {
	seen := make(map[string]string)
	var all []Violation
	for _, key := range slices.Sorted(maps.Keys(elements(m))) {
		first, twice := seen[strings.ToLower(key)]
		if !twice {
			seen[strings.ToLower(key)] = key
			continue
		}
		all = append(all, report(RuleMetadataTwice, Error, element(AttrMetadata, key), "Restore metadata given twice",
			fmt.Sprintf("metadata has the keys %q and %q, which are the same to AWS Backup.", first, key),
			"AWS Backup ignores the case of keys, and does not document which value it uses.",
			"Remove one of them.")...)
	}
	return all
}

func checkSize(m Map) []Violation {
	size := 0
	for key, v := range elements(m) {
		value, _ := v.Get()
		size += len(key) + len(value)
	}
	if size <= maxMetadata {
		return nil
	}
	return report(RuleMetadataSize, Error, AttrMetadata, "Too much restore metadata",
		fmt.Sprintf("metadata has %d bytes.", size),
		fmt.Sprintf("AWS Backup accepts %d (200 KB).", maxMetadata),
		fmt.Sprintf("Remove %s or more: restore fewer items in one job.", count(int64(size-maxMetadata), "byte")))
}

func checkKey(t catalog.RestoreType, name string, v Value[string]) []Violation {
	path := element(AttrMetadata, name)
	key, known := t.Key(name)
	value, valueKnown := v.Get()
	switch {
	case strings.EqualFold(name, catalog.RequestIDKey):
		return nil
	case !known:
		return unknownKey(t, path, name)
	case key.Informs:
		return report(RuleMetadataInforms, Warning, path, "Restore metadata without effect",
			fmt.Sprintf("metadata has the key %q.", name),
			fmt.Sprintf("For %s, it describes the source; AWS Backup does not use it in a restore.", t.Label),
			fmt.Sprintf("Leave it out. The keys with an effect are on %s.", t.Page))
	case !valueKnown:
		return nil
	case value == "":
		return report(RuleMetadataEmpty, Warning, path, "Empty restore metadata",
			fmt.Sprintf("metadata has %s = \"\".", name),
			"AWS Backup hands the empty value to the service that restores, which often refuses it.",
			fmt.Sprintf("Leave %s out, or set it to null, for the default.", name))
	case key.Encoding == catalog.RestoreList && !isJSONList(value):
		return report(RuleMetadataList, Error, path, "Restore metadata that is not a JSON array",
			fmt.Sprintf("The value of %s in metadata is %s.", name, formOf(value)),
			"AWS Backup expects a JSON array, encoded as a string.",
			fmt.Sprintf("Write %s = jsonencode([\"first\", \"second\"]) with your own values.", name))
	case key.Encoding == catalog.RestoreObject && !isJSONObject(value):
		return report(RuleMetadataObject, Error, path, "Restore metadata that is not a JSON object",
			fmt.Sprintf("The value of %s in metadata is %s.", name, formOf(value)),
			"AWS Backup expects a JSON object, encoded as a string.",
			fmt.Sprintf("Write it with jsonencode; its members are on %s.", t.Page))
	case len(key.Values) != 0 && !slices.ContainsFunc(key.Values, func(one string) bool { return strings.EqualFold(one, value) }):
		return report(RuleMetadataValue, Warning, path, "Value of restore metadata that this provider does not know",
			fmt.Sprintf("The value of %s in metadata is none of %s.", name, strings.Join(key.Values, ", ")),
			fmt.Sprintf("AWS documents no other for %s.", t.Label),
			"Check it: unless AWS has added a value, the restore fails.")
	default:
		return nil
	}
}

func unknownKey(t catalog.RestoreType, path, name string) []Violation {
	why := "AWS Backup may have added the key, ignore it, or fail the restore."
	if t.Closed {
		why = "AWS Backup refuses restores of this type with keys that it does not know."
	}
	fix := fmt.Sprintf("Leave it out, or check it against %s.", t.Page)
	if near, found := t.Nearest(name); found {
		fix = fmt.Sprintf("If %s was meant, write that; the keys are on %s.", near.Name, t.Page)
	}
	return report(RuleMetadataUnknown, Warning, path, "Restore metadata that this provider does not know",
		fmt.Sprintf("metadata has the key %q, which AWS does not document for %s.", name, t.Label), why, fix)
}

// formOf describes a value without showing it: restore metadata is sensitive.
func formOf(value string) string {
	switch parts := strings.Count(value, ",") + 1; {
	case isJSONList(value):
		return "a JSON array"
	case isJSONObject(value):
		return "a JSON object"
	case strings.HasPrefix(value, "[") || strings.HasPrefix(value, "{"):
		return "JSON with an error"
	case parts > 1:
		return fmt.Sprintf("plain text, with %d parts between commas", parts)
	default:
		return "plain text"
	}
}

func checkNeed(t catalog.RestoreType, need catalog.RestoreNeed, m metadata, p catalog.RecoveryPoint) []Violation {
	if m.open || !m.all(need.When) || need.Continuous && p.Continuous != catalog.Yes {
		return nil
	}
	for _, key := range need.AnyOf {
		v := m.get(key)
		if value, _ := v.Get(); value != "" || v.IsUnknown() {
			return nil
		}
	}
	severity, why := Warning, fmt.Sprintf("AWS documents it as needed for a restore of %s, and the job may fail without it.", t.Label)
	if need.Certain {
		severity, why = Error, fmt.Sprintf("A restore of %s fails without it.", t.Label)
	}
	names := strings.Join(need.AnyOf, " or ")
	what := fmt.Sprintf("metadata lacks %s.", names)
	if reason := spelled(need.When); reason != "" {
		what = fmt.Sprintf("metadata lacks %s, %s.", names, reason)
	}
	if need.Continuous {
		what = fmt.Sprintf("metadata lacks %s, and the recovery point is a continuous backup.", names)
	}
	return report(RuleMetadataMissing, severity, AttrMetadata, "Restore metadata is missing: "+names, what, why,
		fmt.Sprintf("Add %s to metadata; its values are on %s.", names, t.Page))
}

// spelled tells the conditions for people.
func spelled(conditions []catalog.RestoreCondition) string {
	var parts []string
	for _, c := range conditions {
		switch {
		case c.Value == "" && !c.Not:
			parts = append(parts, "has "+c.Key)
		case c.Value == "":
			parts = append(parts, "has no "+c.Key)
		case c.Not:
			parts = append(parts, fmt.Sprintf("does not have %s = %q", c.Key, c.Value))
		default:
			parts = append(parts, fmt.Sprintf("has %s = %q", c.Key, c.Value))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return "and it " + strings.Join(parts, " and ")
}
