// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package lifecycle

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
)

// Change is a planned change of the retention of an existing recovery point.
type Change struct {
	Before, After Retention
	// Gone is true where the recovery point no longer exists.
	Gone bool
	// Cold is StorageClass = COLD: the point has moved to cold storage.
	Cold bool
	// Continuous is Status = AVAILABLE or STOPPED: the point allows point-in-time restore.
	Continuous bool
	// Vault is the vault that the point is in.
	Vault Value[Vault]
	// Created is the creation date of the point, from which all days count.
	Created time.Time
	Now     time.Time
}

const leaveOrRetake = "Add recovery_point_lifecycle to ignore_changes to leave this backup as it is, or take a new one with terraform apply -replace."

// CheckChange returns what UpdateRecoveryPointLifecycle would refuse, or do at once (developer guide, editing-a-backup and
// vault-lock). The rules of Check are not repeated. A change between null, -1 and false-as-absent is none.
func CheckChange(c Change) []Violation {
	coldChanges := differ(c.Before.MoveToColdStorageAfterDays, c.After.MoveToColdStorageAfterDays)
	deleteChanges := differ(c.Before.DeleteAfterDays, c.After.DeleteAfterDays)
	if !coldChanges && !deleteChanges && optIn(c.Before) == optIn(c.After) {
		return nil
	}
	vault, _ := c.Vault.Get()
	switch {
	case c.Gone:
		return DeletedFixed(AttrLifecycle, "Retention")
	case c.Continuous:
		return report(RuleChangeContinuous, Error, AttrLifecycle, "Retention of a continuous backup",
			"The recovery point is a continuous backup, for point-in-time restore.",
			"AWS Backup does not change the retention of such a backup through this call.",
			leaveOrRetake)
	case vault.Locked || vault.AirGapped:
		return report(RuleChangeLocked, Error, AttrLifecycle, "Retention of a backup in a locked vault",
			fmt.Sprintf("The recovery point is in the vault %q, which is locked.", vault.Name),
			"AWS Backup changes no retention in a locked vault, not even while the lock itself can still be changed.",
			leaveOrRetake)
	case c.Cold && coldChanges:
		return report(RuleChangeCold, Error, AttrColdAfter, "Backup already in cold storage",
			fmt.Sprintf("move_to_cold_storage_after_days would change from %s to %s, and the backup has moved already.",
				daysWord(c.Before.MoveToColdStorageAfterDays), daysWord(c.After.MoveToColdStorageAfterDays)),
			"AWS Backup does not change this setting after the move; delete_after_days can still change.",
			leaveOrRetake)
	default:
		return sorted(append(checkColdAge(c, coldChanges), checkDeletesNow(c, deleteChanges)...))
	}
}

// ageDays is the number of whole days since the point was made.
func (c Change) ageDays() int64 {
	return int64(c.Now.Sub(c.Created) / (24 * time.Hour))
}

func checkColdAge(c Change, changes bool) []Violation {
	cold, moves := days(c.After.MoveToColdStorageAfterDays)
	age := c.ageDays()
	if !changes || !moves || cold > age {
		return nil
	}
	return report(RuleChangeColdAge, Error, AttrColdAfter, "Move to cold storage in the past",
		fmt.Sprintf("move_to_cold_storage_after_days is %d, and the backup is %s old.", cold, count(age, "day")),
		"AWS Backup wants at least one day more than the age of the backup.",
		fmt.Sprintf("Set move_to_cold_storage_after_days = %d or more.", age+1))
}

func checkDeletesNow(c Change, changes bool) []Violation {
	del, given := days(c.After.DeleteAfterDays)
	age := c.ageDays()
	if !changes || !given || del > age {
		return nil
	}
	return report(RuleChangeDeletesNow, Warning, AttrDeleteAfter, "The change deletes the backup",
		fmt.Sprintf("delete_after_days is %d, and the backup is %s old.", del, count(age, "day")),
		"AWS Backup deletes it within hours of the change, or refuses the change.",
		fmt.Sprintf("Set delete_after_days = %d or more to keep it.", age+1))
}

// TagsFixed is what to say where the tags of an existing recovery point change and AWS Backup cannot change them. It is
// nothing for a point that AWS Backup can tag (API reference, TagResource).
func TagsFixed(recoveryPointARN string) []Violation {
	if catalog.Taggable(recoveryPointARN) {
		return nil
	}
	return report(RuleTagsFixed, Warning, AttrTags, "Tags of this backup cannot change",
		fmt.Sprintf("The tags of %s were set when the backup was taken.", recoveryPointARN),
		"AWS Backup changes tags only of recovery points whose ARN belongs to the service backup.",
		"The new tags are kept in state and serve the next backup; tags_all keeps what was sent.",
		"To tag this backup, use the service that holds it.")
}

// DeletedFixed is what to say where something changes about a recovery point that no longer exists: its "Retention", "Index" or
// "Tags", which the attribute sets.
func DeletedFixed(attribute, what string) []Violation {
	return report(RuleChangeDeleted, Warning, attribute, what+" of a deleted backup",
		"The recovery point is gone, so its "+strings.ToLower(what)+" cannot change.",
		"What is new is kept in state only.",
		"Nothing needs to be done.")
}

// differ tells whether two settings mean different things: null and -1 are both never. Unknown ones may turn out equal.
func differ(a, b Value[int64]) bool {
	if a.IsUnknown() || b.IsUnknown() || never(a) && never(b) {
		return false
	}
	return a != b
}

func optIn(r Retention) bool {
	in, _ := r.OptInToArchive.Get()
	return in
}

func daysWord(v Value[int64]) string {
	if d, known := v.Get(); known && d != neverDays {
		return strconv.FormatInt(d, 10)
	}
	return "never"
}

func count(n int64, unit string) string {
	if n == 1 {
		return "1 " + unit
	}
	return fmt.Sprintf("%d %ss", n, unit)
}
