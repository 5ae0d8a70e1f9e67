// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package lifecycle

import (
	"fmt"
	"strconv"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
)

const (
	// AWS: "Invalid lifecycle. DeleteAfterDays cannot be less than 1 or more than 36500 days"; -1 stands for never.
	minDays   = 1
	maxDays   = 36500
	neverDays = -1

	// MinColdDays is the shortest time in cold storage (API reference, Lifecycle; AWS: "DeleteAfterDays cannot be less than
	// 90 days apart from MoveToColdStorageAfterDays", so equality is allowed).
	MinColdDays = 90
)

// validDays tells whether AWS Backup accepts a number of days: 1 to 36500, or -1 for never.
func validDays(days int64) bool {
	return days == neverDays || days >= minDays && days <= maxDays
}

// days returns a valid, positive number of days; false for null, unknown, never and invalid ones.
func days(v Value[int64]) (int64, bool) {
	d, known := v.Get()
	return d, known && d >= minDays && d <= maxDays
}

// never tells whether the value surely means "never".
func never(v Value[int64]) bool {
	d, known := v.Get()
	return v.IsNull() || known && d == neverDays
}

// absence is what -1 and a setting that is left out mean, as words that follow "for".
type absence string

const (
	forNever  absence = "never"
	forSource absence = "the setting of the source" // of a copy (developer guide, recov-point-create-a-copy)
)

func checkDays(r Request) []Violation {
	return checkRetentionDays(r.Retention, forNever)
}

func checkRetentionDays(r Retention, absent absence) []Violation {
	return append(
		checkRange(RuleColdRange, AttrColdAfter, "move_to_cold_storage_after_days", r.MoveToColdStorageAfterDays, absent),
		checkRange(RuleDeleteRange, AttrDeleteAfter, "delete_after_days", r.DeleteAfterDays, absent)...)
}

func checkRange(rule Rule, path, name string, v Value[int64], absent absence) []Violation {
	d, known := v.Get()
	if !known || validDays(d) {
		return nil
	}
	why := fmt.Sprintf("AWS Backup accepts %d to %d days, or %d for %s.", minDays, maxDays, neverDays, absent)
	if d == 0 {
		// 0 is not "unset": it made AWS apply the 90-day rule to a plain 15-day retention (terraform-provider-aws #7350).
		why = fmt.Sprintf("0 is not the same as leaving it out: AWS Backup accepts %d to %d days, or %d for %s.", minDays, maxDays, neverDays, absent)
	}
	return report(rule, Error, path, fmt.Sprintf("Number of days out of range: %d", d),
		fmt.Sprintf("%s is %d.", name, d), why,
		fmt.Sprintf("Set %s, or leave %s out for %s.", nearest(d, minDays, maxDays), name, absent))
}

// nearest names the accepted values next to one that is out of range.
func nearest(n, least, most int64) string {
	if min(n, most) == most {
		return fmt.Sprintf("%d or less", most)
	}
	return fmt.Sprintf("%d or more", least)
}

func checkNinetyDays(r Request) []Violation {
	return checkColdDays(r.Retention, "to keep the backup indefinitely")
}

// checkColdDays is the 90-day rule; leftOut says what happens without delete_after_days.
func checkColdDays(r Retention, leftOut string) []Violation {
	cold, hasCold := days(r.MoveToColdStorageAfterDays)
	del, hasDelete := days(r.DeleteAfterDays)
	if !hasCold || !hasDelete || del >= cold+MinColdDays {
		return nil
	}
	keep := "Set delete_after_days = " + atLeast(cold+MinColdDays)
	if cold+MinColdDays > maxDays {
		keep = "Leave delete_after_days out " + leftOut
	}
	move := "set move_to_cold_storage_after_days = " + atMost(del-MinColdDays)
	if del-MinColdDays < minDays {
		move = "leave move_to_cold_storage_after_days out"
	}
	return report(RuleNinetyDays, Error, AttrDeleteAfter,
		fmt.Sprintf("Deleted less than %d days after the move to cold storage", MinColdDays),
		fmt.Sprintf("delete_after_days is %d and move_to_cold_storage_after_days is %d, %s.", del, cold, apart(del-cold)),
		fmt.Sprintf("AWS Backup keeps a backup in cold storage for at least %d days.", MinColdDays),
		fmt.Sprintf("%s, or %s.", keep, move))
}

// atLeast and atMost name numbers of days for a message.
func atLeast(days int64) string {
	if days == maxDays {
		return strconv.Itoa(maxDays)
	}
	return fmt.Sprintf("%d or more", days)
}

func atMost(days int64) string {
	if days == minDays {
		return strconv.Itoa(minDays)
	}
	return fmt.Sprintf("%d or less", days)
}

func apart(days int64) string {
	switch {
	case days < 0:
		return "so the backup would be deleted before it moves"
	case days == 1:
		return "which leaves 1 day in cold storage"
	default:
		return fmt.Sprintf("which leaves %d days in cold storage", days)
	}
}

func checkColdStorage(r Request) []Violation {
	arn, known := r.ResourceARN.Get()
	cold, moves := days(r.Retention.MoveToColdStorageAfterDays)
	if !known || !moves {
		return nil
	}
	candidates := catalog.Lookup(arn)
	switch catalog.ColdStorageOf(candidates) {
	case catalog.ColdIgnored:
		return coldIgnored(cold, "resource_arn names a resource", candidates)
	case catalog.ColdArchive:
		if optIn, known := r.Retention.OptInToArchive.Get(); optIn || !known && !r.Retention.OptInToArchive.IsNull() {
			return nil
		}
		return report(RuleArchiveOptIn, Warning, AttrOptIn, "Cold storage needs the archive opt-in for this resource type",
			fmt.Sprintf("move_to_cold_storage_after_days is %d and opt_in_to_archive_for_supported_resources is not true.", cold),
			fmt.Sprintf("AWS Backup moves snapshots of %s to the archive tier only with the opt-in.", catalog.Labels(candidates)),
			"Set opt_in_to_archive_for_supported_resources = true, or leave move_to_cold_storage_after_days out.")
	default:
		// Supported, or not for the ARN to tell: DynamoDB depends on a setting (CheckSettings), parents on their members.
		return nil
	}
}

func coldIgnored(cold int64, what string, candidates []catalog.ResourceType) []Violation {
	return report(RuleColdIgnored, Warning, AttrColdAfter, "Cold storage has no effect on this resource type",
		fmt.Sprintf("move_to_cold_storage_after_days is %d, and %s of %s.", cold, what, catalog.Labels(candidates)),
		"AWS Backup has no cold storage for this type: it ignores the setting without an error, and the backup stays in warm storage until it is deleted.",
		"Leave move_to_cold_storage_after_days out.")
}
