// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package catalog

import (
	"slices"
	"strings"
)

// RestoreEncoding is the form of the value of a key of restore metadata. All values are strings.
type RestoreEncoding int

// The encodings.
const (
	RestorePlain  RestoreEncoding = iota // a name, a number, true or false
	RestoreList                          // a JSON array, such as ["sg-1","sg-2"]
	RestoreObject                        // a JSON object
)

// RestoreKey is one key of the restore metadata of a type. AWS Backup does not look at the case of keys.
type RestoreKey struct {
	Name     string
	Encoding RestoreEncoding
	// Informs is true for a key that describes the source: it is in the recorded metadata, or accepted, and has no effect.
	Informs bool
	// OfSource says why the recorded value cannot be used for a restore although the key is needed or useful, as a sentence.
	// It is empty for a value that can be used as it is.
	OfSource string
	// Instead is sent in place of the recorded value; OfSource then says why. Empty is no replacement.
	Instead string
	// Values are the accepted values, in AWS's spelling; none is any value.
	Values []string
}

// RestoreCondition compares one key of restore metadata. The zero Value asks whether the key is there.
type RestoreCondition struct {
	Key   string
	Value string
	// Not turns the answer around.
	Not bool
}

// RestoreNeed is metadata that a restore cannot do without.
type RestoreNeed struct {
	// AnyOf are keys of which one must be there.
	AnyOf []string
	// When are the conditions under which it is needed; all must hold.
	When []RestoreCondition
	// Certain is true where the restore surely fails without it; otherwise AWS's documentation leaves a way out.
	Certain bool
	// Continuous is true for a need of continuous backups only.
	Continuous bool
}

// RestoreType is what AWS Backup needs to restore one resource type.
type RestoreType struct {
	// Name is the API's ResourceType.
	Name  string
	Label string
	// Page is the address of the page of AWS's developer guide.
	Page string
	Keys []RestoreKey
	// Needs are in the order in which a message names them.
	Needs []RestoreNeed
	// Closed is true where AWS Backup refuses keys that are not among Keys.
	Closed bool
	// RefusesTags is true where a restore that copies the source's tags fails.
	RefusesTags bool
	// Overwrites are the conditions under which the restore overwrites its target; nil is never, and an empty list always.
	Overwrites []RestoreCondition
	// Public is the key that makes a database reachable from the internet, and Subnets the key without which it lands in the
	// default VPC; empty where there is none.
	Public, Subnets string
	// SubnetsWhen are the conditions under which Subnets matters.
	SubnetsWhen []RestoreCondition
}

// RestoreTypes returns the table of restores in a fixed order. The slice is the caller's.
func RestoreTypes() []RestoreType {
	return slices.Clone(restoreTypes)
}

// RestoreTypeOf returns what AWS Backup needs to restore an API ResourceType, or false where the catalogue does not list it.
func RestoreTypeOf(resourceType string) (RestoreType, bool) {
	if resourceType == "RedshiftServerless" { // AWS's documentation has both spellings.
		resourceType = "Redshift Serverless"
	}
	for _, t := range restoreTypes {
		if t.Name == resourceType {
			return t, true
		}
	}
	return RestoreType{}, false
}

// Key returns a key of the type by its name in any case.
func (t RestoreType) Key(name string) (RestoreKey, bool) {
	for _, key := range t.Keys {
		if strings.EqualFold(key.Name, name) {
			return key, true
		}
	}
	return RestoreKey{}, false
}

// Nearest returns the known key that a misspelt one was most likely meant to be, or false where none is near.
func (t RestoreType) Nearest(name string) (RestoreKey, bool) {
	best, found := len(name)/4+2, RestoreKey{}
	for _, key := range t.Keys {
		if key.Informs {
			continue
		}
		if d := distance(simplified(name), simplified(key.Name)); d < best {
			best, found = d, key
		}
	}
	return found, found.Name != ""
}

// simplified leaves out what people write differently: case, hyphens and underscores.
func simplified(name string) string {
	return strings.NewReplacer("-", "", "_", "").Replace(strings.ToLower(name))
}

// distance is the number of characters to insert, remove or change to make one string the other.
func distance(a, b string) int {
	row := []int{0}
	for j := range len(b) {
		row = append(row, j+1)
	}
	for i := range len(a) {
		previous := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := previous
			if a[i] != b[j] {
				change++
			}
			previous = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

// Omitted is a recorded key that a suggestion leaves out or changes.
type Omitted struct {
	Key string
	// Reason is a sentence.
	Reason string
}

// RequestIDKey is accepted for every type and has no effect.
const RequestIDKey = "aws:backup:request-id"

// SuggestRestoreMetadata turns the metadata that AWS Backup recorded with a recovery point into metadata that a restore can
// start from: without what AWS did not record (null, which the SDK returns as ""), without keys that only describe the
// source, and without values that belong to the source alone. What the restore needs besides, such as a new name, is for the
// caller to add. Keys of types that the catalogue does not list are kept. The omissions are sorted by key.
func SuggestRestoreMetadata(resourceType string, recorded map[string]string) (map[string]string, []Omitted) {
	t, _ := RestoreTypeOf(resourceType)
	suggested := make(map[string]string, len(recorded))
	var omitted []Omitted
	for name, value := range recorded {
		key, known := t.Key(name)
		reason, instead := "", value
		switch {
		case value == "":
			reason, instead = "AWS Backup recorded no value.", ""
		case name == RequestIDKey:
			reason, instead = "It belongs to the backup and has no effect on a restore.", ""
		case key.Informs:
			reason, instead = "It describes the source and has no effect on a restore.", ""
		case !known && t.Closed:
			reason, instead = "AWS Backup refuses the key in a restore of this type.", ""
		case key.OfSource != "" && key.Instead != value:
			reason, instead = key.OfSource, key.Instead
		}
		if instead != "" {
			suggested[name] = instead
		}
		if reason != "" {
			omitted = append(omitted, Omitted{Key: name, Reason: reason})
		}
	}
	slices.SortFunc(omitted, func(a, b Omitted) int { return strings.Compare(a.Key, b.Key) })
	return suggested, omitted
}
