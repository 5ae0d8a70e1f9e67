// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package lifecycle

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Severity tells whether AWS Backup refuses a request (Error) or the rule is unconfirmed, silent or could be changed by
// the same apply (Warning).
type Severity string

// The severities. In the order of the alphabet, errors come first.
const (
	Warning Severity = "warning"
	Error   Severity = "error"
)

// Violation is one broken rule.
type Violation struct {
	Rule     Rule
	Severity Severity
	// Path is the attribute at fault in Terraform's notation, such as "recovery_point_lifecycle.delete_after_days" or
	// "tags[\"team\"]".
	Path string
	// Summary is one short line without a full stop.
	Summary string
	// Detail says what is wrong, with the numbers; why; and the smallest change that fixes it.
	Detail string
}

// The attributes that rules point at. They are the arguments of awsbackup_backup_job and awsbackup_start_backup_job.
const (
	AttrVaultName         = "backup_vault_name"
	AttrResourceARN       = "resource_arn"
	AttrRoleARN           = "iam_role_arn"
	AttrLifecycle         = "recovery_point_lifecycle"
	AttrColdAfter         = AttrLifecycle + "." + "move_to_cold_storage_after_days"
	AttrDeleteAfter       = AttrLifecycle + "." + "delete_after_days"
	AttrOptIn             = AttrLifecycle + "." + "opt_in_to_archive_for_supported_resources"
	AttrOptions           = "backup_options"
	AttrStartWindow       = "start_window_minutes"
	AttrCompleteWindow    = "complete_window_minutes"
	AttrToken             = "idempotency_token"
	AttrIndex             = "index"
	AttrAirGappedVaultARN = "logically_air_gapped_backup_vault_arn"
	AttrTags              = "tags"
	AttrRegion            = "region"
)

// The attributes of copies and restores that rules point at.
const (
	AttrPointARN       = "recovery_point_arn"
	AttrSourceVault    = "source_backup_vault_name"
	AttrDestinationARN = "destination_backup_vault_arn"
	AttrOnDestroy      = "on_destroy"
	AttrResourceType   = "resource_type"
	AttrMetadata       = "metadata"
	AttrCopySourceTags = "copy_source_tags_to_restored_resource"
	AttrAllowOverwrite = "allow_overwrite"
)

// element returns the path of a map's element.
func element(attribute, key string) string {
	return fmt.Sprintf("%s[%q]", attribute, key)
}

// report makes the violation of a rule. All violations are made here, so that a test can switch off one rule at a time.
func report(rule Rule, severity Severity, path, summary string, detail ...string) []Violation {
	return []Violation{{Rule: rule, Severity: severity, Path: path, Summary: summary, Detail: strings.Join(detail, " ")}}
}

// Errors returns the errors among the violations.
func Errors(violations []Violation) []Violation {
	return slices.DeleteFunc(slices.Clone(violations), func(v Violation) bool { return v.Severity != Error })
}

// At returns the violations at an attribute or inside it, for a plan that changes no other.
func At(violations []Violation, attributes ...string) []Violation {
	return slices.DeleteFunc(slices.Clone(violations), func(v Violation) bool {
		return !slices.ContainsFunc(attributes, func(a string) bool {
			rest, inside := strings.CutPrefix(v.Path, a)
			return inside && (rest == "" || rest[0] == '.' || rest[0] == '[')
		})
	})
}

// beyond returns the violations that are not among the known ones, which were reported already.
func beyond(known, all []Violation) []Violation {
	return slices.DeleteFunc(all, func(v Violation) bool {
		return slices.ContainsFunc(known, func(k Violation) bool { return k.Rule == v.Rule && k.Path == v.Path && k.Summary == v.Summary })
	})
}

// answered are the errors that judge what AWS answered to preflight.
var answered = []Rule{
	RuleLockMinimum, RuleLockMaximum, RuleLockForever, RuleChangeLocked,
	RuleCopyCold, RuleCopyExpired, RuleCopySourceContinuous, RuleCopySourceType, RuleCopySourceAccount, RulePointState, RulePointMissing,
}

// Downgrade returns the violations with those of preflight as warnings, for preflight = "warn". What needed no call to be known
// stays the error that it is.
func Downgrade(violations []Violation) []Violation {
	out := slices.Clone(violations)
	for i := range out {
		if slices.Contains(answered, out[i].Rule) {
			out[i].Severity = Warning
		}
	}
	return out
}

// sorted brings violations into a fixed order, errors first: map iteration must not decide what a user reads.
func sorted(violations []Violation) []Violation {
	slices.SortStableFunc(violations, func(a, b Violation) int {
		return cmp.Or(cmp.Compare(a.Severity, b.Severity), cmp.Compare(a.Path, b.Path), cmp.Compare(a.Rule, b.Rule))
	})
	return violations
}
