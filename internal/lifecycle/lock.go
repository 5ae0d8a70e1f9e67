// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package lifecycle

import (
	"fmt"
	"strconv"
	"time"
)

// Vault is what DescribeBackupVault tells of a vault.
type Vault struct {
	Name string
	// AirGapped is VaultType = LOGICALLY_AIR_GAPPED_BACKUP_VAULT.
	AirGapped bool
	// Locked is true as soon as there is a vault lock, whether or not it can still be changed.
	Locked bool
	// MinRetentionDays and MaxRetentionDays bound the retention of every backup in the vault; null is no bound.
	MinRetentionDays Value[int64]
	MaxRetentionDays Value[int64]
	// LockDate is when the lock becomes immutable (compliance mode); null is never (governance mode).
	LockDate Value[time.Time]
}

// fixed tells whether the vault's bounds cannot change any more. Those of an air-gapped vault are set when it is made
// (lag-vault-primary-backup); those of a vault lock are final from LockDate on (vault-lock).
func (v Vault) fixed(now time.Time) bool {
	date, known := v.LockDate.Get()
	return v.AirGapped || known && !now.Before(date)
}

// explain tells how final the bounds are.
func (v Vault) explain(now time.Time) string {
	date, compliance := v.LockDate.Get()
	switch {
	case v.AirGapped:
		return "The limits of a logically air-gapped vault never change."
	case compliance && !now.Before(date):
		return fmt.Sprintf("The vault lock is final since %s and cannot be changed.", date.UTC().Format(time.DateOnly))
	case compliance:
		return fmt.Sprintf("The vault lock can be changed until %s, so this is only a warning.", date.UTC().Format(time.DateOnly))
	default:
		return "The vault lock is in governance mode and can be changed, so this is only a warning."
	}
}

// checkLock compares a retention with a vault's bounds (vault-lock; lag-vault-primary-backup: "Backup job failed because
// the lifecycle is outside the valid range for backup vault"). A backup that never expires satisfies every minimum and
// breaks every maximum.
func checkLock(r Retention, v Vault, now time.Time, certain bool) []Violation {
	if !v.Locked && !v.AirGapped || r.DeleteAfterDays.IsUnknown() {
		return nil
	}
	severity, finality := Warning, v.explain(now)
	switch {
	case v.fixed(now) && certain:
		severity = Error
	case v.fixed(now):
		finality += " It is not certain that the limits apply to this backup, so this is only a warning."
	}
	const why = "AWS Backup fails a job whose retention is outside the range of its vault."
	least, hasMin := v.MinRetentionDays.Get()
	most, hasMax := v.MaxRetentionDays.Get()
	fix := retentionFix(r, max(least, minDays), most, hasMax)
	days, given := days(r.DeleteAfterDays)
	switch {
	case hasMax && never(r.DeleteAfterDays):
		return report(RuleLockForever, severity, AttrDeleteAfter, "Kept indefinitely in a vault with a maximum retention",
			fmt.Sprintf("delete_after_days is %s, so the backup would be kept indefinitely, but the vault %q keeps backups for at most %d days.",
				neverWord(r.DeleteAfterDays), v.Name, most),
			why, finality, fix)
	case given && hasMin && days < least:
		return report(RuleLockMinimum, severity, AttrDeleteAfter, "Retention below the minimum of the vault",
			fmt.Sprintf("delete_after_days is %d, but the vault %q keeps backups for at least %d days.", days, v.Name, least),
			why, finality, fix)
	case given && hasMax && days > most:
		return report(RuleLockMaximum, severity, AttrDeleteAfter, "Retention above the maximum of the vault",
			fmt.Sprintf("delete_after_days is %d, but the vault %q keeps backups for at most %d days.", days, v.Name, most),
			why, finality, fix)
	default:
		return nil
	}
}

func neverWord(v Value[int64]) string {
	if v.IsNull() {
		return "not set"
	}
	return strconv.Itoa(neverDays)
}

// retentionFix names the values that satisfy the vault and the 90-day rule together.
func retentionFix(r Retention, least, most int64, hasMax bool) string {
	cold, moves := days(r.MoveToColdStorageAfterDays)
	if moves {
		least = max(least, cold+MinColdDays)
	}
	switch {
	case !hasMax:
		return fmt.Sprintf("Set delete_after_days = %s.", atLeast(least))
	case least < most:
		return fmt.Sprintf("Set delete_after_days = %d to %d.", least, most)
	case least == most:
		return fmt.Sprintf("Set delete_after_days = %d.", most)
	case most-MinColdDays >= minDays:
		return fmt.Sprintf("Set delete_after_days = %d and move_to_cold_storage_after_days = %s.", most, atMost(most-MinColdDays))
	default:
		return fmt.Sprintf("Set delete_after_days = %d and leave move_to_cold_storage_after_days out.", most)
	}
}
