// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package catalog

import (
	"regexp"
	"slices"
	"strings"
)

// Support is AWS Backup's answer to "can this type do that?".
type Support int

// The answers. Unknown is the zero value: what the catalogue does not list, it does not deny.
const (
	Unknown Support = iota
	No
	Yes
)

// ColdStorage tells what AWS Backup does with a lifecycle that moves recovery points of a type to cold storage.
type ColdStorage int

// The kinds of cold storage support. ColdUnknown is the zero value.
const (
	ColdUnknown  ColdStorage = iota
	ColdIgnored              // The setting is ignored without an error (API reference, Lifecycle).
	ColdYes                  // Recovery points move.
	ColdArchive              // They move only with OptInToArchiveForSupportedResources (EBS snapshot archive).
	ColdAdvanced             // They move only if DynamoDB's advanced features are on in the account and Region.
	ColdChildren             // The parent has none; nested recovery points follow their own types.
)

// ResourceType is what AWS Backup calls a resource type, or one of several kinds behind the same name (FSx).
type ResourceType struct {
	// Name is the API's ResourceType, such as "EBS" or "Storage Gateway". It is empty where AWS's string is not known.
	Name string
	// Label is the name for people, such as "Amazon FSx for NetApp ONTAP".
	Label string
	// Service is the service in the resource's ARN.
	Service string
	// Shape is the resource part of the ARN for people, such as "volume/vol-...".
	Shape string
	// FullManagement tells whether recovery points have ARNs of the service backup, and so can be tagged by AWS Backup.
	FullManagement Support
	// Cold is the cold storage support.
	Cold ColdStorage
	// Index is the support for backup indexes (search).
	Index Support
	// Options are the keys of BackupOptions that serve the type.
	Options []string
	// AirGapped tells whether backups can be kept in a logically air-gapped vault.
	AirGapped Support
	// Copy tells whether recovery points can be copied to another vault at all, in the same account and elsewhere.
	Copy Support
	// CopyToAccount tells whether they can be copied to a vault of another account.
	CopyToAccount Support
	// Stop is the support of StopBackupJob.
	Stop Support
	// Composite types make a parent job with child jobs.
	Composite bool

	pattern func() *regexp.Regexp
	global  bool // The ARN has neither region nor account.
}

// Keys of BackupOptions (API reference, StartBackupJob and AdvancedBackupSetting).
const (
	OptionWindowsVSS       = "WindowsVSS"
	OptionBackupACLs       = "BackupACLs"
	OptionBackupObjectTags = "BackupObjectTags"
)

// DynamoDB is the type whose features depend on an account setting, "advanced features for Amazon DynamoDB backups".
const DynamoDB = "DynamoDB"

// OptionKeys returns all known keys of BackupOptions.
func OptionKeys() []string {
	return []string{OptionWindowsVSS, OptionBackupACLs, OptionBackupObjectTags}
}

// Types returns the whole catalogue in a fixed order. The slice is the caller's.
func Types() []ResourceType {
	return slices.Clone(types)
}

// Lookup returns the types that a resource with this ARN may be. None means that the catalogue cannot tell, which is no
// verdict on the ARN.
func Lookup(resourceARN string) []ResourceType {
	a, err := ParseARN(resourceARN)
	if err != nil {
		return nil
	}
	var found []ResourceType
	for _, t := range types {
		if t.matches(a) {
			found = append(found, t)
		}
	}
	return found
}

// TypeName returns the API's ResourceType of a resource with this ARN, or false where the ARN leaves it open: that of a
// database cluster may be of four types.
func TypeName(resourceARN string) (name string, ok bool) {
	names := map[string]bool{}
	for _, t := range Lookup(resourceARN) {
		name = t.Name
		names[name] = true
	}
	if len(names) != 1 || name == "" {
		return "", false
	}
	return name, true
}

func (t ResourceType) matches(a ARN) bool {
	if t.Service != a.Service || t.global != (a.AccountID == "") || t.global != (a.Region == "") {
		return false
	}
	return t.pattern().MatchString(a.Resource)
}

// Names returns the names that AWS Backup may use for the type in settings, in the form of FoldName.
func (t ResourceType) Names() []string {
	if t.Name == "" {
		return []string{FoldName(t.Label), FoldName(t.Service)}
	}
	names := []string{FoldName(t.Name)}
	if short, _, ok := strings.Cut(t.Name, " on "); ok {
		names = append(names, FoldName(short))
	}
	return names
}

// FoldName makes names of types comparable: lower case, letters and digits only, without "Amazon" or "AWS" in front.
func FoldName(name string) string {
	folded := strings.Join(strings.FieldsFunc(strings.ToLower(name), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	}), "")
	return strings.TrimPrefix(strings.TrimPrefix(folded, "amazon"), "aws")
}

// Example returns the form of the type's ARN for people.
func (t ResourceType) Example() string {
	place := "<region>:<account>"
	if t.global {
		place = ":"
	}
	return strings.Join([]string{"arn", "<partition>", t.Service, place, t.Shape}, ":")
}

// ByService returns the types whose ARNs belong to a service.
func ByService(service string) []ResourceType {
	var found []ResourceType
	for _, t := range types {
		if t.Service == service {
			found = append(found, t)
		}
	}
	return found
}

// ByName returns the types behind an API ResourceType: several for RDS and FSx, none for a name that the catalogue does not
// list.
func ByName(name string) []ResourceType {
	var found []ResourceType
	for _, t := range types {
		if name != "" && t.Name == name {
			found = append(found, t)
		}
	}
	return found
}

// Agree returns the answer that all candidates give, or Unknown where they differ or there are none.
func Agree(candidates []ResourceType, ask func(ResourceType) Support) Support {
	if len(candidates) == 0 {
		return Unknown
	}
	answer := ask(candidates[0])
	for _, t := range candidates {
		if ask(t) != answer {
			return Unknown
		}
	}
	return answer
}

// ColdStorageOf returns the cold storage support that all candidates share, or ColdUnknown.
func ColdStorageOf(candidates []ResourceType) ColdStorage {
	if len(candidates) == 0 {
		return ColdUnknown
	}
	for _, t := range candidates {
		if t.Cold != candidates[0].Cold {
			return ColdUnknown
		}
	}
	return candidates[0].Cold
}

// Serves tells whether a key of BackupOptions has an effect on the type.
func (t ResourceType) Serves(option string) Support {
	if slices.Contains(t.Options, option) {
		return Yes
	}
	return No
}

// StopSupported tells whether StopBackupJob serves jobs of an API ResourceType. Types that the catalogue does not list
// are taken as served, so that AWS gets to decide (API reference, StopBackupJob: "not supported for ...").
func StopSupported(resourceType string) bool {
	for _, t := range types {
		if t.Name == resourceType && t.Stop == No {
			return false
		}
	}
	return true
}

// StopSupportedFor is StopSupported for a resource's ARN: false only where no candidate can be stopped.
func StopSupportedFor(resourceARN string) bool {
	return Agree(Lookup(resourceARN), func(t ResourceType) Support { return t.Stop }) != No
}

// Labels joins the labels of candidates for a message: "Aurora, Neptune or DocumentDB".
func Labels(candidates []ResourceType) string {
	labels := make([]string, 0, len(candidates))
	for _, t := range candidates {
		if !slices.Contains(labels, t.Label) {
			labels = append(labels, t.Label)
		}
	}
	if len(labels) < 2 {
		return strings.Join(labels, "")
	}
	last := len(labels) - 1
	return strings.Join(labels[:last], ", ") + " or " + labels[last]
}
